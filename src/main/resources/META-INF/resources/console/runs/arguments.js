// The arguments that templates want, found in their text, and a field for each.

import { el, foreign, setChildren, visible } from '../dom.js';
import { itemsOf, linesOf, textAt, valueAt } from '../yaml-place.js';

/** More fields than this are no help; the values can be written into the text. */
const MOST = 40;

const USED = /\{\{\s*args\.([^\s{}]+)\s*\}\}/g;

/**
 * The arguments in manifests of JSON, or of YAML in block style; in others those that a field uses.
 *
 * @return each with name, value where it has one, secret where it comes from there, and needed where it has neither
 */
function argumentsIn(text) {
  const found = new Map();
  for (const { name, value, secret } of declared(text)) {
    const before = found.get(name) ?? {};
    found.set(name, { name, value: before.value ?? value, secret: before.secret ?? secret, declared: true });
  }
  for (const [, name] of text.matchAll(USED)) {
    found.set(name, found.get(name) ?? { name });
  }
  return [...found.values()].map((one) => ({ ...one, needed: one.declared === true && one.value === undefined && one.secret === undefined }));
}

function declared(text) {
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    return text.split(/^---.*$/m).flatMap(declaredInYaml);
  }
  return [json].flat().flatMap((document) => document?.items ?? [document]).flatMap((document) => {
    const args = document?.spec?.args;
    return (Array.isArray(args) ? args : [])
      .filter((argument) => typeof argument?.name === 'string')
      .map(({ name, value, valueFrom }) => ({ name, value: value ?? undefined, secret: valueFrom?.secretKeyRef?.name }));
  });
}

function declaredInYaml(text) {
  const lines = linesOf(text);
  const items = valueAt(lines, ['items']);
  return (items.length > 0 ? itemsOf(items) : [lines])
    .flatMap((document) => itemsOf(valueAt(document, ['spec', 'args'])))
    .map((argument) => ({
      name: scalar(textAt(argument, 'name')) ?? '',
      value: scalar(textAt(argument, 'value')),
      secret: textAt(argument, 'valueFrom') === undefined ? undefined : scalar(textAt(valueAt(argument, ['valueFrom', 'secretKeyRef']), 'name')) ?? '',
    }))
    .filter(({ name }) => name !== '');
}

/** The text of a scalar in one line; undefined where there is none. */
function scalar(text) {
  if (text === undefined) {
    return undefined;
  }
  const quoted = /^(["'])(.*?)\1\s*(#.*)?$/.exec(text);
  return quoted ? quoted[2] : text.replace(/(^|\s)#.*$/, '').trim();
}

/** A field for each argument. What was typed stays when the text changes. */
export class ArgumentFields {
  #typed;
  #fields = new Map();
  #note = el('p', { class: 'minor', hidden: true });
  #list = el('div', { class: 'argument-fields' });
  element = el('fieldset', { hidden: true }, el('legend', {}, 'Arguments'), this.#list, this.#note);

  /** @param typed the first values, by name */
  constructor(typed) {
    this.#typed = new Map(typed);
  }

  show(text) {
    const all = argumentsIn(text);
    const fields = new Map(all.slice(0, MOST).map((argument) => [argument.name, this.#field(argument)]));
    this.#fields = fields;
    setChildren(this.#list, [...fields.values()].map((field) => field.element));
    this.element.hidden = all.length === 0;
    this.#note.hidden = all.length <= MOST;
    this.#note.textContent = `There are ${all.length - MOST} more. Write their values into the text.`;
  }

  /** What was typed, by name; also for arguments that are no longer in the text. */
  get typed() {
    return this.#typed;
  }

  /** What was typed, each as NAME=VALUE. */
  given() {
    return [...this.#fields.keys()].filter((name) => this.#typed.get(name)).map((name) => `${name}=${this.#typed.get(name)}`);
  }

  /** Leads to the first needed field without a value, and returns whether there is one. */
  missing() {
    const first = [...this.#fields.values()].find(({ argument, input }) => argument.needed && input.value === '');
    first?.input.focus();
    return first !== undefined;
  }

  #field(argument) {
    const known = this.#fields.get(argument.name);
    if (known && JSON.stringify(known.argument) === JSON.stringify(argument)) {
      return known;
    }
    const { name, value, secret, needed } = argument;
    const input = el('input', {
      type: 'text',
      autocomplete: 'off',
      spellcheck: 'false',
      required: needed,
      placeholder: value !== undefined ? visible(value) : secret !== undefined ? visible(`from ${secret ? `the Secret ${secret}` : 'a Secret'}`) : needed ? 'needed' : null,
      input: () => this.#typed.set(name, input.value),
    });
    input.value = this.#typed.get(name) ?? '';
    return { argument, input, element: el('label', { class: 'field' }, foreign(name), input) };
  }
}
