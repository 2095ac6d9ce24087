// Pairs of a term and its value, and the section that they stand in.

import { el, setAttribute, setText, visible } from './dom.js';

export function section(heading, ...content) {
  return el('section', {}, el('h2', {}, heading), content);
}

/** Shows pairs in a dl: term, value and, where it is another one, the class of both. */
export function facts(list, pairs) {
  const same = list.children.length === pairs.length * 2;
  if (!same) {
    list.replaceChildren(...pairs.flatMap(() => [el('dt'), el('dd')]));
  }
  pairs.forEach(([term, value, kind = null], index) => {
    const [dt, dd] = [list.children[index * 2], list.children[index * 2 + 1]];
    setText(dt, visible(term));
    setText(dd, visible(value));
    setAttribute(dt, 'class', kind);
    setAttribute(dd, 'class', kind);
  });
}
