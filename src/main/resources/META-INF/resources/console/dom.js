// Elements of the page. Text of the service becomes text nodes, and never markup.

const SVG = 'http://www.w3.org/2000/svg';

/** Characters that cannot be seen, or that turn the direction of what follows. Tab and line feed are not among them. */
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Makes an element. Attributes whose value is false, null or undefined are left out; functions are listeners. */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Makes an element of SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The text with each character that cannot be seen written as an escape, for instance \u202e. */
export function visible(text) {
  return String(text ?? '').replace(
    INVISIBLE,
    (character) => '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}

/** An element with foreign text, which does not change the direction of what is around it. */
export function foreign(text, attributes = {}) {
  return el('bdi', attributes, visible(text));
}

/** Changes a text only where it differs, so that nothing is laid out anew in vain. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Sets or removes an attribute only where it differs. */
export function setAttribute(node, name, value) {
  if (value === null) {
    node.removeAttribute(name);
  } else if (node.getAttribute(name) !== value) {
    node.setAttribute(name, value);
  }
}

/** Makes these elements, in this order, the children of another. Nothing is touched where they are; the focus stays. */
export function setChildren(parent, elements) {
  if (elements.length !== parent.children.length || elements.some((element, place) => element !== parent.children[place])) {
    const focused = document.activeElement;
    parent.replaceChildren(...elements);
    if (parent.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
  }
}

/** The words that a field for a filter holds, in small letters. */
export function wordsOf(field) {
  return field.value.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Tells screen readers about a change. Messages of one moment are read together. */
export const announce = (() => {
  const MOST = 5;
  let waiting = [];
  return (message) => {
    waiting.push(visible(message));
    if (waiting.length === 1) {
      setTimeout(() => {
        const more = waiting.length - MOST;
        const text = waiting.slice(0, MOST).join('. ') + (more > 0 ? `. And ${more} more changes` : '');
        waiting = [];
        document.getElementById('announcer').textContent = text;
      }, 500);
    }
  };
})();
