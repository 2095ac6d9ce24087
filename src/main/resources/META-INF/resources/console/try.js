// The page on which a metric is tried: a manifest, and what its plugin answers.

import { address, json, Refused, token } from './api.js';
import { copyButton } from './clipboard.js';
import { announce, el, setText, visible } from './dom.js';
import { toStart } from './draft.js';
import { Editor } from './editor.js';
import { asCurl, asTemplate, example } from './examples.js';
import { FaultList } from './faults.js';
import { live, on } from './live.js';
import { Results } from './results.js';

const OFTEN = [
  ['0', 'once'],
  ['2', 'every 2 s'],
  ['5', 'every 5 s'],
  ['10', 'every 10 s'],
  ['30', 'every 30 s'],
];

const WAITS = [
  ['', 'do not wait'],
  ['10s', 'up to 10 s'],
  ['30s', 'up to 30 s'],
  ['60s', 'up to 1 min'],
];

export const title = () => 'Try a metric';

export function open(main, { name = '' }, signal) {
  const page = new TryPage(name, signal);
  main.append(page.element);
  page.begin();
}

class TryPage {
  #plugin = el('select', { id: 'try-plugin', change: () => this.#choose() });
  #often = select('try-often', OFTEN, () => this.#oftenChanged());
  #wait = select('try-wait', WAITS, () => {});
  #arguments = el('textarea', { id: 'try-arguments', rows: '1', placeholder: 'NAME=VALUE, one a line', spellcheck: 'false', autocomplete: 'off' });
  #run = el('button', { type: 'button', class: 'main', click: () => this.#toggle() }, 'Run');
  #hint = el('span', { class: 'minor', role: 'status' });
  #refusal = el('div');
  #editor = new Editor('Manifest', { submit: () => this.#toggle(), changed: () => this.#touched() });
  #faults = new FaultList(this.#editor);
  #results;
  #timer = null;
  #request = null;
  #untouched = true;

  constructor(name, signal) {
    this.wanted = name;
    this.signal = signal;
    this.#results = new Results(signal);
    this.element = el(
      'article',
      { class: 'split' },
      el(
        'section',
        {},
        el('h1', { tabindex: '-1' }, 'Try a metric'),
        el(
          'div',
          { class: 'bar' },
          el('label', { for: 'try-plugin' }, 'Plugin '),
          this.#plugin,
          copyButton('Copy as curl', () => asCurl(this.#editor.value, address(this.#path()), token() !== '')),
          copyButton('Copy as AnalysisTemplate', () => asTemplate(this.#editor.value)),
        ),
        this.#editor.element,
        el('label', { class: 'field', for: 'try-arguments' }, 'Arguments of a template', this.#arguments),
        el(
          'div',
          { class: 'bar' },
          this.#run,
          toStart('Run to its end…', () => this.#editor.value, () => this.#given()),
          el('label', {}, 'Run ', this.#often),
          el('label', {}, 'A measurement that goes on: ', this.#wait),
          this.#hint,
        ),
      ),
      el('section', { 'aria-label': 'Result' }, el('h2', {}, 'Result'), this.#faults.element, this.#refusal, this.#results.element),
    );
    signal.addEventListener('abort', () => this.#stop());
  }

  begin() {
    this.#list();
    on('plugins removed', this.signal, () => this.#list());
    this.#choose();
  }

  #list() {
    const names = new Set(live.plugins.keys());
    if (this.wanted) {
      names.add(this.wanted);
    }
    const chosen = this.#plugin.value || this.wanted;
    this.#plugin.replaceChildren(...[...names].sort().map((name) => el('option', { value: name, selected: name === chosen }, visible(name))));
    if (!chosen && names.size > 0) {
      this.#choose();
    }
  }

  async #choose() {
    const name = this.#plugin.value;
    if (!name) {
      return;
    }
    if (!this.#untouched && !window.confirm('Replace the manifest by an example for this plugin?')) {
      this.#plugin.value = this.wanted;
      return;
    }
    this.wanted = name;
    const text = await example(name);
    if (!this.signal.aborted && this.wanted === name) {
      this.#editor.value = text;
      this.#untouched = true;
      this.#results.clear();
      this.#faults.show([]);
      this.#refusal.replaceChildren();
    }
  }

  #touched() {
    this.#untouched = false;
  }

  /** The arguments, each as NAME=VALUE. */
  #given() {
    return this.#arguments.value.split('\n').map((line) => line.trim()).filter(Boolean);
  }

  #path() {
    const query = new URLSearchParams();
    this.#given().forEach((argument) => query.append('arg', argument));
    if (this.#wait.value) {
      query.set('wait', this.#wait.value);
    }
    const text = query.toString();
    return `measurements${text ? `?${text}` : ''}`;
  }

  #oftenChanged() {
    if (this.#timer !== null || this.#request) {
      this.#stop();
    }
  }

  #toggle() {
    if (this.#timer !== null || this.#request) {
      this.#stop();
    } else {
      this.#once();
    }
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#request?.abort();
    this.#request = null;
    this.#label();
  }

  #label() {
    setText(this.#run, this.#timer !== null || this.#request ? 'Stop' : 'Run');
    setText(this.#hint, this.#request ? 'Running…' : '');
  }

  async #once() {
    const request = new AbortController();
    this.#request = request;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#label();
    const text = this.#editor.value;
    let again = true;
    try {
      const status = await json(this.#path(), { method: 'POST', body: text, type: 'application/yaml', signal: request.signal });
      this.#faults.show([]);
      this.#refusal.replaceChildren();
      this.#results.add(status);
      announce(`The run is ${status.phase}`);
    } catch (failure) {
      if (request.signal.aborted) {
        return;
      }
      again = !(failure instanceof Refused) || failure.status >= 500;
      this.#faults.refused(failure, text, this.#refusal, 'Nothing was measured');
    }
    this.#request = null;
    const seconds = Number(this.#often.value);
    if (again && seconds > 0 && !this.signal.aborted) {
      this.#timer = setTimeout(() => this.#once(), seconds * 1000);
    }
    this.#label();
  }
}

function select(id, options, change) {
  return el('select', { id, change }, options.map(([value, label]) => el('option', { value }, label)));
}
