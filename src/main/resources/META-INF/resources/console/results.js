// What the runs of one manifest gave: the last one in full, the ones before as a table, and their numbers as a chart.

import { Chart } from './chart.js';
import { el, foreign, visible } from './dom.js';
import { clock, milliseconds, NONE, number } from './format.js';
import { StateMark } from './state.js';

/** Runs that are kept. */
const MOST = 200;
const MOST_ROWS = 50;
const MOST_LINES = 6;
const LONGEST_VALUE = 300;

export class Results {
  #signal;
  #last = el('div', { class: 'results' });
  #chart = el('div');
  #before = el('tbody');
  #table = el(
    'details',
    { hidden: true },
    el('summary', {}, 'All runs'),
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ['Time', 'Metric', 'Phase', 'Value'].map((head) => el('th', { scope: 'col' }, head)))),
      this.#before,
    ),
  );
  #empty = el('p', { class: 'empty' }, 'Nothing was run yet. Ctrl+Enter runs the manifest.');
  #times = [];
  #numbers = new Map();
  #drawn = null;
  #names = '';

  constructor(signal) {
    this.#signal = signal;
    this.element = el('div', {}, this.#empty, this.#last, this.#chart, this.#table);
  }

  clear() {
    this.#times = [];
    this.#numbers.clear();
    this.#drawn = null;
    this.#names = '';
    this.#empty.hidden = false;
    this.#table.hidden = true;
    [this.#last, this.#chart, this.#before].forEach((part) => part.replaceChildren());
  }

  add(status) {
    this.#empty.hidden = true;
    const results = status.metricResults ?? [];
    this.#last.replaceChildren(
      el('p', { class: 'run' }, 'The run is ', new StateMark(status.phase).element, status.message && [': ', foreign(status.message)]),
      ...results.map(card),
    );
    this.#table.hidden = false;
    this.#before.prepend(
      ...results.map((result) => {
        const measurement = last(result);
        return el(
          'tr',
          {},
          el('td', { class: 'figure' }, clock(measurement.finishedAt ?? measurement.startedAt ?? status.completedAt ?? Date.now())),
          el('th', { scope: 'row' }, foreign(result.name)),
          el('td', {}, new StateMark(result.phase).element),
          el('td', { class: 'words' }, foreign(short(measurement.value ?? measurement.message ?? NONE))),
        );
      }),
    );
    while (this.#before.children.length > MOST_ROWS) {
      this.#before.lastElementChild.remove();
    }
    this.#draw(results);
  }

  #draw(results) {
    this.#times.push(Date.now() / 1000);
    for (const result of results) {
      const value = numeric(last(result).value);
      if (value !== null && !this.#numbers.has(result.name) && this.#numbers.size < MOST_LINES) {
        this.#numbers.set(result.name, new Array(this.#times.length - 1).fill(null));
      }
    }
    for (const [name, values] of this.#numbers) {
      values.push(numeric(last(results.find((result) => result.name === name) ?? {}).value));
    }
    if (this.#times.length > MOST) {
      this.#times.shift();
      this.#numbers.forEach((values) => values.shift());
    }
    if (this.#numbers.size === 0) {
      return;
    }
    const names = [...this.#numbers.keys()];
    if (names.join('\n') !== this.#names) {
      this.#names = names.join('\n');
      this.#drawn = new Chart('Values', names.map((name) => ({ label: visible(name), format: number })), this.#signal);
      this.#chart.replaceChildren(this.#drawn.element);
    }
    this.#drawn.show([this.#times, ...this.#numbers.values()]);
  }
}

const last = (result) => result.measurements?.at(-1) ?? {};

const short = (text) => (text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text);

/** The number that a value is, or the first one of a list. */
function numeric(value) {
  const text = String(value ?? '').trim().replace(/^\[\s*([^,\]]+)[^]*\]$/, '$1');
  return text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
}

function card(result) {
  const measurement = last(result);
  const took = new Date(measurement.finishedAt).getTime() - new Date(measurement.startedAt).getTime();
  const message = measurement.message ?? result.message;
  const metadata = Object.entries(measurement.metadata ?? {});
  return el(
    'section',
    { class: 'card' },
    el('h3', {}, foreign(result.name), ' ', new StateMark(result.phase).element, result.dryRun && el('span', { class: 'minor' }, ' dry run')),
    el('output', { class: 'measured' }, foreign(measurement.value ?? NONE)),
    message && el('p', { class: 'message' }, foreign(message)),
    metadata.length > 0 && el('dl', { class: 'facts' }, metadata.map(([key, value]) => [el('dt', {}, foreign(key)), el('dd', {}, foreign(value))])),
    el('p', { class: 'minor' }, `Took ${milliseconds(Number.isFinite(took) ? took : undefined)}, at ${clock(measurement.startedAt)}.`),
  );
}
