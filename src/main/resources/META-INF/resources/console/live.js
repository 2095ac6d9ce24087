// The plugins as Assay tells them by its event stream, and what their numbers were in the last minutes.

import { access, events, Refused } from './api.js';

/** Points of a chart: ten minutes of one every two seconds. */
const MOST_POINTS = 300;

const FIRST_DELAY = 1000;
const LONGEST_DELAY = 30_000;

/** The numbers of a plugin over time, by the names of its statistics. */
const KEPT = ['callsPerSecond', 'errorRatio', 'p50Milliseconds', 'p99Milliseconds', 'inFlight', 'processorCores', 'residentBytes'];

/**
 * Tells by events: plugins (all have come anew), plugin (one has changed; detail is its name and its former state), removed,
 * configuration, statistics, connection.
 */
class Live extends EventTarget {
  plugins = new Map();
  statistics = new Map();
  series = new Map();
  configurationFault = null;
  connection = { state: 'connecting', message: '', retryAt: 0 };
  /** When anything came for the last time; 0 before that. */
  asOf = 0;

  #wake = () => {};

  start() {
    access.addEventListener('token', () => this.retry());
    window.addEventListener('online', () => this.retry());
    this.#run();
  }

  /** Tries now where a connection is waited for. */
  retry() {
    this.#wake();
  }

  async #run() {
    let delay = FIRST_DELAY;
    for (;;) {
      let refused = null;
      let message = '';
      const leave = new AbortController();
      const anew = () => leave.abort();
      access.addEventListener('token', anew, { once: true });
      try {
        await events('plugins?watch=true', {
          signal: leave.signal,
          onOpen: () => {
            delay = FIRST_DELAY;
          },
          onEvent: (name, data) => this.#take(name, JSON.parse(data)),
        });
      } catch (failure) {
        refused = failure instanceof Refused && failure.status < 500 ? failure : null;
        message = failure.message;
        delay = Math.max(delay, (failure.retryAfter ?? 0) * 1000);
      }
      access.removeEventListener('token', anew);
      if (leave.signal.aborted) {
        continue;
      }
      // Who is not known is asked for a token, and only another one is a reason to try again.
      const wait = refused?.status === 401 ? Infinity : refused ? LONGEST_DELAY : delay * (0.8 + 0.4 * Math.random());
      this.#connect(refused ? 'refused' : 'lost', message, refused, Date.now() + wait);
      await this.#sleep(wait);
      delay = Math.min(delay * 2, LONGEST_DELAY);
    }
  }

  #sleep(milliseconds) {
    return new Promise((resolve) => {
      const timer = Number.isFinite(milliseconds) ? setTimeout(resolve, milliseconds) : undefined;
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #connect(state, message = '', refused = null, retryAt = 0) {
    this.connection = { state, message, refused, retryAt };
    this.#tell('connection');
  }

  #take(event, data) {
    this.asOf = Date.now();
    if (this.connection.state !== 'live') {
      this.#connect('live');
    }
    switch (event) {
      case 'plugins':
        this.plugins = new Map(data.plugins.map((plugin) => [plugin.name, plugin]));
        this.configurationFault = data.configurationFault ?? null;
        this.#forget();
        this.#tell('plugins');
        break;
      case 'plugin': {
        const before = this.plugins.get(data.name);
        this.plugins.set(data.name, data);
        this.#tell('plugin', { name: data.name, before });
        break;
      }
      case 'removed':
        this.plugins.delete(data.name);
        this.#forget();
        this.#tell('removed', { name: data.name });
        break;
      case 'configuration':
        this.configurationFault = data.configurationFault ?? null;
        this.#tell('configuration');
        break;
      case 'statistics':
        this.#count(new Date(data.time).getTime() / 1000, data.plugins);
        this.#tell('statistics');
        break;
      default:
      // A newer Assay may tell more.
    }
  }

  #count(time, all) {
    this.statistics = new Map(all.map((one) => [one.name, one]));
    for (const one of all) {
      let series = this.series.get(one.name);
      if (!series) {
        series = { time: [], ...Object.fromEntries(KEPT.map((key) => [key, []])) };
        this.series.set(one.name, series);
      }
      series.time.push(time);
      KEPT.forEach((key) => series[key].push(one[key] ?? null));
      if (series.time.length > MOST_POINTS) {
        Object.values(series).forEach((values) => values.shift());
      }
    }
  }

  /** Forgets the numbers of plugins that are gone. */
  #forget() {
    for (const name of this.series.keys()) {
      if (!this.plugins.has(name)) {
        this.series.delete(name);
        this.statistics.delete(name);
      }
    }
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

export const live = new Live();

/** Listens until the signal is aborted. */
export function on(types, signal, listener) {
  for (const type of types.split(' ')) {
    live.addEventListener(type, listener, { signal });
  }
}
