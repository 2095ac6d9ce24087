// The states of a plugin and the phases of a measurement: each has a colour, a shape and its word.

import { el, setAttribute, setText, svg } from './dom.js';

/** The kind of each state, from what needs a person to what does not. */
const KINDS = {
  Failed: 'bad',
  Error: 'bad',
  BackingOff: 'warn',
  Unresponsive: 'warn',
  Inconclusive: 'warn',
  Pending: 'busy',
  Installing: 'busy',
  Starting: 'busy',
  Running: 'busy',
  Stopping: 'idle',
  Stopped: 'idle',
  Ready: 'good',
  Successful: 'good',
};

const SHAPES = {
  bad: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM5 5l6 6M11 5l-6 6',
  warn: 'M8 1.5 15 14H1zM8 6v4M8 11.6v.6',
  busy: 'M8 2a6 6 0 1 1-6 6M8 5v3.5l2.5 1.5',
  idle: 'M8 2a6 6 0 1 0 .01 0zM5 8h6',
  good: 'M8 1.6a6.4 6.4 0 1 0 .01 0zM5 8.2l2.2 2.2L11.2 6',
};

const ORDER = Object.keys(KINDS);

export function kind(state) {
  return KINDS[state] ?? 'idle';
}

/** How soon a person should look at a state; 0 is at once. */
export function urgency(state) {
  const index = ORDER.indexOf(state);
  return index < 0 ? ORDER.length : index;
}

/** An element that shows a state, and can show another later. */
export class StateMark {
  #path = svg('path');
  #word = el('span');
  element = el('span', { class: 'state' }, svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, this.#path), this.#word);

  constructor(state = '') {
    this.show(state);
  }

  show(state) {
    setText(this.#word, state);
    setAttribute(this.element, 'data-kind', kind(state));
    setAttribute(this.#path, 'd', SHAPES[kind(state)]);
  }
}
