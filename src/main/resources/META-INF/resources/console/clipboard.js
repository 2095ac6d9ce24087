// Copies text, also where the page came over plain http, where browsers have no clipboard for scripts.

import { announce, el } from './dom.js';

/** A button that copies what the function gives at that moment. */
export function copyButton(label, text) {
  const button = el('button', { type: 'button', class: 'quiet' }, label);
  let timer;
  button.addEventListener('click', async () => {
    const copied = await copy(text());
    button.textContent = copied ? 'Copied' : 'Not copied';
    announce(copied ? 'Copied' : 'The browser did not permit to copy');
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = label;
    }, 1500);
  });
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = el('textarea', { class: 'unseen', 'aria-hidden': 'true' });
    field.value = text;
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    focused?.focus();
    return copied;
  }
}
