// Buttons that say how many there are of each state, and let only the chosen ones be shown.

import { el, setAttribute, setText } from './dom.js';
import { StateMark, urgency } from './state.js';

export class StateChips {
  #chosen = new Set();
  #chips = new Map();
  #changed;

  /**
   * @param label for screen readers
   * @param changed is called when others are chosen
   */
  constructor(label, changed) {
    this.#changed = changed;
    this.element = el('div', { class: 'summary', role: 'group', 'aria-label': label });
  }

  /** Whether something of this state is to be shown. */
  permit(state) {
    return this.#chosen.size === 0 || this.#chosen.has(state);
  }

  /** Shows how often each state is among these. A chosen state stays with none. */
  count(states) {
    const counts = new Map([...this.#chosen].map((state) => [state, 0]));
    states.forEach((state) => counts.set(state, (counts.get(state) ?? 0) + 1));
    for (const [state, { button }] of this.#chips) {
      if (!counts.has(state)) {
        button.remove();
        this.#chips.delete(state);
      }
    }
    [...counts.keys()]
      .sort((a, b) => urgency(a) - urgency(b))
      .forEach((state, place) => {
        const { button, number } = this.#chip(state);
        setText(number, String(counts.get(state)));
        if (this.element.children[place] !== button) {
          this.element.insertBefore(button, this.element.children[place] ?? null);
        }
      });
  }

  #chip(state) {
    let chip = this.#chips.get(state);
    if (!chip) {
      const number = el('b');
      const button = el(
        'button',
        { type: 'button', class: 'chip', 'data-state': state, 'aria-pressed': 'false', click: () => this.#toggle(state) },
        new StateMark(state).element,
        number,
      );
      chip = { button, number };
      this.#chips.set(state, chip);
    }
    return chip;
  }

  #toggle(state) {
    const chosen = !this.#chosen.delete(state);
    if (chosen) {
      this.#chosen.add(state);
    }
    setAttribute(this.#chips.get(state).button, 'aria-pressed', String(chosen));
    this.#changed();
  }
}
