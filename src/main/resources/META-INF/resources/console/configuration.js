// The page on which manifests are checked, as the command check does it.

import { json, Refused } from './api.js';
import { announce, el, foreign } from './dom.js';
import { toStart } from './draft.js';
import { Editor } from './editor.js';
import { FaultList } from './faults.js';
import { fileButton } from './files.js';
import { counted } from './format.js';
import { explain } from './notice.js';
import { lineOf } from './yaml-place.js';

const EXAMPLE = `apiVersion: v1
kind: ConfigMap
metadata:
  name: argo-rollouts-config
data:
  metricProviderPlugins: |
    - name: acme/latency
      location: file:///opt/plugins/latency
      timeout: 30s
`;

/** The kinds that a run can be made of. */
const STARTED = ['AnalysisRun', 'AnalysisTemplate', 'ClusterAnalysisTemplate'];

export const title = () => 'Configuration';

export function open(main, parameters, signal) {
  main.append(new ConfigurationPage(signal).element);
}

class ConfigurationPage {
  #editor = new Editor('Manifests', { submit: () => this.#check(), changed: () => this.#touched() });
  #faults = new FaultList(this.#editor);
  #report = el('div', { role: 'status' }, el('p', { class: 'empty' }, 'Paste or open manifests: the ConfigMap with the plugins, templates, Rollouts. Then check them. Nothing is fetched, and nothing is changed.'));
  #request = null;

  constructor(signal) {
    this.signal = signal;
    this.#editor.value = EXAMPLE;
    this.element = el(
      'article',
      { class: 'split' },
      el(
        'section',
        {},
        el('h1', { tabindex: '-1' }, 'Configuration'),
        el(
          'div',
          { class: 'bar' },
          el('button', { type: 'button', class: 'main', click: () => this.#check() }, 'Check'),
          fileButton('configuration-file', (text) => this.#opened(text)),
        ),
        this.#editor.element,
      ),
      el('section', { 'aria-label': 'Report' }, el('h2', {}, 'Report'), this.#faults.element, this.#report),
    );
    signal.addEventListener('abort', () => this.#request?.abort());
  }

  #opened(text) {
    this.#editor.value = text;
    this.#check();
  }

  #touched() {
    this.#editor.mark([]);
  }

  async #check() {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    const text = this.#editor.value;
    try {
      this.#show(await json('check', { method: 'POST', body: text, type: 'application/yaml', signal: request.signal }), text);
    } catch (failure) {
      if (!request.signal.aborted) {
        this.#faults.show([]);
        this.#report.replaceChildren(explain(failure, failure instanceof Refused ? 'Nothing was checked' : 'Assay cannot be asked'));
      }
    }
  }

  #show(report, text) {
    this.#faults.show(
      report.faults.map((fault) => ({
        line: fault.line > 0 ? lineOfKey(text, fault.key) + fault.line : 0,
        where: `${fault.entry}${fault.field ? `.${fault.field}` : ''}`,
        message: fault.problem,
        remedy: fault.remedy,
      })),
    );
    const count = report.plugins.length;
    const verdict = report.valid ? `No faults in ${contents(report)}.` : `${counted(report.faults.length, 'fault')}.`;
    announce(verdict);
    this.#report.replaceChildren(
      el('p', { class: `verdict ${report.valid ? 'good' : 'bad'}` }, foreign(verdict)),
      ...list('Warnings', report.warnings),
      ...list('Not looked at', report.notChecked),
      ...(count === 0 ? [] : [plugins(report.plugins)]),
      report.analyses.some((analysis) => STARTED.includes(analysis.kind)) ? el('p', {}, toStart('Start as a run…', () => this.#editor.value)) : '',
    );
  }
}

/** What was checked, in words. */
function contents({ plugins: listed, analyses, platform }) {
  const parts = [
    listed.length > 0 && `${counted(listed.length, 'plugin')} for ${platform}`,
    ...analyses.map(({ kind, name, metrics }) => `the ${kind} ${name} with ${counted(metrics, 'metric')}`),
  ].filter(Boolean);
  return parts.join(', ') || 'an empty list of plugins';
}

/** The line of the key in whose value lines are counted; 0 where they are counted in the whole text. */
function lineOfKey(text, key) {
  return key ? lineOf(text, `data.${key}`) : 0;
}

function list(heading, texts) {
  return texts.length === 0 ? [] : [el('h3', {}, heading), el('ul', { class: 'notice warn faults' }, texts.map((text) => el('li', {}, foreign(text))))];
}

function plugins(all) {
  return el(
    'div',
    { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Plugins of this text' },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ['Plugin', 'Location', 'sha256'].map((head) => el('th', { scope: 'col' }, head)))),
      el(
        'tbody',
        {},
        all.map((plugin) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, foreign(plugin.name)),
            el('td', { class: 'words' }, foreign(plugin.location)),
            el('td', { class: 'figure' }, plugin.sha256 ? plugin.sha256.slice(0, 12) : 'not given'),
          ),
        ),
      ),
    ),
  );
}
