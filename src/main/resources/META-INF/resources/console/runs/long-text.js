// Foreign text of any length: its beginning, and a button for all of it.

import { copyButton } from '../clipboard.js';
import { el, foreign } from '../dom.js';
import { number } from '../format.js';

const MOST = 240;

/** A page with more text than this in one place is slow. All of it can be copied still. */
const MOST_SHOWN = 100_000;

export function longText(text) {
  const whole = String(text ?? '');
  if (whole.length <= MOST) {
    return foreign(whole);
  }
  const place = el('span', { class: 'long' });
  const less = () =>
    place.replaceChildren(
      foreign(`${whole.slice(0, MOST)}…`),
      ' ',
      el('button', { type: 'button', class: 'more', click: all }, `Show all ${number(whole.length)} characters`),
    );
  const all = () => {
    place.replaceChildren(
      foreign(whole.slice(0, MOST_SHOWN), { class: 'whole-text', tabindex: '0', role: 'group', 'aria-label': 'The whole text' }),
      whole.length > MOST_SHOWN ? el('span', { class: 'minor' }, `The first ${number(MOST_SHOWN)} characters. `) : '',
      el('button', { type: 'button', class: 'more', click: less }, 'Show less'),
      ' ',
      copyButton('Copy', () => whole),
    );
    place.querySelector('.whole-text').focus();
  };
  less();
  return place;
}
