// The page of one run.

import { json, Refused, send } from '../api.js';
import { StateChips } from '../chips.js';
import { copyButton } from '../clipboard.js';
import { confirmed } from '../confirm.js';
import { announce, el, foreign, setChildren, setText, wordsOf } from '../dom.js';
import { takeWarnings } from '../draft.js';
import { facts, section } from '../facts.js';
import { explain } from '../notice.js';
import { StateMark } from '../state.js';
import { Stream } from '../stream.js';
import { longText } from './long-text.js';
import { MetricCard } from './metric.js';
import { Pager } from './pager.js';
import { durationOf, hasEnded, phaseOf, runPath, soon } from './runs.js';
import { factsOf, given, viewsOf } from './view.js';

const CARDS = 20;

export const title = ({ name }) => name;

export function open(main, { name }, signal) {
  const page = new RunPage(name, signal);
  main.append(page.element);
  page.begin();
  return page.stream;
}

/** One run as it goes on. Tells by the event change; detail is its former phase. */
class RunStream extends Stream {
  run = null;
  removed = false;
  /** Whether somebody here has asked to delete it, so that its end is not the last that comes. */
  deleting = false;

  constructor(name) {
    super(`${runPath(name)}?watch=true`, 'The run is not shown', { pauses: true });
  }

  take(event, data) {
    if (event === 'analysisrun') {
      if (this.run && this.run.metadata.creationTimestamp !== data.metadata.creationTimestamp) {
        // Another run has the name since Assay was started anew.
        location.reload();
        return;
      }
      const before = this.run?.status?.phase;
      if (hasEnded(before) && !hasEnded(data.status?.phase)) {
        // The answer to a request may come after an event that is newer.
        return;
      }
      this.run = data;
      this.tell('change', { before });
      if (hasEnded(data.status?.phase) && !this.deleting) {
        this.end();
      }
    }
  }

  gone() {
    this.removed = true;
    this.tell('change', {});
    this.end();
  }
}

class RunPage {
  stream;
  #mark = new StateMark();
  #duration = el('span', { class: 'minor' });
  #terminate = el('button', { type: 'button', disabled: true, click: () => this.#askToTerminate() }, 'Terminate…');
  #delete = el('button', { type: 'button', disabled: true, click: () => this.#askToDelete() }, 'Delete…');
  #copy = copyButton('Copy as JSON', () => JSON.stringify(this.stream.run, null, 2));
  #gone = el('p', { class: 'notice warn', hidden: true }, 'This run was removed. What is shown here is the last that was known of it.');
  #answer = el('div', { role: 'status' });
  #message = el('p', { class: 'reason whole' });
  #said = '';
  #facts = el('dl', { class: 'facts' });
  #given = el('div', { class: 'given' });
  #phases = new StateChips('Show only the metrics of the phases', () => this.#again());
  #filter = el('input', { type: 'search', id: 'filter', placeholder: 'Name of a metric', autocomplete: 'off', spellcheck: 'false', input: () => this.#again() });
  #bar = el('div', { class: 'bar' }, el('label', { for: 'filter', class: 'unseen' }, 'Filter'), this.#filter, this.#phases.element);
  #metrics = el('div', { class: 'metrics' });
  #pager = new Pager('Parts of the metrics', CARDS, () => this.#showMetrics());
  #empty = el('p', { class: 'empty' }, 'Asking Assay for the run…');
  #cards = new Map();
  #body;

  constructor(name, signal) {
    this.name = name;
    this.signal = signal;
    this.stream = new RunStream(name);
    this.#body = el(
      'div',
      { hidden: true },
      section('Run', this.#facts),
      this.#given,
      section('Metrics', this.#bar, this.#metrics, this.#pager.element),
    );
    this.element = el(
      'article',
      { class: 'run-page' },
      el('p', { class: 'minor way' }, el('a', { href: '#/runs' }, 'Runs')),
      el('div', { class: 'head' }, el('h1', { tabindex: '-1' }, foreign(name)), this.#mark.element, this.#duration, el('span', { class: 'actions' }, this.#copy, this.#terminate, this.#delete)),
      this.#gone,
      this.#message,
      this.#answer,
      this.#empty,
      this.#body,
    );
  }

  begin() {
    const show = soon(this.signal, () => this.#show());
    this.stream.addEventListener('change', ({ detail: { before } }) => {
      const phase = this.stream.run?.status?.phase;
      if (before && phase !== before) {
        announce(`${this.name} is ${phase}`);
      }
      show();
    });
    this.stream.addEventListener('connection', () => this.#connected());
    const timer = setInterval(() => this.#tick(), 1000);
    this.signal.addEventListener('abort', () => clearInterval(timer));
    const warnings = takeWarnings(this.name);
    if (warnings.length > 0) {
      this.#answer.replaceChildren(el('h3', {}, 'Assay warns'), el('ul', { class: 'notice warn faults' }, warnings.map((warning) => el('li', {}, foreign(warning)))));
    }
    this.#show();
    this.stream.start(this.signal);
  }

  #show() {
    const { run, removed } = this.stream;
    this.#gone.hidden = !removed;
    this.#body.hidden = run === null;
    this.#copy.hidden = run === null;
    this.#showEmpty();
    if (run === null) {
      return;
    }
    const phase = phaseOf(run.status);
    this.#mark.show(phase);
    this.#terminate.disabled = removed || hasEnded(phase) || run.spec?.terminate === true;
    setText(this.#terminate, run.spec?.terminate && !hasEnded(phase) ? 'Terminating…' : 'Terminate…');
    this.#delete.disabled = removed;
    const message = run.status?.message ?? '';
    if (message !== this.#said) {
      this.#said = message;
      this.#message.replaceChildren(longText(message));
    }
    this.#message.dataset.state = phase;
    if (this.#given.children.length === 0) {
      this.#given.append(...given(run));
    }
    this.#showMetrics();
    this.#tick();
  }

  #connected() {
    const { connection, deleting, removed } = this.stream;
    if (deleting && !removed && connection.refused?.status === 404) {
      this.stream.gone();
    }
    this.#showEmpty();
  }

  #showEmpty() {
    const { connection, run, removed } = this.stream;
    const texts = {
      connecting: 'Asking Assay for the run…',
      refused: connection.refused?.status === 404 ? 'Runs are kept in memory: until they are deleted, their time is over, others need the room of those that have ended, or Assay ends.' : '',
    };
    setText(this.#empty, removed ? '' : texts[connection.state] ?? '');
    this.#empty.hidden = (run !== null && connection.state !== 'refused') || this.#empty.textContent === '';
  }

  #tick() {
    const { run } = this.stream;
    if (!run) {
      return;
    }
    setText(this.#duration, durationOf(run));
    facts(this.#facts, factsOf(run));
    this.#cards.forEach((card) => card.tick());
  }

  /** Another filter begins with the first metric again. */
  #again() {
    this.#pager.reset();
    this.#showMetrics();
  }

  #showMetrics() {
    const all = viewsOf(this.stream.run);
    this.#bar.hidden = all.length < 4;
    this.#phases.count(all.map((view) => view.phase));
    const words = wordsOf(this.#filter);
    const fitting = all.filter((view) => this.#phases.permit(view.phase) && words.every((word) => view.name.toLowerCase().includes(word)));
    const cards = new Map(this.#pager.part(fitting).map((view) => [view.name, this.#card(view)]));
    this.#cards.forEach((card, name) => cards.has(name) || card.leave());
    this.#cards = cards;
    setChildren(this.#metrics, [...cards.values()].map((card) => card.element));
  }

  #card(view) {
    const card = this.#cards.get(view.name);
    card?.show(view);
    return card ?? new MetricCard(view, this.signal);
  }

  async #askToTerminate() {
    const text = 'Measurements in progress are terminated in their plugins, and no more begin. What was measured decides how the run ends.';
    if (await confirmed('Terminate the run?', text, 'Terminate')) {
      await this.#ask('The run was not terminated', this.#terminate, async () => {
        this.stream.take('analysisrun', await json(runPath(this.name, '/terminate'), { method: 'POST', signal: this.signal }));
        this.#answer.replaceChildren();
      });
    }
  }

  async #askToDelete() {
    const text = hasEnded(this.stream.run?.status?.phase)
      ? 'Its measurements are gone then.'
      : 'It is under way: it is terminated in its plugins first. Its measurements are gone then.';
    if (await confirmed('Delete the run?', text, 'Delete')) {
      await this.#ask('The run was not deleted', this.#delete, async () => {
        const { status } = await send(runPath(this.name), { method: 'DELETE', signal: this.signal });
        if (status === 202) {
          this.stream.deleting = true;
          this.#answer.replaceChildren(el('p', { class: 'notice' }, 'The run is terminated in its plugins, and removed then.'));
        } else {
          announce(`${this.name} was deleted`);
          location.hash = '#/runs';
        }
      });
    }
  }

  async #ask(heading, button, request) {
    try {
      await request();
    } catch (failure) {
      if (!this.signal.aborted) {
        this.#answer.replaceChildren(explain(failure, heading));
        button.disabled = failure instanceof Refused && [403, 404].includes(failure.status);
      }
    }
  }
}
