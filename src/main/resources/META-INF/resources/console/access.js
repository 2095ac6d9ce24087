// Who looks: the field for a token, which is asked for when Assay does not know the caller.

import { access, setToken, token } from './api.js';
import { el, setText, visible } from './dom.js';

const field = el('input', { type: 'password', id: 'token-field', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'token-reason' });
const reason = el('p', { id: 'token-reason', class: 'minor' });
const forget = el('button', { type: 'button', click: () => decide('') }, 'Forget it');
const dialog = el(
  'dialog',
  { 'aria-labelledby': 'token-title', id: 'token-dialog' },
  el(
    'form',
    {
      method: 'dialog',
      submit: (event) => {
        event.preventDefault();
        decide(field.value.trim());
      },
    },
    el('h2', { id: 'token-title' }, 'Who are you?'),
    el('p', {}, 'Assay asks the cluster who calls. Paste a token, for instance what this prints: ', el('code', {}, 'kubectl create token NAME --audience assay')),
    el('label', { class: 'field', for: 'token-field' }, 'Token', field),
    reason,
    el('p', { class: 'minor' }, 'It is kept for this tab only, and is gone when the tab is closed.'),
    el('div', { class: 'buttons' }, forget, el('button', { type: 'button', click: () => dialog.close() }, 'Cancel'), el('button', { class: 'main' }, 'Use it')),
  ),
);

function ask(text) {
  setText(reason, visible(text));
  forget.hidden = token() === '';
  if (!dialog.open) {
    field.value = '';
    dialog.showModal();
    field.focus();
  }
}

function decide(text) {
  field.value = '';
  dialog.close();
  setToken(text);
}

/** Asks when a request is refused for want of a known caller, and when a person wants to. */
export function begin() {
  document.body.append(dialog);
  access.addEventListener('refused', ({ detail }) => ask(detail.message));
  document.getElementById('token').addEventListener('click', () => ask(''));
}
