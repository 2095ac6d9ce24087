// The table of all plugins. A row changes only the cells whose content has changed, so that hundreds of them stay fluent.

import { inPath } from './api.js';
import { el, foreign, setAttribute, setText, visible } from './dom.js';
import { bytes, milliseconds, NONE, number, percent, shortDigest, span, version } from './format.js';
import { Spark } from './spark.js';
import { StateMark, urgency } from './state.js';

const byText = (value) => (a, b) => String(value(a)).localeCompare(String(value(b)));

/** The larger ones first; what is not known last. */
const byNumber = (value) => (a, b) => (value(b) ?? -1) - (value(a) ?? -1);

export const COLUMNS = [
  { id: 'name', title: 'Plugin', sort: byText((row) => row.plugin.name) },
  { id: 'state', title: 'State', sort: (a, b) => urgency(a.plugin.state) - urgency(b.plugin.state) },
  { id: 'calls', title: 'Calls/s', figure: true, sort: byNumber((row) => row.numbers.callsPerSecond) },
  { id: 'errors', title: 'Errors', figure: true, sort: byNumber((row) => row.numbers.errorRatio) },
  { id: 'p50', title: 'p50', figure: true, sort: byNumber((row) => row.numbers.p50Milliseconds) },
  { id: 'p99', title: 'p99', figure: true, sort: byNumber((row) => row.numbers.p99Milliseconds) },
  { id: 'flight', title: 'In flight', figure: true, sort: byNumber((row) => row.flight()) },
  { id: 'cores', title: 'CPU', label: 'CPU, in cores', figure: true, sort: byNumber((row) => row.numbers.processorCores) },
  { id: 'memory', title: 'Memory', figure: true, sort: byNumber((row) => row.numbers.residentBytes) },
  { id: 'restarts', title: 'Restarts', figure: true, sort: byNumber((row) => row.plugin.restarts) },
  { id: 'version', title: 'Version', sort: byText((row) => version(row.plugin)) },
];

/** The row of one plugin. */
export class Row {
  plugin;
  numbers = {};
  /** The place in the configuration. */
  place = 0;

  #mark = new StateMark();
  #since = el('span', { class: 'minor' });
  #reason = el('bdi', { class: 'reason' });
  #spark = new Spark();
  #version = foreign('');
  #digest = el('span', { class: 'minor' });
  #cells = {};

  constructor(name) {
    const link = el('a', { href: `#/plugins/${inPath(name)}` }, foreign(name));
    const calls = el('span', { class: 'value' }, NONE);
    const content = {
      name: [link, this.#reason],
      state: [this.#mark.element, this.#since],
      calls: [this.#spark.element, calls],
      version: [this.#version, this.#digest],
    };
    const cells = COLUMNS.map((column) => {
      const inner = content[column.id] ?? [el('span', { class: 'value' }, NONE)];
      this.#cells[column.id] = column.id === 'calls' ? calls : inner[0];
      const attributes = { 'data-label': column.title, class: `of-${column.id}${column.figure ? ' figure' : ''}` };
      return column.id === 'name'
        ? el('th', { ...attributes, scope: 'row', role: 'rowheader' }, inner)
        : el('td', { ...attributes, role: 'cell' }, inner);
    });
    this.element = el('tr', { role: 'row' }, cells);
  }

  show(plugin) {
    this.plugin = plugin;
    this.#mark.show(plugin.state);
    this.tick();
    const reason = visible(reasonOf(plugin));
    setText(this.#reason, reason);
    setAttribute(this.#reason, 'title', reason || null);
    setAttribute(this.#reason, 'data-state', plugin.state);
    this.#figure('restarts', number(plugin.restarts), plugin.restarts > 0 ? 'warn' : null);
    setText(this.#version, visible(version(plugin)));
    setText(this.#digest, [plugin.protocol, plugin.digest && shortDigest(plugin.digest)].filter(Boolean).join(' · '));
    setAttribute(this.#digest, 'title', plugin.digest ? `sha256 ${plugin.digest}` : null);
    this.#showFlight();
  }

  count(numbers, series) {
    this.numbers = numbers;
    this.#figure('calls', number(numbers.callsPerSecond));
    this.#figure('errors', percent(numbers.errorRatio), numbers.errorRatio > 0 ? (numbers.errorRatio >= 0.05 ? 'bad' : 'warn') : null);
    this.#figure('p50', milliseconds(numbers.p50Milliseconds));
    this.#figure('p99', milliseconds(numbers.p99Milliseconds));
    this.#figure('cores', number(numbers.processorCores));
    this.#figure('memory', bytes(numbers.residentBytes));
    this.#showFlight();
    if (series) {
      this.#spark.show(series.callsPerSecond);
    }
  }

  /** Lets time go on. */
  tick() {
    setText(this.#since, `for ${span(this.plugin.since)}`);
  }

  flight() {
    return this.numbers.inFlight ?? this.plugin.calls?.inFlight;
  }

  matches(words) {
    const text = `${this.plugin.name} ${this.plugin.state} ${this.plugin.reason} ${this.plugin.location}`.toLowerCase();
    return words.every((word) => text.includes(word));
  }

  #showFlight() {
    const waiting = this.numbers.waiting ?? this.plugin.calls?.waiting ?? 0;
    this.#figure('flight', number(this.flight()) + (waiting > 0 ? ` + ${number(waiting)} waiting` : ''), waiting > 0 ? 'warn' : null);
  }

  #figure(id, text, kind = null) {
    setText(this.#cells[id], text);
    setAttribute(this.#cells[id], 'data-kind', kind);
  }
}

/** Why a plugin is in its state, and what is on its way. */
export function reasonOf(plugin) {
  const parts = [plugin.reason];
  if (plugin.progress) {
    const { received, total, bytesPerSecond } = plugin.progress;
    parts.push(`${bytes(received)}${total ? ` of ${bytes(total)}` : ''} at ${bytes(bytesPerSecond)}/s`);
  }
  if (plugin.update) {
    parts.push(`update ${plugin.update.state}${plugin.update.reason ? `: ${plugin.update.reason}` : ''}`);
  }
  return parts.filter(Boolean).join(' · ');
}
