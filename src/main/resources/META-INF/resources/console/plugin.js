// The page of one plugin.

import { inPath, json, pluginPath, Refused, send } from './api.js';
import { Chart } from './chart.js';
import { confirmed } from './confirm.js';
import { announce, el, foreign, setText, visible } from './dom.js';
import { facts, section } from './facts.js';
import { bytes, clock, cores, milliseconds, NONE, number, percent, span, version } from './format.js';
import { live, on } from './live.js';
import { LogView } from './logs.js';
import { explain } from './notice.js';
import { StateMark } from './state.js';
import { reasonOf } from './table.js';

export const title = ({ name }) => name;

export function open(main, { name }, signal) {
  const page = new PluginPage(name, signal);
  main.append(page.element);
  page.show();
  page.begin();
}

class PluginPage {
  #mark = new StateMark();
  #since = el('span', { class: 'minor' });
  #reason = el('bdi', { class: 'reason whole' });
  #now = el('dl', { class: 'facts' });
  #entry = el('dl', { class: 'facts wide' });
  #events = el('tbody');
  #noEvents = el('p', { class: 'empty' }, 'Reading the history…');
  #answer = el('div', { role: 'status' });
  #restart = el('button', { type: 'button', click: () => this.#askToRestart() }, 'Restart…');
  #gone = el('p', { class: 'notice warn', hidden: true });
  #reading = false;
  #again = false;

  constructor(name, signal) {
    this.name = name;
    this.signal = signal;
    this.calls = new Chart('Calls', [{ label: 'calls/s', format: number }, { label: 'in flight', format: number }], signal);
    this.errors = new Chart('Errors', [{ label: 'of the calls', format: percent }], signal);
    this.latency = new Chart('Latency', [{ label: 'p50', format: milliseconds }, { label: 'p99', format: milliseconds }], signal);
    this.memory = new Chart('Memory', [{ label: 'resident', format: bytes }], signal);
    this.processor = new Chart('CPU', [{ label: 'cores', format: number }], signal);
    this.log = new LogView(name, signal);
    this.element = el(
      'article',
      { class: 'plugin' },
      el(
        'div',
        { class: 'head' },
        el('h1', { tabindex: '-1' }, foreign(name)),
        this.#mark.element,
        this.#since,
        el('span', { class: 'actions' }, el('a', { class: 'button', href: `#/try/${inPath(name)}` }, 'Try a metric'), this.#restart),
      ),
      this.#gone,
      this.#reason,
      this.#answer,
      section('Now', this.#now),
      section('The last minutes', el('div', { class: 'charts' }, [this.calls, this.latency, this.errors, this.processor, this.memory].map((chart) => chart.element))),
      section('History', this.#noEvents, this.#historyTable()),
      section('Log', this.log.element),
      section('Entry', el('p', { class: 'minor' }, 'As it is configured; secret values are masked.'), this.#entry),
    );
  }

  begin() {
    on('plugins removed', this.signal, () => this.show());
    on('plugin', this.signal, ({ detail }) => {
      if (detail.name === this.name) {
        const plugin = live.plugins.get(this.name);
        if (detail.before?.state !== plugin.state) {
          announce(`${this.name} is ${plugin.state}`);
        }
        this.show();
      }
    });
    on('statistics', this.signal, () => this.#count());
    const timer = setInterval(() => this.#tick(), 1000);
    this.signal.addEventListener('abort', () => clearInterval(timer));
    this.log.begin();
  }

  show() {
    const plugin = live.plugins.get(this.name);
    this.#gone.hidden = plugin !== undefined || live.asOf === 0;
    setText(this.#gone, 'There is no plugin of this name in the configuration that is in force.');
    this.#restart.disabled = plugin === undefined;
    this.#count();
    if (!plugin) {
      this.#mark.show('');
      if (live.asOf === 0) {
        return;
      }
      setText(this.#reason, '');
      this.#noEvents.hidden = true;
      return;
    }
    this.#mark.show(plugin.state);
    setText(this.#reason, visible(reasonOf(plugin)));
    this.#reason.dataset.state = plugin.state;
    this.#tick();
    facts(this.#entry, [
      ['Location', plugin.location],
      ['sha256', plugin.digest ?? NONE],
      ['Version', version(plugin)],
      ['Arguments', plugin.args?.length ? plugin.args.join(' ') : 'none'],
      ['Time-out of a call', plugin.timeout],
      ['Required', plugin.required ? 'yes: Assay has started only with it' : 'no'],
      ...(plugin.update ? [['Update to', `${plugin.update.location} (${plugin.update.state})`]] : []),
    ]);
    this.#readHistory();
  }

  #tick() {
    const plugin = live.plugins.get(this.name);
    if (plugin) {
      setText(this.#since, `for ${span(plugin.since)}, since ${clock(plugin.since)}`);
    }
  }

  #count() {
    const plugin = live.plugins.get(this.name);
    const numbers = live.statistics.get(this.name) ?? {};
    if (plugin) {
      const calls = plugin.calls ?? {};
      facts(this.#now, [
        ['Calls', `${number(numbers.callsPerSecond)}/s, ${number(numbers.calls)} so far`],
        ['Failures', `${percent(numbers.errorRatio)}, ${number(numbers.failures)} so far`],
        ['Latency', `p50 ${milliseconds(numbers.p50Milliseconds)}, p99 ${milliseconds(numbers.p99Milliseconds)}`],
        ['In flight', `${number(numbers.inFlight ?? calls.inFlight)}, and ${number(numbers.waiting ?? calls.waiting)} waiting`],
        ['Process', plugin.pid ? `pid ${plugin.pid}` : 'none'],
        ['Protocol', plugin.protocol ?? NONE],
        ['CPU', cores(numbers.processorCores)],
        ['Memory', bytes(numbers.residentBytes)],
        ['Threads', number(numbers.threads)],
        ['Open descriptors', number(numbers.openDescriptors)],
        ['Restarts', number(plugin.restarts)],
        ['Generation', number(plugin.generation)],
        ['Unanswered checks', number(plugin.unansweredChecks)],
        ...(plugin.nextStart ? [['Next start', clock(plugin.nextStart)]] : []),
        ...(plugin.lastExit ? [['Last exit', lastExit(plugin.lastExit), 'wide']] : []),
        ...(plugin.peer ? [['Executable from', plugin.peer]] : []),
      ]);
    }
    const series = live.series.get(this.name);
    if (series) {
      this.calls.show([series.time, series.callsPerSecond, series.inFlight]);
      this.errors.show([series.time, series.errorRatio]);
      this.latency.show([series.time, series.p50Milliseconds, series.p99Milliseconds]);
      this.processor.show([series.time, series.processorCores]);
      this.memory.show([series.time, series.residentBytes]);
    }
  }

  #historyTable() {
    return el(
      'div',
      { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'History' },
      el(
        'table',
        {},
        el('thead', {}, el('tr', {}, ['Time', 'Event', 'What happened', 'pid', 'Generation'].map((head, index) => el('th', { scope: 'col', class: index > 2 && 'figure' }, head)))),
        this.#events,
      ),
    );
  }

  /** Reads the history; once more where it has changed meanwhile. */
  async #readHistory() {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    try {
      const { events } = await json(pluginPath(this.name, '/history'), { signal: this.signal });
      this.#noEvents.hidden = events.length > 0;
      setText(this.#noEvents, 'Nothing has happened yet.');
      this.#events.replaceChildren(
        ...events.reverse().map((event) =>
          el(
            'tr',
            {},
            el('td', { class: 'figure' }, el('time', { datetime: event.time, title: event.time }, clock(event.time))),
            el('td', {}, el('span', { class: `event of-${String(event.type).replace(/\W/g, '')}` }, visible(event.type))),
            el('td', { class: 'words' }, foreign(event.message)),
            el('td', { class: 'figure' }, event.pid === undefined ? NONE : String(event.pid)),
            el('td', { class: 'figure' }, event.generation === undefined ? NONE : String(event.generation)),
          ),
        ),
      );
    } catch (failure) {
      if (!this.signal.aborted) {
        this.#noEvents.hidden = false;
        setText(this.#noEvents, visible(failure.message));
      }
    } finally {
      this.#reading = false;
    }
    if (this.#again) {
      this.#again = false;
      this.#readHistory();
    }
  }

  async #askToRestart() {
    const text = 'A new process is started beside the present one and takes over when it is Ready, so no call is lost.';
    if (await confirmed('Restart the plugin?', text, 'Restart')) {
      this.#doRestart();
    }
  }

  async #doRestart() {
    try {
      await send(pluginPath(this.name, '/restart'), { method: 'POST', signal: this.signal });
      this.#answer.replaceChildren(el('p', { class: 'notice good' }, 'The restart has begun.'));
    } catch (failure) {
      if (!this.signal.aborted) {
        this.#answer.replaceChildren(explain(failure, 'The plugin was not restarted'));
        this.#restart.disabled = failure instanceof Refused && failure.status === 403;
      }
    }
  }
}

function lastExit(exit) {
  return [exit.reason ?? exit.message, exit.code !== undefined && `code ${exit.code}`, exit.signal, exit.time && clock(exit.time)]
    .filter(Boolean)
    .join(', ');
}
