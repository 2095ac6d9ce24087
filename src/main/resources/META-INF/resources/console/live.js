// The plugins as Assay tells them by its event stream, and what their numbers were in the last minutes.

import { Stream } from './stream.js';

/** Points of a chart: ten minutes of one every two seconds. */
const MOST_POINTS = 300;

/** The numbers of a plugin over time, by the names of its statistics. */
const KEPT = ['callsPerSecond', 'errorRatio', 'p50Milliseconds', 'p99Milliseconds', 'inFlight', 'processorCores', 'residentBytes'];

/**
 * Tells by events: plugins (all have come anew), plugin (one has changed; detail is its name and its former state), removed,
 * configuration, statistics, connection.
 */
class Live extends Stream {
  plugins = new Map();
  statistics = new Map();
  series = new Map();
  configurationFault = null;

  constructor() {
    super('plugins?watch=true', 'The plugins are not shown');
  }

  take(event, data) {
    switch (event) {
      case 'plugins':
        this.plugins = new Map(data.plugins.map((plugin) => [plugin.name, plugin]));
        this.configurationFault = data.configurationFault ?? null;
        this.#forget();
        this.tell('plugins');
        break;
      case 'plugin': {
        const before = this.plugins.get(data.name);
        this.plugins.set(data.name, data);
        this.tell('plugin', { name: data.name, before });
        break;
      }
      case 'removed':
        this.plugins.delete(data.name);
        this.#forget();
        this.tell('removed', { name: data.name });
        break;
      case 'configuration':
        this.configurationFault = data.configurationFault ?? null;
        this.tell('configuration');
        break;
      case 'statistics':
        this.#count(new Date(data.time).getTime() / 1000, data.plugins);
        this.tell('statistics');
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
}

export const live = new Live();

/** Listens until the signal is aborted. */
export function on(types, signal, listener) {
  for (const type of types.split(' ')) {
    live.addEventListener(type, listener, { signal });
  }
}
