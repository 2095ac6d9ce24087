// The values of one metric over time, beside the limits of its conditions.

import { Chart } from '../chart.js';
import { precise } from '../format.js';
import { limits, numberIn } from './condition.js';

/** Points that are kept of what came since the page was opened; Assay itself keeps fewer. */
const MOST_POINTS = 500;
const MOST_LIMITS = 4;

/** The phases of measurements that have a mark. */
const BAD = ['Failed', 'Error', 'Inconclusive'];

/** Where there is one point, the limits begin so many seconds before it: a line needs two ends. */
const BEFORE_FIRST = 10;

/** Room above and below, as a part of what is between the least and the largest value. */
const ROOM = 0.12;

export class Trace {
  #limits;
  #path;
  #points = new Map();
  #drawn = '';
  chart;

  /** @param conditions of the metric, with the values of the arguments in them */
  constructor({ successCondition, failureCondition }, signal) {
    this.#limits = [
      ...limits(successCondition).map((one) => ({ ...one, label: 'successful', class: 'limit-good' })),
      ...limits(failureCondition).map((one) => ({ ...one, label: 'failed', class: 'limit-bad' })),
    ].slice(0, MOST_LIMITS);
    this.#path = this.#limits[0]?.path ?? [];
    // A limit of another part of the value would stand beside numbers that it does not belong to.
    this.#limits = this.#limits.filter((one) => one.path.join('\n') === this.#path.join('\n'));
    this.chart = new Chart(
      'Values',
      [
        { label: 'value', format: precise, points: 'also' },
        { label: 'not successful', points: 'only', class: 'points-bad' },
        ...this.#limits.map((one) => ({ label: `${one.label} where ${one.sign} ${precise(one.limit)}`, class: one.class, dash: [6, 4] })),
      ],
      signal,
      (least, most) => this.#range(least, most),
    );
    this.chart.element.hidden = true;
  }

  /** @param measurements each with its number, at, and the measurement itself */
  show(measurements) {
    for (const { at, measurement } of measurements) {
      if (this.#points.get(at)?.ended) {
        continue;
      }
      const value = numberIn(measurement.value, this.#path);
      const time = new Date(measurement.finishedAt ?? measurement.startedAt).getTime() / 1000;
      if (Number.isFinite(time)) {
        this.#points.set(at, { time, value, bad: BAD.includes(measurement.phase), ended: Boolean(measurement.finishedAt) });
      }
    }
    const oldest = Math.max(...this.#points.keys()) - MOST_POINTS;
    [...this.#points.keys()].filter((at) => at <= oldest).forEach((at) => this.#points.delete(at));
    this.#draw();
  }

  #draw() {
    const points = [...this.#points].sort(([a], [b]) => a - b).map(([, point]) => point);
    this.chart.element.hidden = !points.some((point) => point.value !== null);
    const signature = points.map((point) => `${point.time} ${point.value} ${point.bad}`).join();
    if (this.chart.element.hidden || signature === this.#drawn) {
      return;
    }
    this.#drawn = signature;
    let latest = 0;
    if (points.length === 1) {
      points.unshift({ time: points[0].time - BEFORE_FIRST, value: null, bad: false });
    }
    const times = points.map((point) => (latest = Math.max(latest, point.time)));
    this.chart.show([
      times,
      points.map((point) => point.value),
      points.map((point) => (point.bad ? point.value : null)),
      ...this.#limits.map((one) => times.map(() => one.limit)),
    ]);
  }

  #range(least, most) {
    const span = most - least;
    const room = span > 0 ? span * ROOM : Math.abs(most ?? 0) * ROOM || 1;
    const ends = [(least ?? 0) - room, (most ?? 0) + room];
    return ends.every(Number.isFinite) ? ends : [least ?? 0, most ?? 1];
  }
}
