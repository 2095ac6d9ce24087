// The faults of a text in an editor: underlined there, and as a list that leads to them.

import { el, foreign } from './dom.js';

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
}
