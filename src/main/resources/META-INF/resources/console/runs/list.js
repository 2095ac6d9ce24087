// The page of all runs: how many there are of each phase, and the newest first.

import { StateChips } from '../chips.js';
import { announce, el, setChildren, setText, wordsOf } from '../dom.js';
import { Stream } from '../stream.js';
import { Pager } from './pager.js';
import { COLUMNS, RunRow } from './row.js';
import { hasEnded, phaseOf, soon } from './runs.js';

const ROWS = 50;

export const title = () => 'Runs';

export function open(main, parameters, signal) {
  const page = new RunsPage(signal);
  main.append(...page.elements);
  page.begin();
  return page.stream;
}

/** All runs in short, in the order of their creation. Tells by the event change; detail is the run and its former phase. */
class RunList extends Stream {
  runs = new Map();

  constructor() {
    super('analysisruns?watch=true', 'The runs are not shown', { pauses: true });
  }

  take(event, data) {
    if (event === 'analysisruns') {
      this.runs = new Map(data.items.map((run) => [run.metadata.name, run]));
      this.tell('change', {});
    } else if (event === 'analysisrun') {
      const { name } = data.metadata;
      const before = this.runs.get(name);
      this.runs.set(name, data);
      this.tell('change', { name, phase: data.status?.phase, before: before?.status?.phase });
    } else if (event === 'removed') {
      this.runs.delete(data.name);
      this.tell('change', {});
    }
  }
}

class RunsPage {
  stream = new RunList();
  #rows = new Map();
  #body = el('tbody', { role: 'rowgroup' });
  #filter = el('input', { type: 'search', id: 'filter', placeholder: 'Name, message, label', autocomplete: 'off', spellcheck: 'false', input: () => this.#again() });
  #phases = new StateChips('Show only the phases', () => this.#again());
  #pager = new Pager('Parts of the list', ROWS, () => this.#show());
  #shown = el('span', { class: 'minor', role: 'status' });
  #empty = el('p', { class: 'empty' });
  #table;

  constructor(signal) {
    this.signal = signal;
    this.#table = el(
      'table',
      { class: 'overview runs', role: 'table', 'aria-label': 'Runs', hidden: true },
      el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, COLUMNS.map(({ id, title, figure }) => el('th', { scope: 'col', role: 'columnheader', class: `of-${id}${figure ? ' figure' : ''}` }, title)))),
      this.#body,
    );
    this.elements = [
      el('div', { class: 'head' }, el('h1', { tabindex: '-1' }, 'Runs'), el('span', { class: 'actions' }, el('a', { class: 'button main', href: '#/start' }, 'Start a run'))),
      el('div', { class: 'bar' }, el('label', { for: 'filter', class: 'unseen' }, 'Filter'), this.#filter, this.#phases.element, this.#shown),
      this.#table,
      this.#pager.element,
      this.#empty,
    ];
  }

  begin() {
    const show = soon(this.signal, () => this.#show());
    this.stream.addEventListener('change', ({ detail: { name, phase, before } }) => {
      if (name && phase !== before && hasEnded(phase)) {
        announce(`${name} is ${phase}`);
      }
      show();
    });
    this.stream.addEventListener('connection', show);
    const timer = setInterval(() => this.#rows.forEach((row) => row.tick()), 1000);
    this.signal.addEventListener('abort', () => clearInterval(timer));
    this.#show();
    this.stream.start(this.signal);
  }

  /** Another filter begins with the newest run again. */
  #again() {
    this.#pager.reset();
    this.#show();
  }

  #show() {
    const all = [...this.stream.runs.values()].reverse();
    const words = wordsOf(this.#filter);
    const fitting = all.filter((run) => this.#phases.permit(phaseOf(run.status)) && fits(run, words));
    const rows = this.#pager.part(fitting).map((run) => this.#row(run));
    setChildren(this.#body, rows.map((row) => row.element));
    this.#rows = new Map(rows.map((row) => [row.name, row]));
    this.#phases.count(all.map((run) => phaseOf(run.status)));
    setText(this.#shown, fitting.length === all.length ? '' : `${fitting.length} of ${all.length} fit`);
    this.#table.hidden = fitting.length === 0;
    this.#showEmpty(all.length, fitting.length);
  }

  #row(run) {
    const { name } = run.metadata;
    const row = this.#rows.get(name) ?? new RunRow(name);
    row.show(run);
    return row;
  }

  #showEmpty(all, fitting) {
    const { connection, asOf } = this.stream;
    const text =
      asOf === 0
        ? connection.state === 'connecting' ? 'Asking Assay for its runs…' : ''
        : all === 0
          ? 'There are no runs yet. A run takes the metrics of a template to their end: as often as the template says, and until a limit decides. They are kept in memory: until they are deleted, their time is over, others need the room of those that have ended, or Assay ends.'
          : fitting === 0 ? 'No run fits the filter.' : '';
    setText(this.#empty, text);
    this.#empty.hidden = text === '';
  }
}

function fits({ metadata, status }, words) {
  if (words.length === 0) {
    return true;
  }
  const labels = Object.entries(metadata.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const text = [metadata.name, metadata.namespace, phaseOf(status), status?.message, ...labels].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}
