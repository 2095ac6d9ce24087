// A run in the words of its page.

import { el, foreign } from '../dom.js';
import { section } from '../facts.js';
import { clock, counted, number } from '../format.js';
import { longText } from './long-text.js';
import { hasEnded, measured } from './runs.js';
import { filled, nextInWords, nextOf } from './schedule.js';

/** More arguments, labels or annotations are not shown; the copy has all of them. */
const MOST_GIVEN = 200;

/** The metrics of a run in the order of its spec: name, metric (with the arguments filled in), result, phase, dryRun, next. */
export function viewsOf({ spec = {}, status = {} }) {
  const args = spec.args ?? [];
  const results = new Map((status.metricResults ?? []).map((result) => [result.name, result]));
  const metrics = (spec.metrics ?? []).map((metric) => Object.fromEntries(Object.entries(metric).map(([field, value]) => [field, filled(value, args)])));
  const specified = new Set(metrics.map((metric) => metric.name));
  const others = [...results.keys()].filter((name) => !specified.has(name)).map((name) => ({ name }));
  const terminating = spec.terminate === true || [...results.values()].some((result) => !result.dryRun && hasEnded(result.phase) && result.phase !== 'Successful');
  return [...metrics, ...others].map((metric) => {
    const result = results.get(metric.name);
    return {
      name: String(metric.name ?? ''),
      metric,
      result,
      phase: result?.phase || (hasEnded(status.phase) ? 'Not measured' : 'Pending'),
      dryRun: result?.dryRun ?? false,
      next: nextOf(metric, result, status, terminating),
    };
  });
}

/** What is shown of a run as a whole. */
export function factsOf({ metadata, spec = {}, status = {} }) {
  const results = status.metricResults ?? [];
  const next = viewsOf({ spec, status }).map((view) => view.next).filter((at) => at !== null);
  return [
    ['Started', status.startedAt ? clock(status.startedAt) : hasEnded(status.phase) ? 'never' : 'not yet'],
    ...(status.completedAt ? [['Completed', clock(status.completedAt)]] : []),
    ...(next.length > 0 ? [['Next measurement', nextInWords(Math.min(...next))]] : []),
    ['Metrics', summary(spec.metrics?.length ?? results.length, status.runSummary)],
    ...(status.dryRunSummary?.count > 0 ? [['In dry run', summary(status.dryRunSummary.count, status.dryRunSummary)]] : []),
    ['Measurements', number(measured(results))],
    ...(metadata.namespace ? [['Namespace', metadata.namespace]] : []),
    ...(spec.ttlStrategy ? [['Removed', removal(spec.ttlStrategy, status)]] : []),
  ];
}

/** How many metrics there are, and how those that have ended did. */
function summary(count, ended = {}) {
  const kinds = ['successful', 'failed', 'inconclusive', 'error'].filter((kind) => ended[kind] > 0).map((kind) => `${number(ended[kind])} ${kind}`);
  return `${number(count)}${kinds.length > 0 ? `: ${kinds.join(', ')}` : ''}`;
}

/** When the run is removed by itself: for Successful and for Failed there may be times of their own. */
function removal({ secondsAfterSuccess, secondsAfterFailure, secondsAfterCompletion }, { phase, completedAt }) {
  const own = phase === 'Successful' ? secondsAfterSuccess : phase === 'Failed' ? secondsAfterFailure : undefined;
  const seconds = own ?? secondsAfterCompletion;
  if (completedAt) {
    return seconds === undefined ? 'not by itself' : `at ${clock(new Date(completedAt).getTime() + seconds * 1000)}`;
  }
  const times = [
    [secondsAfterSuccess, 'success'],
    [secondsAfterFailure, 'failure'],
    [secondsAfterCompletion, 'its end'],
  ];
  return times.filter(([after]) => after !== undefined).map(([after, what]) => `${counted(after, 'second')} after ${what}`).join(', ');
}

/** What a run was given and does not change: a section for its arguments, its labels and its annotations, where there are some. */
export function given({ metadata, spec = {} }) {
  return [
    ['Arguments', (spec.args ?? []).map(({ name, value, valueFrom }) => [name, value ?? sourceOf(valueFrom)])],
    ['Labels', Object.entries(metadata.labels ?? {})],
    ['Annotations', Object.entries(metadata.annotations ?? {})],
  ]
    .filter(([, pairs]) => pairs.length > 0)
    .map(([heading, pairs]) => section(heading, el('dl', { class: 'facts wide' }, pairs.slice(0, MOST_GIVEN).map(([name, value]) => [el('dt', {}, foreign(name)), el('dd', {}, longText(value))]))));
}

function sourceOf(from) {
  const secret = from?.secretKeyRef;
  return secret ? `from the key ${secret.key} of the Secret ${secret.name}` : 'from elsewhere';
}
