// One metric of a run: its phase, its conditions, its values over time, and each measurement.

import { inPath } from '../api.js';
import { el, foreign, setText, visible } from '../dom.js';
import { number } from '../format.js';
import { StateMark } from '../state.js';
import { longText } from './long-text.js';
import { Marks, MeasurementTable, numbered } from './measurements.js';
import { measured } from './runs.js';
import { countOf, nextInWords } from './schedule.js';
import { Trace } from './trace.js';

/** What is counted, and the field with its limit. */
const COUNTS = [
  ['successful', null],
  ['failed', 'failureLimit'],
  ['inconclusive', 'inconclusiveLimit'],
  ['error', null],
];

export class MetricCard {
  #leave = new AbortController();
  #mark = new StateMark();
  #counts = el('p', { class: 'counts' });
  #next = el('p', { class: 'minor' });
  #message = el('p', { class: 'message', hidden: true });
  #said = '';
  #dryRun = el('span', { class: 'tag', title: 'It is measured, and does not decide', hidden: true }, 'dry run');
  #marks = new Marks();
  #table;
  #trace;
  #view;

  /** @param view of a metric, see view.js */
  constructor(view, signal) {
    const { name, metric } = view;
    signal.addEventListener('abort', () => this.leave(), { signal: this.#leave.signal });
    this.#table = new MeasurementTable(name);
    this.#trace = new Trace(metric, this.#leave.signal);
    this.element = el(
      'section',
      { class: 'card metric', 'aria-label': visible(name) },
      el('h3', {}, foreign(name), ' ', this.#mark.element, this.#dryRun, this.#marks.element),
      this.#message,
      condition('Successful where', metric.successCondition),
      condition('Failed where', metric.failureCondition),
      this.#counts,
      this.#next,
      this.#trace.chart.element,
      this.#table.element,
      provider(metric.provider),
    );
    this.show(view);
  }

  show(view) {
    this.#view = view;
    const { metric, result, phase } = view;
    this.#mark.show(phase);
    this.#dryRun.hidden = !view.dryRun;
    const message = result?.message ?? '';
    if (message !== this.#said) {
      this.#said = message;
      this.#message.replaceChildren(longText(message));
      this.#message.hidden = message === '';
    }
    const wanted = countOf(metric);
    const of = Number.isFinite(wanted) ? ` of ${number(wanted)}` : '';
    const kinds = COUNTS.filter(([kind]) => result?.[kind] > 0).map(([kind, limit]) => {
      const most = limit && metric[limit] !== undefined ? `, limit ${metric[limit]}` : '';
      return `${number(result[kind])} ${kind}${most}`;
    });
    setText(this.#counts, visible(`Measured ${number(measured(result ? [result] : []))}${of}${kinds.length > 0 ? `: ${kinds.join('; ')}` : ''}`));
    const all = numbered(result);
    this.#marks.show(all);
    this.#trace.show(all);
    this.#table.show(all);
    this.#table.element.hidden = all.length === 0;
    this.tick();
  }

  /** Lets time go on. */
  tick() {
    const next = nextInWords(this.#view.next);
    this.#next.hidden = next === '';
    setText(this.#next, `Next measurement ${next}`);
  }

  /** Ends its chart. */
  leave() {
    this.#leave.abort();
  }
}

function condition(label, text) {
  return text && el('p', { class: 'condition' }, el('span', { class: 'minor' }, label, ' '), el('code', {}, longText(text)));
}

function provider(given) {
  const [name, configuration] = Object.entries(given?.plugin ?? {})[0] ?? [];
  if (!name) {
    return null;
  }
  return el(
    'details',
    {},
    el('summary', {}, 'Plugin'),
    el('p', {}, name.split('/').length === 2 ? el('a', { href: `#/plugins/${inPath(name)}` }, foreign(name)) : foreign(name)),
    el('pre', { class: 'written' }, longText(JSON.stringify(configuration, null, 2))),
  );
}
