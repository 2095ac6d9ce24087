// What the pages of runs share: where a run is found, and the words for its phase and its times.

import { clock, span } from '../format.js';

/** A run has ended once it has one of these phases. */
const ENDED = ['Successful', 'Failed', 'Error', 'Inconclusive'];

/** The path of a run, or of something that can be done with it. */
export function runPath(name, rest = '') {
  return `analysisruns/${encodeURIComponent(name)}${rest}`;
}

/** The address of the page of a run. */
export function runPage(name) {
  return `#/runs/${encodeURIComponent(name)}`;
}

export function hasEnded(phase) {
  return ENDED.includes(phase);
}

/** The phase in a word; a run that nobody has looked at has none yet. */
export function phaseOf(status) {
  return status?.phase || 'Pending';
}

/** How long a run has gone on, or took. */
export function durationOf({ metadata, status }) {
  const from = status?.startedAt ?? metadata.creationTimestamp;
  return hasEnded(status?.phase) ? (status.completedAt ? `took ${span(from, new Date(status.completedAt).getTime())}` : '') : `for ${span(from)}`;
}

/** The numbers of measurements that ended in these ways, each with its way; a way that none took is left out. */
export function countsOf(results, kinds) {
  return kinds.map((kind) => [kind, results.reduce((sum, result) => sum + (result[kind] ?? 0), 0)]).filter(([, count]) => count > 0);
}

/** Measurements that have ended; Argo counts those of phase Error apart. */
export function measured(results) {
  return results.reduce((sum, result) => sum + (result.count ?? 0) + (result.error ?? 0), 0);
}

export function startOf({ metadata, status }) {
  return clock(status?.startedAt ?? metadata.creationTimestamp);
}

/** Calls a function soon, and once for all calls until then. */
export function soon(signal, work) {
  let waiting = false;
  return () => {
    if (!waiting) {
      waiting = true;
      setTimeout(() => {
        waiting = false;
        if (!signal.aborted) {
          work();
        }
      }, 100);
    }
  };
}
