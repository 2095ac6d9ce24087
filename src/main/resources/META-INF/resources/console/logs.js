// The log of a plugin, as it comes, with a filter by level and text.

import { events, pluginPath, Refused } from './api.js';
import { el, foreign, setText, visible } from './dom.js';
import { clock } from './format.js';
import { explain } from './notice.js';

/** Lines that the page keeps; older ones are left out. */
const MOST = 1000;
const FIRST = 300;
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error'];
const DELAY = 3000;
const DELAY_REFUSED = 30_000;

/** Closer to the end than this, in pixels, the view follows what comes. */
const AT_END = 40;

const NOT_LIVE = 'Not live; trying again';

export class LogView {
  #lines = el('ol', { class: 'log', tabindex: '0', role: 'log', 'aria-live': 'off', 'aria-label': 'Log' });
  #state = el('span', { class: 'minor', role: 'status' });
  #refusal = el('div');
  #level = el(
    'select',
    { id: 'log-level', change: () => this.#filter() },
    LEVELS.map((level) => el('option', { value: level }, level === 'trace' ? 'all levels' : `${level} and above`)),
  );
  #search = el('input', { type: 'search', id: 'log-search', placeholder: 'Search', autocomplete: 'off', spellcheck: 'false', input: () => this.#filter() });
  #follow = el('input', { type: 'checkbox', id: 'log-follow', checked: true, change: () => this.#toEnd() });
  #all = [];
  #waiting = [];
  #live = false;

  constructor(name, signal) {
    this.name = name;
    this.signal = signal;
    this.element = el(
      'div',
      {},
      el(
        'div',
        { class: 'bar' },
        el('label', { for: 'log-level', class: 'unseen' }, 'Level'),
        this.#level,
        el('label', { for: 'log-search', class: 'unseen' }, 'Search'),
        this.#search,
        el('label', {}, this.#follow, ' Follow'),
        el('button', { type: 'button', class: 'quiet', click: () => this.#clear() }, 'Clear'),
        this.#state,
      ),
      this.#refusal,
      this.#lines,
    );
    this.#lines.addEventListener('scroll', () => {
      this.#follow.checked = this.#lines.scrollTop + this.#lines.clientHeight > this.#lines.scrollHeight - AT_END;
    });
  }

  async begin() {
    let since = null;
    while (!this.signal.aborted) {
      let delay = DELAY;
      const from = new Date(since ?? 0);
      const path = pluginPath(this.name, `/logs?follow=true${since ? `&since=${encodeURIComponent(since)}` : `&tail=${FIRST}`}`);
      try {
        await events(path, {
          signal: this.signal,
          onOpen: () => {
            this.#refusal.replaceChildren();
            this.#live = true;
            setText(this.#state, this.#all.length ? 'Live' : 'Live; nothing was logged yet');
          },
          onEvent: (event, data) => {
            if (event === 'line') {
              const line = JSON.parse(data);
              since = line.time;
              if (new Date(line.time) > from || !this.#has(line)) {
                this.#take(line);
              }
            }
          },
        });
      } catch (failure) {
        if (this.signal.aborted) {
          return;
        }
        if (failure instanceof Refused && failure.status < 500) {
          delay = DELAY_REFUSED;
          this.#refusal.replaceChildren(explain(failure, 'The log is not shown'));
        }
        this.#live = false;
        setText(this.#state, NOT_LIVE);
      }
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }

  /** Whether a line came before: where a stream begins anew, its first lines may have been there. */
  #has(line) {
    return this.#all.slice(-FIRST).some((known) => known.line.time === line.time && known.line.message === line.message);
  }

  /** Lines of one moment are shown together. */
  #take(line) {
    this.#waiting.push(line);
    if (this.#waiting.length === 1) {
      setTimeout(() => this.#show(), 100);
    }
  }

  #show() {
    const lines = this.#waiting.slice(-MOST).map((line) => ({ line, element: element(line), text: textOf(line) }));
    this.#waiting = [];
    lines.forEach((one) => {
      one.element.hidden = !this.#fits(one);
    });
    this.#all.push(...lines);
    this.#all.splice(0, Math.max(0, this.#all.length - MOST)).forEach((old) => old.element.remove());
    this.#lines.append(...lines.map((one) => one.element));
    this.#tell();
    this.#toEnd();
  }

  #fits({ line, text }) {
    const least = LEVELS.indexOf(this.#level.value);
    const words = this.#search.value.toLowerCase();
    return (least === 0 || LEVELS.indexOf(levelOf(line)) >= least) && (words === '' || text.includes(words));
  }

  #filter() {
    this.#all.forEach((one) => {
      one.element.hidden = !this.#fits(one);
    });
    this.#tell();
    this.#toEnd();
  }

  #tell() {
    const shown = this.#all.filter((one) => !one.element.hidden).length;
    const lines = shown === this.#all.length ? `${shown} lines` : `${shown} of ${this.#all.length} lines`;
    setText(this.#state, `${this.#live ? 'Live' : NOT_LIVE}; ${lines}`);
  }

  #clear() {
    this.#all = [];
    this.#lines.replaceChildren();
    this.#tell();
  }

  #toEnd() {
    if (this.#follow.checked) {
      this.#lines.scrollTop = this.#lines.scrollHeight;
    }
  }
}

function levelOf(line) {
  const level = String(line.level ?? '').toLowerCase();
  return level === 'warning' ? 'warn' : level === 'fatal' ? 'error' : level;
}

function textOf(line) {
  return `${line.message} ${line.logger ?? ''} ${JSON.stringify(line.fields ?? {})}`.toLowerCase();
}

function element(line) {
  const level = levelOf(line);
  const fields = Object.entries(line.fields ?? {});
  return el(
    'li',
    { 'data-level': LEVELS.includes(level) ? level : 'info' },
    el('time', { datetime: line.time, title: `${line.time}, pid ${line.pid ?? 'unknown'}, generation ${line.generation ?? 'unknown'}` }, clock(line.time)),
    el('span', { class: 'level' }, visible(level)),
    el(
      'span',
      { class: 'message' },
      line.logger && el('span', { class: 'minor' }, foreign(line.logger), ' '),
      foreign(line.message),
      fields.map(([name, value]) => el('span', { class: 'pair' }, ' ', foreign(name), '=', foreign(typeof value === 'string' ? value : JSON.stringify(value)))),
    ),
  );
}
