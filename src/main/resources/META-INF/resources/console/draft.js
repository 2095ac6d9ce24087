// What one page hands to another: the text that a run is to be started from, and the warnings about a run that was started.

import { el } from './dom.js';

export const draft = { text: '', given: new Map() };

const warnings = new Map();

/**
 * A link to the page that starts a run from a text.
 *
 * @param text gives it at that moment
 * @param given gives the arguments, each as NAME=VALUE
 */
export function toStart(label, text, given = () => []) {
  return el(
    'a',
    {
      class: 'button',
      href: '#/start',
      click: () => {
        draft.text = text();
        draft.given = new Map(given().map((argument) => [argument.split('=', 1)[0], argument.slice(argument.indexOf('=') + 1)]));
      },
    },
    label,
  );
}

export function keepWarnings(name, texts) {
  warnings.set(name, texts);
}

/** The warnings about a run, which are shown once. */
export function takeWarnings(name) {
  const texts = warnings.get(name) ?? [];
  warnings.delete(name);
  return texts;
}
