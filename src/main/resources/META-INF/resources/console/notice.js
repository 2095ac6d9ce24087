// The words for a request that Assay refused, or that did not reach it.

import { Refused } from './api.js';
import { el, foreign, visible } from './dom.js';
import { counted } from './format.js';

/** A notice of a failure: its reason in Assay's words, and the right that is missing where one is. */
export function explain(failure, heading) {
  const missing = failure instanceof Refused && failure.status === 403 ? right(failure.problem.detail ?? '') : null;
  return el(
    'div',
    { class: 'notice bad', role: 'alert' },
    el('h3', {}, heading),
    missing && el('p', {}, 'You lack the verb ', el('code', {}, visible(missing.verb)), ' for the path ', el('code', {}, visible(missing.path)), '.'),
    el('p', {}, foreign(failure.message)),
    failure.retryAfter > 0 && el('p', { class: 'minor' }, `Try again in ${counted(failure.retryAfter, 'second')}.`),
  );
}

/** The right that a refusal names. */
function right(detail) {
  const named = /has the verb (\S+) for the non-resource URL (\S+)/.exec(detail);
  return named && { verb: named[1], path: named[2] };
}
