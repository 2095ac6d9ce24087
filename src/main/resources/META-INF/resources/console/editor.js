// An editor of YAML, by CodeMirror, which is loaded with the first of them. Where that fails, a plain field does.

import { el, visible } from './dom.js';

let loading;

/** As modules, which both files can be too; CodeMirror puts itself into the global scope, where the mode finds it. */
function load() {
  loading ??= import('./lib/codemirror/codemirror.js').then(() => import('./lib/codemirror/yaml.js'));
  return loading;
}

export class Editor {
  #field;
  #mirror = null;
  #marks = [];
  #label;
  #submit;

  /**
   * @param label its name for screen readers
   * @param submit is called for Ctrl-Enter
   * @param changed is called after each change by a person
   */
  constructor(label, { submit = () => {}, changed = () => {} } = {}) {
    this.#label = label;
    this.#submit = submit;
    this.changed = changed;
    this.#field = el('textarea', {
      'aria-label': label,
      rows: '16',
      spellcheck: 'false',
      input: () => this.changed(),
      keydown: (event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          submit();
        }
      },
    });
    this.element = el('div', { class: 'editor' }, this.#field);
    load().then(
      () => this.#mount(),
      () => {},
    );
  }

  get value() {
    return this.#mirror ? this.#mirror.getValue() : this.#field.value;
  }

  set value(text) {
    this.mark([]);
    if (this.#mirror) {
      this.#mirror.setValue(text);
    } else {
      this.#field.value = text;
    }
  }

  /** Underlines faults, each with line, from 1, and message. */
  mark(faults) {
    this.#marks.forEach((clear) => clear());
    this.#marks = [];
    if (!this.#mirror) {
      return;
    }
    for (const { line, message } of faults) {
      const index = line - 1;
      const text = this.#mirror.getLine(index);
      if (text === undefined) {
        continue;
      }
      const from = text.length - text.trimStart().length;
      const mark = this.#mirror.markText(
        { line: index, ch: from },
        { line: index, ch: Math.max(text.length, from + 1) },
        { className: 'cm-fault', attributes: { title: visible(message) } },
      );
      this.#mirror.addLineClass(index, 'background', 'fault-line');
      this.#marks.push(() => {
        mark.clear();
        this.#mirror.removeLineClass(index, 'background', 'fault-line');
      });
    }
  }

  goTo(line) {
    if (this.#mirror) {
      this.#mirror.setCursor({ line: line - 1, ch: 0 });
      this.#mirror.focus();
    } else {
      this.#field.focus();
    }
  }

  #mount() {
    if (this.#mirror || !this.#field.isConnected) {
      return;
    }
    const text = this.#field.value;
    this.#mirror = window.CodeMirror(
      (mirror) => this.#field.replaceWith(mirror),
      {
        value: text,
        mode: 'yaml',
        lineNumbers: true,
        lineWrapping: true,
        indentUnit: 2,
        tabSize: 2,
        screenReaderLabel: this.#label,
        // Tab leaves the editor, as every other field.
        extraKeys: { Tab: false, 'Shift-Tab': false, 'Ctrl-Enter': () => this.#submit(), 'Cmd-Enter': () => this.#submit() },
      },
    );
    this.#mirror.on('change', (_, change) => {
      if (change.origin !== 'setValue') {
        this.changed();
      }
    });
  }
}
