// One run in the table of all runs.

import { el, foreign, setAttribute, setText, visible } from '../dom.js';
import { counted, number } from '../format.js';
import { StateMark } from '../state.js';
import { countsOf, durationOf, hasEnded, measured, phaseOf, runPage, startOf } from './runs.js';

export const COLUMNS = [
  { id: 'name', title: 'Run' },
  { id: 'state', title: 'Phase' },
  { id: 'metrics', title: 'Metrics', figure: true },
  { id: 'measured', title: 'Measurements', figure: true },
  { id: 'otherwise', title: 'Not successful' },
  { id: 'started', title: 'Started', figure: true },
];

/** A longer message than this is cut; the page of the run has all of it. */
const LONGEST = 1000;

export class RunRow {
  #run;
  #mark = new StateMark();
  #duration = el('span', { class: 'minor' });
  #message = el('bdi', { class: 'reason' });
  #cells = {};

  constructor(name) {
    this.name = name;
    const content = {
      name: [el('a', { href: runPage(name) }, foreign(name)), this.#message],
      state: [this.#mark.element, this.#duration],
    };
    const cells = COLUMNS.map(({ id, title, figure }) => {
      const inner = content[id] ?? [el('span', { class: 'value' })];
      [this.#cells[id]] = inner;
      const attributes = { 'data-label': title, class: `of-${id}${figure ? ' figure' : ''}` };
      return id === 'name' ? el('th', { ...attributes, scope: 'row', role: 'rowheader' }, inner) : el('td', { ...attributes, role: 'cell' }, inner);
    });
    this.element = el('tr', { role: 'row' }, cells);
  }

  show(run) {
    this.#run = run;
    const { metadata, spec, status } = run;
    const results = status?.metricResults ?? [];
    const phase = phaseOf(status);
    this.#mark.show(phase);
    const terminating = spec?.terminate && !hasEnded(phase) ? 'is being terminated' : '';
    const message = visible([metadata.namespace && `namespace ${metadata.namespace}`, terminating, status?.message?.slice(0, LONGEST)].filter(Boolean).join(' · '));
    setText(this.#message, message);
    setAttribute(this.#message, 'title', message || null);
    setAttribute(this.#message, 'data-state', phase);
    const dryRun = results.filter((result) => result.dryRun).length;
    setText(this.#cells.metrics, number(results.length) + (dryRun > 0 ? `, ${number(dryRun)} in dry run` : ''));
    setText(this.#cells.measured, number(measured(results)));
    const otherwise = countsOf(results, ['failed', 'inconclusive', 'error']).map(([kind, count]) => (kind === 'error' ? counted(count, 'error') : `${number(count)} ${kind}`));
    setText(this.#cells.otherwise, otherwise.join(', ') || 'none');
    setText(this.#cells.started, startOf(run));
    this.tick();
  }

  /** Lets time go on. */
  tick() {
    setText(this.#duration, durationOf(this.#run));
  }
}
