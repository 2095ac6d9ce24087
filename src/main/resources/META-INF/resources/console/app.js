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

const PAGES = [
  { pattern: /^\/?$/, page: plugins, nav: '#/' },
  { pattern: /^\/plugins\/([^/]+)\/([^/]+)$/, page: plugin, nav: '#/' },
  { pattern: /^\/try(?:\/([^/]+)\/([^/]+))?$/, page: trial, nav: '#/try' },
  { pattern: /^\/configuration$/, page: configuration, nav: '#/configuration' },
];

const THEMES = { system: 'light', light: 'dark', dark: 'system' };

const main = document.getElementById('main');
let leave = new AbortController();
let first = true;

function show() {
  const path = location.hash.slice(1);
  for (const { pattern, page, nav } of PAGES) {
    const match = pattern.exec(path);
    if (match) {
      open(page, { name: nameOf(match) }, nav);
      return;
    }
  }
  location.replace('#/');
}

function nameOf([, namespace, name]) {
  try {
    return namespace ? `${decodeURIComponent(namespace)}/${decodeURIComponent(name)}` : undefined;
  } catch {
    return undefined;
  }
}

function open(page, parameters, nav) {
  leave.abort();
  leave = new AbortController();
  main.replaceChildren();
  document.title = `${visible(page.title(parameters))} · Assay`;
  document.querySelectorAll('nav a').forEach((link) => setAttribute(link, 'aria-current', link.getAttribute('href') === nav ? 'page' : null));
  page.open(main, parameters, leave.signal);
  if (!first) {
    window.scrollTo(0, 0);
    (main.querySelector('h1') ?? main).focus();
  }
  first = false;
}

function showConnection() {
  const mark = document.getElementById('connection');
  const { state, retryAt, refused, message } = live.connection;
  const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
  const asOf = live.asOf ? ` What is shown is of ${clock(live.asOf)}.` : '';
  const texts = {
    connecting: 'Connecting…',
    live: 'Live',
    lost: 'Connection lost, trying again',
    refused: 'Not permitted',
  };
  setText(mark, texts[state]);
  setAttribute(mark, 'data-state', state);
  setAttribute(mark, 'title', state === 'lost' ? `${message}; next attempt in ${seconds} s.${asOf}` : null);
  document.body.classList.toggle('stale', state === 'lost' || state === 'refused');
  const notices = document.getElementById('notices');
  if (state === 'refused') {
    notices.replaceChildren(explain(refused, 'The plugins are not shown'));
  } else if (state === 'lost') {
    const line = el('p', { class: 'notice warn' }, `Connection lost, trying again.${asOf} `, el('button', { type: 'button', click: () => live.retry() }, 'Try now'));
    if (notices.firstChild?.dataset?.asOf !== asOf) {
      line.dataset.asOf = asOf;
      notices.replaceChildren(line);
    }
  } else {
    notices.replaceChildren();
  }
}

let told = '';
live.addEventListener('connection', () => {
  showConnection();
  const { state } = live.connection;
  if (state !== told && told !== '') {
    announce(state === 'live' ? 'Connected' : state === 'lost' ? 'Connection lost, trying again' : '');
  }
  told = state;
});

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
showConnection();
show();
beginAccess();
live.start();
