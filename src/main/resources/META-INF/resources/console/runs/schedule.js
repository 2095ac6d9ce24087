// When a metric is measured next, by the rules of Argo (docs/analysis.md).

import { hasEnded } from './runs.js';

const UNITS = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 1e-3, 'µs': 1e-3, 'μs': 1e-3, ns: 1e-6 };

/** Argo waits so long after a measurement that ended with Error. */
const AFTER_ERROR = 10_000;

/** The milliseconds of a duration of Go, for instance 1m30s; NaN where it is none. */
export function durationOf(text) {
  if (!/^(\d+(\.\d*)?(h|ms|m|s|us|µs|μs|ns))+$/.test(text ?? '')) {
    return NaN;
  }
  return [...text.matchAll(/([\d.]+)(ms|us|µs|μs|ns|h|m|s)/g)].reduce((sum, [, number, unit]) => sum + Number(number) * UNITS[unit], 0);
}

/** The number of measurements that are wanted; Infinity where there is no end. */
export function countOf({ count, interval }) {
  const wanted = Number.parseInt(count ?? 0, 10);
  return wanted > 0 ? wanted : interval ? Infinity : 1;
}

/**
 * The time of the next measurement in milliseconds; 0 where it is due; null where there is none, or where it is not known.
 *
 * @param result of the metric; none before its first measurement
 */
export function nextOf(metric, result, status, terminating) {
  if (hasEnded(status?.phase) || hasEnded(result?.phase)) {
    return null;
  }
  const last = result?.measurements?.at(-1);
  if (last && !last.finishedAt) {
    return last.resumeAt ? time(last.resumeAt) : 0;
  }
  if (terminating) {
    return null;
  }
  if (!last) {
    return metric.initialDelay ? time(status?.startedAt, durationOf(metric.initialDelay)) : 0;
  }
  if ((result.count ?? 0) >= countOf(metric)) {
    return null;
  }
  return time(last.finishedAt, last.phase === 'Error' ? AFTER_ERROR : durationOf(metric.interval));
}

function time(text, delay = 0) {
  const at = new Date(text).getTime() + delay;
  return Number.isFinite(at) ? at : null;
}

/** The time of a next measurement in words. */
export function nextInWords(at) {
  if (at === null) {
    return '';
  }
  const seconds = Math.ceil((at - Date.now()) / 1000);
  if (seconds <= 0) {
    return 'now';
  }
  return seconds < 120 ? `in ${seconds} s` : `in ${Math.round(seconds / 60)} min`;
}

/**
 * A field of a metric with the values of arguments in it.
 *
 * @param args of the run
 */
export function filled(text, args) {
  return typeof text === 'string'
    ? text.replace(/\{\{\s*args\.([^\s{}]+)\s*\}\}/g, (whole, name) => args.find((argument) => argument.name === name)?.value ?? whole)
    : text;
}
