// The faults of a text in an editor: underlined there, and as a list that leads to them.

import { Refused } from './api.js';
import { el, foreign } from './dom.js';
import { explain } from './notice.js';
import { places } from './yaml-place.js';

export class FaultList {
  #editor;
  element = el('div', { role: 'status' });

  constructor(editor) {
    this.#editor = editor;
  }

  /** Shows faults, each with line (0 where it is not known), message, and a remedy where there is one. */
  show(faults) {
    this.#editor.mark(faults.filter((fault) => fault.line > 0));
    this.element.replaceChildren(
      ...(faults.length === 0
        ? []
        : [
            el(
              'ul',
              { class: 'notice bad faults' },
              faults.map((fault) =>
                el(
                  'li',
                  {},
                  fault.line > 0 && el('button', { type: 'button', class: 'line', click: () => this.#editor.goTo(fault.line) }, `line ${fault.line}`),
                  fault.where && el('b', {}, foreign(fault.where), ' '),
                  foreign(fault.message),
                  fault.remedy && el('span', { class: 'remedy' }, foreign(fault.remedy)),
                ),
              ),
            ),
          ]),
    );
  }

  /**
   * Shows why something was refused: at its places where the text is at fault, else as a notice.
   *
   * @param text that was sent
   * @param notice the element for what has no place
   */
  refused(failure, text, notice, heading) {
    const ofText = failure instanceof Refused && [400, 422].includes(failure.status);
    this.show(ofText ? places(failure.problem, text) : []);
    notice.replaceChildren(ofText ? el('p', { class: 'minor' }, foreign(failure.problem.title ?? '')) : explain(failure, heading));
  }
}
