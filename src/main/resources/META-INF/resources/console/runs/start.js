// The page that starts a run from templates.

import { address, send, token } from '../api.js';
import { copyButton } from '../clipboard.js';
import { announce, el, setText } from '../dom.js';
import { draft, keepWarnings } from '../draft.js';
import { Editor } from '../editor.js';
import { asCurl, example } from '../examples.js';
import { FaultList } from '../faults.js';
import { fileButton } from '../files.js';
import { live, on } from '../live.js';
import { ArgumentFields } from './arguments.js';
import { runPage, soon } from './runs.js';

const UNKNOWN_FIELDS = [
  ['Strict', 'are refused'],
  ['Warn', 'are warned about'],
  ['Ignore', 'are ignored'],
];

export const title = () => 'Start a run';

export function open(main, parameters, signal) {
  const page = new StartPage(signal);
  main.append(page.element);
  page.begin();
}

class StartPage {
  #editor = new Editor('Manifests', { submit: () => this.#start(), changed: () => this.#changed() });
  #fields = new ArgumentFields(draft.given);
  #unknown = el('select', { id: 'unknown-fields' }, UNKNOWN_FIELDS.map(([value, label]) => el('option', { value }, label)));
  #button = el('button', { type: 'button', class: 'main', click: () => this.#start() }, 'Start');
  #hint = el('span', { class: 'minor', role: 'status' });
  #faults = new FaultList(this.#editor);
  #refusal = el('div');
  #find;
  #untouched = true;

  constructor(signal) {
    this.signal = signal;
    this.#find = soon(signal, () => this.#fields.show(this.#editor.value));
    this.element = el(
      'article',
      { class: 'split' },
      el(
        'section',
        {},
        el('p', { class: 'minor way' }, el('a', { href: '#/runs' }, 'Runs')),
        el('h1', { tabindex: '-1' }, 'Start a run'),
        el('div', { class: 'bar' }, fileButton('start-file', (text) => this.#take(text)), copyButton('Copy as curl', () => asCurl(this.#editor.value, address(this.#path()), token() !== ''))),
        this.#editor.element,
      ),
      el(
        'section',
        { 'aria-label': 'Start' },
        el('h2', {}, 'Before it starts'),
        el('p', { class: 'minor' }, 'An AnalysisTemplate, a ClusterAnalysisTemplate or an AnalysisRun. Several templates that do not name each other become one run. Its metrics are measured as often as they say, and their limits decide.'),
        this.#fields.element,
        el('div', { class: 'bar' }, this.#button, el('label', {}, 'Unknown fields ', this.#unknown), this.#hint),
        this.#faults.element,
        this.#refusal,
      ),
    );
    this.#fields.element.addEventListener('input', () => setText(this.#hint, ''));
    signal.addEventListener('abort', () => {
      draft.text = this.#untouched ? '' : this.#editor.value;
      draft.given = this.#fields.typed;
    });
  }

  begin() {
    if (draft.text) {
      this.#take(draft.text);
      return;
    }
    this.#showExample();
    on('plugins', this.signal, () => this.#showExample());
  }

  #take(text) {
    this.#untouched = false;
    this.#editor.value = text;
    this.#find();
  }

  /** A metric of a plugin that there is, measured a few times. */
  async #showExample() {
    const names = [...live.plugins.keys()].sort();
    const name = names.find((one) => one.startsWith('assay/sample-')) ?? names[0] ?? 'acme/latency';
    const text = await example(name);
    if (!this.signal.aborted && this.#untouched) {
      this.#editor.value = /^\s*(count|interval):/m.test(text) ? text : text.replace(/^( +)provider:/gm, '$1count: 5\n$1interval: 5s\n$1provider:');
      this.#find();
    }
  }

  #changed() {
    this.#untouched = false;
    this.#editor.mark([]);
    this.#find();
  }

  #path() {
    const query = new URLSearchParams({ fieldValidation: this.#unknown.value });
    this.#fields.given().forEach((argument) => query.append('arg', argument));
    return `analysisruns?${query}`;
  }

  async #start() {
    const text = this.#editor.value;
    this.#fields.show(text);
    if (this.#button.disabled) {
      return;
    }
    if (this.#fields.missing()) {
      setText(this.#hint, 'This argument has no value yet.');
      return;
    }
    this.#button.disabled = true;
    setText(this.#hint, 'Starting…');
    try {
      const answer = await send(this.#path(), { method: 'POST', body: text, type: 'application/yaml', signal: this.signal });
      const { name } = (await answer.json()).metadata;
      keepWarnings(name, warningsOf(answer));
      announce(`The run ${name} has started`);
      this.#untouched = false;
      location.hash = runPage(name);
    } catch (failure) {
      if (!this.signal.aborted) {
        this.#faults.refused(failure, text, this.#refusal, 'No run was started');
      }
    }
    this.#button.disabled = false;
    setText(this.#hint, '');
  }
}

/** The texts in the headers Warning of an answer (RFC 7234, section 5.5). */
function warningsOf(answer) {
  return [...(answer.headers.get('Warning') ?? '').matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text.replace(/\\(.)/g, '$1'));
}
