// A line of some numbers, as small as a word.

import { setAttribute, svg } from './dom.js';

const WIDTH = 72;
const HEIGHT = 18;
const MOST = 60;

export class Spark {
  #line = svg('path', { class: 'line' });
  #area = svg('path', { class: 'area' });
  element = svg(
    'svg',
    { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, 'aria-hidden': 'true' },
    this.#area,
    this.#line,
  );

  /** Shows the last of the values; null is a gap. */
  show(values) {
    const last = values.slice(-MOST);
    const most = Math.max(...last.map((value) => value ?? 0), 1e-9);
    const step = WIDTH / (MOST - 1);
    const from = WIDTH - (last.length - 1) * step;
    let line = '';
    let pen = 'M';
    last.forEach((value, index) => {
      if (value === null) {
        pen = 'M';
        return;
      }
      line += `${pen}${(from + index * step).toFixed(1)} ${(HEIGHT - 1 - (value / most) * (HEIGHT - 3)).toFixed(1)}`;
      pen = 'L';
    });
    setAttribute(this.#line, 'd', line);
    const whole = line !== '' && line.lastIndexOf('M') === 0;
    setAttribute(this.#area, 'd', whole ? `${line}L${WIDTH} ${HEIGHT}L${from.toFixed(1)} ${HEIGHT}Z` : '');
  }
}
