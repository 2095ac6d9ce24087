// The line of YAML that a fault of Assay means. Texts in block style are understood; of others the nearest line is found.

/**
 * The places that a problem names, each with line (from 1; 0 where none is found) and message.
 *
 * @param text the YAML that was sent
 */
export function places(problem, text) {
  const detail = problem.detail ?? problem.title ?? '';
  const faults = problem.faults?.length ? problem.faults : [detail];
  // The detail of one fault also says where it is, and what to do.
  const messages = faults.length === 1 && detail.includes(faults[0]) ? [detail] : faults;
  return messages.map((message) => ({ message, line: lineIn(message, text) }));
}

/** The line of the field that a message names, in the object that begins at the line that it names; else that line. */
function lineIn(message, text) {
  const begin = Number(/\bline (\d+)/.exec(message)?.[1] ?? 0);
  const field = /unknown field "([^"]+)"/.exec(message) ?? /(?:^|\s)((?:spec\.)?(?:metrics|args|dryRun|measurementRetention)\[\d+\][\w.[\]/-]*)/.exec(message);
  return (field && lineAt(objectAt(text, begin), field[1])) || begin;
}

/** The lines of the object that begins at a line, as a document or as an item of a list; all lines for 0. */
function objectAt(text, begin) {
  const lines = linesOf(text);
  if (begin === 0) {
    return lines;
  }
  const end = text.split('\n').findIndex((line, index) => index >= begin && line.startsWith('---'));
  const own = lines.filter(({ number }) => number >= begin && (end < 0 || number <= end));
  return DASH.test(own[0]?.line ?? '') ? withText(item(own, 0)) : own;
}

/** The line of a path such as spec.metrics[0].provider, from 1; that of the nearest parent where it is not there. */
export function lineOf(text, path) {
  return lineAt(linesOf(text), path);
}

function lineAt(lines, path) {
  const steps = path.match(/[^.[\]]+|\[\d+\]/g) ?? [];
  if (steps[0] !== 'spec' && steps[0] !== 'data' && keyLine(lines, 'spec') >= 0) {
    steps.unshift('spec');
  }
  let outer = lines;
  let found = 0;
  for (const step of steps) {
    const inner = step.startsWith('[') ? item(outer, Number(step.slice(1, -1))) : member(outer, step);
    if (inner.length === 0) {
      break;
    }
    found = inner[0].number;
    outer = withText(inner);
  }
  return found;
}

/** The lines of a text that are neither empty nor comments, each with line and number. */
export function linesOf(text) {
  return withText(text.split('\n').map((line, index) => ({ line: line.replace(/\r$/, ''), number: index + 1 }))).filter(({ line }) => !/^\s*(#|---)/.test(line));
}

const withText = (lines) => lines.filter(({ line }) => line.trim() !== '');

/** The lines of the value at a path of keys; none where it is not there, or on the line of its key. */
export function valueAt(lines, keys) {
  return keys.reduce((outer, key) => withText(member(outer, key)), lines);
}

/** The lines of each item of a list, from the first one. */
export function itemsOf(lines) {
  const items = [];
  for (let inner = item(lines, 0); inner.length > 0; inner = item(lines, items.length)) {
    items.push(withText(inner));
  }
  return items;
}

/** The text on the line of a key, which may be empty; undefined without that key. */
export function textAt(lines, key) {
  const from = keyLine(lines, key);
  return from < 0 ? undefined : (KEY.exec(lines[from].line)[3] ?? '');
}

const DASH = /^\s*-(\s|$)/;

/** Quote, key and the rest of a line. */
const KEY = /^\s*(["']?)(.+?)\1\s*:(?:\s+(.*)|$)/;

const indentOf = (line) => line.length - line.trimStart().length;

/** The lines of one item of a list; the dash of its first line is gone. */
function item(lines, index) {
  const starts = lines.filter(({ line }) => DASH.test(line));
  const indent = Math.min(...starts.map(({ line }) => indentOf(line)));
  const own = starts.filter(({ line }) => indentOf(line) === indent);
  if (index >= own.length) {
    return [];
  }
  const from = lines.indexOf(own[index]);
  const to = index + 1 < own.length ? lines.indexOf(own[index + 1]) : lines.length;
  const [first, ...rest] = lines.slice(from, to);
  return [{ ...first, line: first.line.replace('-', ' ') }, ...rest];
}

/** The lines of one member of a mapping; the first has no key any more. */
function member(lines, key) {
  const from = keyLine(lines, key);
  if (from < 0) {
    return [];
  }
  const indent = indentOf(lines[from].line);
  let to = from + 1;
  while (to < lines.length && (indentOf(lines[to].line) > indent || DASH.test(lines[to].line))) {
    to += 1;
  }
  return [{ ...lines[from], line: '' }, ...lines.slice(from + 1, to)];
}

/** The place of the line with a key of the outermost mapping. */
function keyLine(lines, key) {
  const indent = Math.min(...lines.map(({ line }) => indentOf(line)));
  return lines.findIndex(({ line }) => indentOf(line) === indent && KEY.exec(line)?.[2] === key);
}
