// Charts over time, by uPlot, which is loaded with the first of them.

import { el, setAttribute } from './dom.js';
import { bytes, NONE, percent } from './format.js';

const HEIGHT = 150;
const COLOURS = 6;

const POWERS_OF_TWO = Array.from({ length: 50 }, (_, power) => 2 ** power);

/** A chart with a legend of its own. Its colours follow the theme, and its width that of the page. */
export class Chart {
  #canvas = el('div', { class: 'plot', 'aria-hidden': 'true' });
  #values = [];
  #plot = null;
  #data = null;
  #series;
  #range;

  /**
   * @param series each with label, and format of a value where the legend shows it; with class, dash (the lengths of its dashes)
   *     and points (also: each value has one; only: there is no line) where they differ
   * @param range gives the ends of the axis for the least and the largest value; they begin at zero without it
   */
  constructor(title, series, signal, range = null) {
    this.title = title;
    this.#series = series.map((one, index) => ({ class: `series-${(index % COLOURS) + 1}`, ...one }));
    this.#range = range ?? this.#fromZero;
    const legend = this.#series.map((one) => {
      const value = el('span', { class: 'value' }, NONE);
      this.#values.push(value);
      return el('li', { class: one.class }, el('i'), one.label, ' ', value);
    });
    this.element = el(
      'figure',
      { class: 'chart', role: 'group', 'aria-label': title },
      el('figcaption', {}, el('b', {}, title), el('ul', {}, legend)),
      this.#canvas,
    );
    const resized = new ResizeObserver(() => this.#resize());
    resized.observe(this.#canvas);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => this.#redraw(), { signal });
    window.addEventListener('themechange', () => this.#redraw(), { signal });
    signal.addEventListener('abort', () => {
      resized.disconnect();
      this.#plot?.destroy();
      this.#plot = null;
      this.#canvas = null;
    });
  }

  /** Shows the values: first the times in seconds, then one list for each series; null is a gap. */
  show(data) {
    this.#data = data;
    data.slice(1).forEach((values, index) => this.#tell(index, values.at(-1)));
    if (this.#plot) {
      this.#plot.setData(data);
    } else if (data[0].length > 0) {
      this.#draw();
    }
  }

  async #draw() {
    const { default: UPlot } = await import('./lib/uplot/uPlot.esm.js');
    if (this.#plot || !this.#canvas?.isConnected) {
      return;
    }
    this.#plot = new UPlot(this.#options(), this.#data, this.#canvas);
  }

  #redraw() {
    this.#plot?.destroy();
    this.#plot = null;
    if (this.#data?.[0].length > 0) {
      this.#draw();
    }
  }

  #resize() {
    const width = this.#canvas?.clientWidth ?? 0;
    if (this.#plot && width > 0 && width !== this.#plot.width) {
      this.#plot.setSize({ width, height: HEIGHT });
    }
  }

  #options() {
    const frame = getComputedStyle(this.element);
    const axis = {
      stroke: getComputedStyle(this.element.querySelector('ul')).color,
      font: '11px system-ui, sans-serif',
      grid: { stroke: frame.borderTopColor, width: 1 },
      ticks: { show: false },
    };
    const format = this.#series[0].format;
    return {
      width: Math.max(this.#canvas.clientWidth, 100),
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false } },
      padding: [8, 24, 0, 0],
      scales: { y: { range: (_, least, most) => this.#range(least, most) } },
      axes: [
        { ...axis, size: 24, values: '{HH}:{mm}:{ss}', space: 80 },
        { ...axis, size: 64, space: 32, incrs: format === bytes ? POWERS_OF_TWO : undefined, values: (_, ticks) => ticks.map((tick) => format(tick)) },
      ],
      series: [
        {},
        ...this.#series.map((one) => this.#line(one)),
      ],
      hooks: { setCursor: [(plot) => this.#point(plot)] },
    };
  }

  #line(one) {
    const colour = getComputedStyle(this.element.querySelector(`.${one.class} i`)).color;
    return {
      label: one.label,
      stroke: colour,
      width: one.points === 'only' ? 0 : 1.5,
      dash: one.dash,
      points: { show: one.points ? true : (plot) => !one.dash && plot.data[0].length < 3, size: one.points === 'only' ? 9 : 6, fill: colour, stroke: colour },
    };
  }

  #fromZero(least, most) {
    return [Math.min(0, least ?? 0), most > 0 ? most * 1.1 : this.#series[0].format === percent ? 0.1 : 1];
  }

  /** The legend shows the values under the pointer, and else the last ones. */
  #point(plot) {
    const index = plot.cursor.idx ?? this.#data[0].length - 1;
    this.#series.forEach((_, number) => this.#tell(number, this.#data[number + 1]?.[index]));
    setAttribute(this.element, 'data-pointed', plot.cursor.idx === null ? null : '');
  }

  #tell(index, value) {
    const { format } = this.#series[index];
    this.#values[index].textContent = !format ? '' : value === null || value === undefined ? NONE : format(value);
  }
}
