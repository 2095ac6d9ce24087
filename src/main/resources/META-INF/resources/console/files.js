// A button that opens files of the person's machine.

import { el } from './dom.js';

/**
 * @param id of its field
 * @param opened gets the text: that of several files as documents, one after the other
 */
export function fileButton(id, opened) {
  const field = el('input', { type: 'file', multiple: true, class: 'unseen', id, accept: '.yaml,.yml,.json,text/*', change: () => read() });
  async function read() {
    const texts = await Promise.all([...field.files].map((file) => file.text()));
    field.value = '';
    if (texts.length > 0) {
      opened(texts.length === 1 ? texts[0] : texts.map((text) => text.replace(/\n*$/, '\n')).join('---\n'));
    }
  }
  return [field, el('label', { class: 'button', for: id }, 'Open a file…')];
}
