// The measurements of one metric as a table, the newest first, and as a row of marks.

import { el, foreign, setAttribute, setChildren, setText, visible } from '../dom.js';
import { clock, milliseconds, NONE } from '../format.js';
import { kind, StateMark } from '../state.js';
import { longText } from './long-text.js';

const MOST_ROWS = 100;
const MOST_MARKS = 40;

/**
 * The measurements of a result, each with its number. Assay keeps the newest ones, and its counts go on, so the number of a
 * measurement stays the same.
 */
export function numbered(result) {
  const all = result?.measurements ?? [];
  const open = all.length > 0 && !all.at(-1).finishedAt ? 1 : 0;
  const last = Math.max((result?.count ?? 0) + (result?.error ?? 0) + open, all.length);
  return all.map((measurement, place) => ({ at: last - (all.length - 1 - place), measurement }));
}

export class MeasurementTable {
  #rows = new Map();
  #body = el('tbody');
  #left = el('p', { class: 'minor', hidden: true });
  element;

  constructor(name) {
    this.element = el(
      'details',
      {},
      el('summary', {}, 'Measurements'),
      el(
        'div',
        { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': `Measurements of ${visible(name)}` },
        el(
          'table',
          { class: 'measurements' },
          el('thead', {}, el('tr', {}, ['No.', 'Phase', 'Value', 'Time'].map((head) => el('th', { scope: 'col', class: head === 'Time' && 'figure' }, head)))),
          this.#body,
        ),
      ),
      this.#left,
    );
  }

  /** A row whose measurement has not changed stays as it is, with what is open in it. */
  show(measurements) {
    const shown = measurements.slice(-MOST_ROWS).reverse();
    const rows = new Map(shown.map(({ at, measurement }) => [at, this.#row(at, measurement)]));
    this.#rows = rows;
    setChildren(this.#body, [...rows.values()].map((row) => row.element));
    const oldest = shown.at(-1)?.at ?? 1;
    this.#left.hidden = oldest <= 1;
    setText(this.#left, `Those before number ${oldest} are ${shown.length < measurements.length ? 'not shown' : 'no longer kept'}. The counts above include them.`);
  }

  #row(at, measurement) {
    const known = this.#rows.get(at);
    return known && isSame(known.measurement, measurement) ? known : { measurement, element: rowOf(at, measurement) };
  }
}

/** Values may be long, so nothing is made of them to compare them. */
function isSame(one, other) {
  return ['phase', 'value', 'message', 'startedAt', 'finishedAt', 'resumeAt'].every((field) => one[field] === other[field]) && JSON.stringify(one.metadata) === JSON.stringify(other.metadata);
}

function rowOf(at, measurement) {
  const took = new Date(measurement.finishedAt).getTime() - new Date(measurement.startedAt).getTime();
  const metadata = Object.entries(measurement.metadata ?? {});
  const ended = measurement.finishedAt ?? measurement.startedAt;
  return el(
    'tr',
    {},
    el('th', { scope: 'row', class: 'figure' }, String(at)),
    el('td', {}, new StateMark(measurement.phase).element),
    el(
      'td',
      { class: 'words' },
      measurement.value === undefined || measurement.value === '' ? NONE : longText(measurement.value),
      measurement.message && el('span', { class: 'said' }, longText(measurement.message)),
      metadata.length > 0 && el('dl', { class: 'pairs' }, metadata.map(([key, value]) => [el('dt', {}, foreign(key)), el('dd', {}, longText(value))])),
      !measurement.finishedAt && measurement.resumeAt && el('span', { class: 'said' }, `is looked at again at ${clock(measurement.resumeAt)}`),
    ),
    el(
      'td',
      { class: 'figure' },
      el('time', { datetime: ended ?? false, title: ended ?? false }, clock(ended)),
      Number.isFinite(took) && took > 0 && el('span', { class: 'said' }, `took ${milliseconds(took)}`),
    ),
  );
}

/** The phases of the last measurements, one small mark each. */
export class Marks {
  element = el('span', { class: 'marks', role: 'img' });

  show(measurements) {
    const last = measurements.slice(-MOST_MARKS).map(({ measurement }) => measurement.phase);
    while (this.element.children.length > last.length) {
      this.element.lastElementChild.remove();
    }
    last.forEach((phase, place) => {
      const mark = this.element.children[place] ?? this.element.appendChild(el('i'));
      setAttribute(mark, 'data-kind', kind(phase));
      setAttribute(mark, 'title', visible(phase));
    });
    setAttribute(this.element, 'aria-label', `Phases of the last measurements: ${visible(last.join(', '))}`);
    this.element.hidden = last.length === 0;
  }
}
