// An event stream of Assay that is opened anew whenever it breaks.

import { access, events, Refused } from './api.js';

const FIRST_DELAY = 1000;
const LONGEST_DELAY = 30_000;

/**
 * Tells by the event connection that its state has changed: connecting, live, lost, refused or ended. A stream takes its
 * events by its method take.
 */
export class Stream extends EventTarget {
  connection = { state: 'connecting', message: '', refused: null, retryAt: 0 };
  /** When anything came for the last time; 0 before that. */
  asOf = 0;

  #path;
  #pauses;
  #leave = new AbortController();
  #wake = () => {};

  /**
   * @param heading of the notice where the stream is refused
   * @param pauses whether it is closed while nobody sees the page: browsers have few connections to one address
   */
  constructor(path, heading, { pauses = false } = {}) {
    super();
    this.#path = path;
    this.heading = heading;
    this.#pauses = pauses;
  }

  /** Reads until the signal is aborted, or end is called. */
  async start(signal) {
    const anew = () => this.#anew();
    access.addEventListener('token', anew, { signal });
    window.addEventListener('online', () => this.retry(), { signal });
    signal.addEventListener('abort', anew);
    if (this.#pauses) {
      document.addEventListener('visibilitychange', anew, { signal });
    }
    let delay = FIRST_DELAY;
    while (!signal.aborted && this.connection.state !== 'ended') {
      if (this.#pauses && document.hidden) {
        await this.#sleep(Infinity);
        continue;
      }
      this.#leave = new AbortController();
      const reading = this.#leave.signal;
      try {
        await events(this.#path, {
          signal: reading,
          onOpen: () => {
            delay = FIRST_DELAY;
          },
          onEvent: (name, data) => this.#came(name, JSON.parse(data)),
        });
      } catch (failure) {
        if (reading.aborted) {
          continue;
        }
        const refused = failure instanceof Refused && failure.status < 500 ? failure : null;
        delay = Math.max(delay, (failure.retryAfter ?? 0) * 1000);
        // Who is not known is asked for a token, and only another one is a reason to try again.
        const wait = refused?.status === 401 ? Infinity : refused ? LONGEST_DELAY : delay * (0.8 + 0.4 * Math.random());
        this.#connect(refused ? 'refused' : 'lost', failure.message, refused, Date.now() + wait);
        await this.#sleep(wait);
        delay = Math.min(delay * 2, LONGEST_DELAY);
      }
    }
  }

  /** Tries now where an attempt is waited for. */
  retry() {
    this.#wake();
  }

  /** Nothing more will come. */
  end() {
    this.#connect('ended');
    this.#anew();
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #anew() {
    this.#leave.abort();
    this.#wake();
  }

  #sleep(milliseconds) {
    return new Promise((resolve) => {
      const timer = Number.isFinite(milliseconds) ? setTimeout(resolve, milliseconds) : undefined;
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #connect(state, message = '', refused = null, retryAt = 0) {
    this.connection = { state, message, refused, retryAt };
    this.tell('connection');
  }

  #came(name, data) {
    this.asOf = Date.now();
    if (this.connection.state !== 'live') {
      this.#connect('live');
    }
    this.take(name, data);
  }
}
