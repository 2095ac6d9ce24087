// Buttons that lead through a long list, of which one part is shown at a time.

import { el, setText } from '../dom.js';

/** Stands behind the list. */
export class Pager {
  #from = 0;
  #size;
  #changed;
  #text = el('span', { role: 'status' });
  #back = el('button', { type: 'button', click: () => this.#go(-1) }, 'Previous');
  #on = el('button', { type: 'button', click: () => this.#go(1) }, 'Next');

  /**
   * @param label for screen readers
   * @param size how many are shown at a time
   * @param changed is called when another part is to be shown
   */
  constructor(label, size, changed) {
    this.#size = size;
    this.#changed = changed;
    this.element = el('div', { class: 'bar pager', role: 'navigation', 'aria-label': label, hidden: true }, this.#back, this.#text, this.#on);
  }

  /** Begins at the first part again. */
  reset() {
    this.#from = 0;
  }

  /** The part of all that is to be shown. */
  part(all) {
    const last = Math.max(0, Math.ceil(all.length / this.#size) - 1) * this.#size;
    this.#from = Math.min(this.#from, last);
    const to = Math.min(this.#from + this.#size, all.length);
    this.element.hidden = all.length <= this.#size;
    this.#back.disabled = this.#from === 0;
    this.#on.disabled = to === all.length;
    setText(this.#text, `${this.#from + 1} to ${to} of ${all.length}`);
    return all.slice(this.#from, to);
  }

  #go(parts) {
    this.#from = Math.max(0, this.#from + parts * this.#size);
    this.#changed();
    this.element.previousElementSibling.scrollIntoView();
  }
}
