// The frame of all pages: which one is shown, whether Assay is connected, the theme.

import { begin as beginAccess } from './access.js';
import { announce, el, setAttribute, setText, visible } from './dom.js';
import { clock } from './format.js';
import { live } from './live.js';
import { explain } from './notice.js';
import * as configuration from './configuration.js';
import * as plugin from './plugin.js';
import * as plugins from './plugins.js';
import * as trial from './try.js';

/** The pages of runs are loaded with the first of them that is looked at. */
const PAGES = [
  { pattern: /^\/?$/, load: () => plugins, nav: '#/' },
  { pattern: /^\/plugins\/([^/]+\/[^/]+)$/, load: () => plugin, nav: '#/' },
  { pattern: /^\/try(?:\/([^/]+\/[^/]+))?$/, load: () => trial, nav: '#/try' },
  { pattern: /^\/configuration$/, load: () => configuration, nav: '#/configuration' },
  { pattern: /^\/runs$/, load: () => import('./runs/list.js'), nav: '#/runs' },
  { pattern: /^\/runs\/([^/]+)$/, load: () => import('./runs/run.js'), nav: '#/runs' },
  { pattern: /^\/start$/, load: () => import('./runs/start.js'), nav: '#/runs' },
];

const THEMES = { system: 'light', light: 'dark', dark: 'system' };

const main = document.getElementById('main');
let leave = new AbortController();
let first = true;

function show() {
  const path = location.hash.slice(1);
  for (const { pattern, load, nav } of PAGES) {
    const match = pattern.exec(path);
    if (match) {
      open(load, { name: nameOf(match) }, nav);
      return;
    }
  }
  location.replace('#/');
}

function nameOf([, name]) {
  try {
    return name?.split('/').map(decodeURIComponent).join('/');
  } catch {
    return undefined;
  }
}

async function open(load, parameters, nav) {
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  main.replaceChildren();
  document.querySelectorAll('nav a').forEach((link) => setAttribute(link, 'aria-current', link.getAttribute('href') === nav ? 'page' : null));
  let page;
  try {
    page = await load();
  } catch (failure) {
    page = { title: () => 'Not loaded', open: () => notLoaded(failure) };
  }
  if (signal.aborted) {
    return;
  }
  document.title = `${visible(page.title(parameters))} · Assay`;
  follow(page.open(main, parameters, signal) ?? live);
  if (!first) {
    window.scrollTo(0, 0);
    (main.querySelector('h1') ?? main).focus();
  }
  first = false;
}

/** Browsers remember a script that did not come, so that only the whole page can be loaded anew. */
function notLoaded(failure) {
  main.append(explain(failure, 'This page could not be loaded'), el('button', { type: 'button', click: () => location.reload() }, 'Load it anew'));
}

/** The stream whose connection is shown. */
let stream = live;
let told = '';

function follow(another) {
  stream.removeEventListener('connection', connectionChanged);
  stream = another;
  told = stream.connection.state === 'connecting' ? '' : stream.connection.state;
  stream.addEventListener('connection', connectionChanged);
  showConnection();
}

function connectionChanged() {
  showConnection();
  const { state } = stream.connection;
  if (state !== told && told !== '') {
    announce(state === 'live' ? 'Connected' : state === 'lost' ? 'Connection lost, trying again' : '');
  }
  told = state;
}

function showConnection() {
  const mark = document.getElementById('connection');
  const { state, retryAt, refused, message } = stream.connection;
  const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
  const asOf = stream.asOf ? ` What is shown is of ${clock(stream.asOf)}.` : '';
  const texts = {
    connecting: 'Connecting…',
    live: 'Live',
    lost: 'Connection lost, trying again',
    refused: 'Not permitted',
    ended: 'Complete',
  };
  setText(mark, refused?.status === 404 ? 'Not found' : texts[state]);
  setAttribute(mark, 'data-state', state);
  setAttribute(mark, 'title', state === 'lost' ? `${message}; next attempt in ${seconds} s.${asOf}` : null);
  document.body.classList.toggle('stale', state === 'lost' || state === 'refused');
  const notices = document.getElementById('notices');
  if (state === 'refused') {
    notices.replaceChildren(explain(refused, stream.heading));
  } else if (state === 'lost') {
    const line = el('p', { class: 'notice warn' }, `Connection lost, trying again.${asOf} `, el('button', { type: 'button', click: () => stream.retry() }, 'Try now'));
    if (notices.firstChild?.dataset?.asOf !== asOf) {
      line.dataset.asOf = asOf;
      notices.replaceChildren(line);
    }
  } else {
    notices.replaceChildren();
  }
}

const theme = document.getElementById('theme');
function showTheme() {
  const now = window.assayTheme.get();
  setText(theme, { system: 'Theme: auto', light: 'Theme: light', dark: 'Theme: dark' }[now]);
}
theme.addEventListener('click', () => {
  window.assayTheme.set(THEMES[window.assayTheme.get()] ?? 'system');
  showTheme();
  window.dispatchEvent(new Event('themechange'));
});

document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault();
  (main.querySelector('h1') ?? main).focus();
});

window.addEventListener('hashchange', show);
showTheme();
follow(live);
show();
beginAccess();
live.start(new AbortController().signal);
