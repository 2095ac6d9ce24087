// A question before something that cannot be taken back.

import { el } from './dom.js';

/**
 * Asks, and resolves to whether the answer is yes.
 *
 * @param yes the word on the button that does it
 */
export function confirmed(question, text, yes) {
  const dialog = el(
    'dialog',
    { 'aria-labelledby': 'question' },
    el(
      'form',
      { method: 'dialog' },
      el('h2', { id: 'question' }, question),
      el('p', {}, text),
      el('div', { class: 'buttons' }, el('button', { value: 'no' }, 'Cancel'), el('button', { value: 'yes', class: 'main' }, yes)),
    ),
  );
  document.getElementById('main').append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}
