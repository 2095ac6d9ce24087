// The page of all plugins: what is wrong first, then the table.

import { StateChips } from './chips.js';
import { announce, el, foreign, setAttribute, setChildren, setText, wordsOf } from './dom.js';
import { clock, span } from './format.js';
import { live, on } from './live.js';
import { COLUMNS, Row } from './table.js';

/** A table that is sorted by numbers is put in order anew so often, in milliseconds. */
const SORT_AGAIN = 10_000;

export const title = () => 'Plugins';

export function open(main, parameters, signal) {
  const page = new PluginsPage(signal);
  main.append(...page.elements);
  page.showAll();
}

class PluginsPage {
  #rows = new Map();
  #body = el('tbody', { role: 'rowgroup' });
  #filter = el('input', { type: 'search', id: 'filter', placeholder: 'Name, state, reason', autocomplete: 'off', spellcheck: 'false', input: () => this.#arrange() });
  #states = new StateChips('Show only the states', () => this.#arrange());
  #shown = el('span', { class: 'minor', role: 'status' });
  #empty = el('p', { class: 'empty', hidden: true });
  #faults = el('div');
  #sort = { column: 'state', reversed: false };
  #heads = new Map();
  #lastSort = 0;

  constructor(signal) {
    on('plugins', signal, () => this.showAll());
    on('plugin', signal, ({ detail }) => this.#changed(detail));
    on('removed', signal, ({ detail }) => this.#removed(detail.name));
    on('configuration', signal, () => this.#showFault());
    on('statistics', signal, () => this.#count());
    on('connection', signal, () => this.#showEmpty());
    const timer = setInterval(() => this.#rows.forEach((row) => row.tick()), 1000);
    signal.addEventListener('abort', () => clearInterval(timer));
    const heads = COLUMNS.map((column) => {
      const button = el('button', { type: 'button', 'aria-label': column.label, click: () => this.#sortBy(column.id) }, column.title);
      const head = el('th', { scope: 'col', role: 'columnheader', class: `of-${column.id}${column.figure ? ' figure' : ''}` }, button);
      this.#heads.set(column.id, head);
      return head;
    });
    const sortField = el(
      'select',
      { id: 'sort', change: (event) => this.#sortBy(event.target.value) },
      COLUMNS.map((column) => el('option', { value: column.id, selected: column.id === this.#sort.column }, column.title)),
    );
    this.elements = [
      el('h1', { tabindex: '-1' }, 'Plugins'),
      this.#faults,
      el(
        'div',
        { class: 'bar' },
        el('label', { for: 'filter', class: 'unseen' }, 'Filter'),
        this.#filter,
        el('label', { class: 'narrow' }, 'Sort ', sortField),
        this.#states.element,
        this.#shown,
      ),
      el(
        'table',
        { class: 'overview plugins', role: 'table', 'aria-label': 'Plugins' },
        el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, heads)),
        this.#body,
      ),
      this.#empty,
    ];
  }

  showAll() {
    for (const name of this.#rows.keys()) {
      if (!live.plugins.has(name)) {
        this.#rows.delete(name);
      }
    }
    let place = 0;
    for (const plugin of live.plugins.values()) {
      this.#row(plugin).place = place++;
    }
    this.#showFault();
    this.#count();
    this.#arrange();
  }

  #row(plugin) {
    let row = this.#rows.get(plugin.name);
    if (!row) {
      row = new Row(plugin.name);
      row.place = this.#rows.size;
      this.#rows.set(plugin.name, row);
    }
    row.show(plugin);
    return row;
  }

  #changed({ name, before }) {
    const plugin = live.plugins.get(name);
    this.#row(plugin);
    if (before?.state !== plugin.state) {
      announce(`${name} is ${plugin.state}`);
      this.#arrange();
    }
  }

  #removed(name) {
    this.#rows.delete(name);
    announce(`${name} was removed`);
    this.#arrange();
  }

  #count() {
    for (const [name, row] of this.#rows) {
      const numbers = live.statistics.get(name);
      if (numbers) {
        row.count(numbers, live.series.get(name));
      }
    }
    const byNumbers = COLUMNS.find((column) => column.id === this.#sort.column).figure;
    if (byNumbers && Date.now() - this.#lastSort > SORT_AGAIN && !this.#body.contains(document.activeElement)) {
      this.#arrange();
    }
  }

  #sortBy(id) {
    this.#sort = { column: id, reversed: this.#sort.column === id && !this.#sort.reversed };
    this.#arrange();
  }

  /** Shows the rows that the filter lets through, in their order. */
  #arrange() {
    this.#lastSort = Date.now();
    const { column, reversed } = this.#sort;
    const compare = COLUMNS.find((one) => one.id === column).sort;
    const words = wordsOf(this.#filter);
    const shown = [...this.#rows.values()]
      .filter((row) => this.#states.permit(row.plugin.state) && row.matches(words))
      .sort((a, b) => (reversed ? -1 : 1) * compare(a, b) || a.place - b.place);
    setChildren(this.#body, shown.map((row) => row.element));
    for (const [id, head] of this.#heads) {
      setAttribute(head, 'aria-sort', id === column ? (reversed ? 'descending' : 'ascending') : null);
    }
    const all = this.#rows.size;
    setText(this.#shown, shown.length === all ? '' : `${shown.length} of ${all} shown`);
    this.#states.count([...this.#rows.values()].map((row) => row.plugin.state));
    this.#showEmpty();
  }

  #showEmpty() {
    const { state } = live.connection;
    const text =
      live.asOf === 0
        ? state === 'connecting' ? 'Asking Assay for its plugins…' : ''
        : this.#rows.size === 0
          ? 'No plugins are configured. The page Configuration checks a ConfigMap that lists some.'
          : this.#body.children.length === 0 ? 'No plugin fits the filter.' : '';
    setText(this.#empty, text);
    this.#empty.hidden = text === '';
  }

  #showFault() {
    const fault = live.configurationFault;
    if (!fault) {
      this.#faults.replaceChildren();
      return;
    }
    const [lead, ...lines] = fault.message.split('\n').filter((line) => line.trim());
    this.#faults.replaceChildren(
      el(
        'section',
        { class: 'notice bad', role: 'alert' },
        el('h2', {}, 'The configuration as it stands is not in force'),
        el('p', { class: 'minor' }, `Since ${clock(fault.since)}, ${span(fault.since)} ago. The plugins of the one before go on serving.`),
        el('p', {}, foreign(lead)),
        el('ul', { class: 'faults' }, lines.map((line) => el('li', {}, foreign(line.trim())))),
      ),
    );
  }
}
