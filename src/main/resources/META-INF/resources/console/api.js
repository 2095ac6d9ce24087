// Requests to Assay. The token is kept for this tab only, and is sent in a header, never in an address.

const KEY = 'assay.token';
const BASE = new URL('api/v1/', document.baseURI);

/** How long a stream may be silent; Assay writes a comment every 15 s. */
const SILENCE = 40_000;

/** An answer of Assay that is no success. */
export class Refused extends Error {
  constructor(problem, status, retryAfter) {
    super(problem.detail ?? problem.title ?? `Assay answered with ${status}`);
    this.problem = problem;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Assay could not be reached, or the connection broke. */
class Unreachable extends Error {}

/** Tells of a refused caller (event refused, with the problem) and of another token (event token). */
export const access = new EventTarget();

export function token() {
  return sessionStorage.getItem(KEY) ?? '';
}

export function setToken(text) {
  if (text) {
    sessionStorage.setItem(KEY, text);
  } else {
    sessionStorage.removeItem(KEY);
  }
  access.dispatchEvent(new Event('token'));
}

export function address(path) {
  return new URL(path, BASE).href;
}

/** The name of a plugin as a part of a path. */
export function inPath(name) {
  return name.split('/').map(encodeURIComponent).join('/');
}

/** The path of a plugin, or of something that it has. */
export function pluginPath(name, rest = '') {
  return `plugins/${inPath(name)}${rest}`;
}

/** Sends a request. Throws Refused or Unreachable where its answer is no success. */
export async function send(path, { method = 'GET', body, type, accept = 'application/json', signal } = {}) {
  const headers = { Accept: accept };
  if (type) {
    headers['Content-Type'] = type;
  }
  if (token()) {
    headers.Authorization = `Bearer ${token()}`;
  }
  let response;
  try {
    response = await fetch(address(path), { method, body, headers, signal, cache: 'no-store' });
  } catch (failure) {
    if (signal?.aborted) {
      throw failure;
    }
    throw new Unreachable('Assay cannot be reached', { cause: failure });
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

export async function json(path, options) {
  return (await send(path, options)).json();
}

async function refusal(response) {
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // A proxy answers with a page of its own.
  }
  const refused = new Refused(problem, response.status, Number(response.headers.get('Retry-After')) || 0);
  if (response.status === 401) {
    access.dispatchEvent(new CustomEvent('refused', { detail: refused }));
  }
  return refused;
}

/**
 * Reads an event stream until it ends. Its end is an Unreachable too, since no stream here ends by itself; a caller who
 * leaves by the signal gets an AbortError.
 *
 * @param onEvent gets the name and the data of each event
 * @param onOpen is called when the answer begins
 */
export async function events(path, { signal, onEvent, onOpen = () => {} }) {
  const silence = new AbortController();
  const both = AbortSignal.any([signal, silence.signal]);
  let timer = setTimeout(() => silence.abort(), SILENCE);
  try {
    const response = await send(path, { accept: 'text/event-stream', signal: both });
    onOpen();
    const reader = response.body.getReader();
    const parse = parser(onEvent);
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        throw new Unreachable('the stream ended');
      }
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE);
      parse(decoder.decode(value, { stream: true }));
    }
  } catch (failure) {
    if (failure instanceof Refused || failure instanceof Unreachable || signal.aborted) {
      throw failure;
    }
    throw new Unreachable(silence.signal.aborted ? 'Assay was silent' : 'the connection broke', { cause: failure });
  } finally {
    clearTimeout(timer);
  }
}

/** Takes pieces of an event stream, and gives its events on. */
function parser(onEvent) {
  let rest = '';
  let name = 'message';
  let data = [];
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) {
          onEvent(name, data.join('\n'));
        }
        name = 'message';
        data = [];
      } else if (line.startsWith('event:')) {
        name = line.slice(6).trim();
      } else if (line.startsWith('data:')) {
        data.push(line.slice(line[5] === ' ' ? 6 : 5));
      }
    }
  };
}
