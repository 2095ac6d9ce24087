// The limits that a condition compares a measured value with, and the number in a value that it means.

const OPPOSITE = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '!=': '!=' };
const SIGNS = { '<': '<', '<=': '≤', '>': '>', '>=': '≥', '==': '=', '!=': '≠' };

/** A longer condition is not looked through. */
const LONGEST_CONDITION = 4000;

const COMPARISON = /^(.+?)\s*(<=|>=|==|!=|<|>)\s*(.+)$/s;
const NUMBER = /^[+-]?(\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)(e[+-]?\d+)?$/i;
const RESULT = /^result((?:\??\.\w+|\[\d+\]|\["[^"\\]*"\]|\['[^'\\]*'\])*)$/;
const STEP = /\.(\w+)|\[(\d+)\]|\["([^"]*)"\]|\['([^']*)'\]/g;
const CONVERSION = /^(?:asFloat|asInt|float|int)\s*(?=\()/;
const DEFAULT = /^default\((.+),[^,]+\)$/s;

/** A comparison of each element of the result; of these the first one is shown. */
const EACH = /^(?:all|any)\(\s*result\s*,\s*\{?\s*#(.+?)\}?\s*\)$/s;

/** Of a value that is longer than this, only a number at its beginning is found. */
const LONGEST_JSON = 100_000;

/**
 * The comparisons of the result with a number in a condition of expr, as far as they are simple ones.
 *
 * @return each with sign, limit, and path, the steps from the result to what is compared
 */
export function limits(condition) {
  if (!condition || condition.length > LONGEST_CONDITION) {
    return [];
  }
  return bare(condition).split(/&&|\|\||\band\b|\bor\b/).map(limit).filter(Boolean);
}

function limit(text) {
  const inner = bare(text);
  const each = EACH.exec(inner);
  const compared = COMPARISON.exec(each ? `result[0]${each[1]}` : inner);
  if (!compared) {
    return null;
  }
  const [, left, operator, right] = compared;
  const turned = numberOf(left) !== null;
  const value = numberOf(turned ? left : right);
  const path = pathOf(turned ? right : left);
  return value === null || !path ? null : { sign: SIGNS[turned ? OPPOSITE[operator] : operator], limit: value, path };
}

/** The text without parentheses around the whole of it. */
function bare(text) {
  const inner = text.trim();
  if (!inner.startsWith('(') || !inner.endsWith(')')) {
    return inner;
  }
  let depth = 0;
  for (let at = 0; at < inner.length - 1; at++) {
    depth += inner[at] === '(' ? 1 : inner[at] === ')' ? -1 : 0;
    if (depth === 0) {
      return inner;
    }
  }
  return bare(inner.slice(1, -1));
}

function numberOf(text) {
  const bared = bare(text);
  return NUMBER.test(bared) ? Number(bared.replaceAll('_', '')) : null;
}

function pathOf(text) {
  const inner = bare(text);
  const plain = DEFAULT.exec(inner)?.[1] ?? (CONVERSION.test(inner) ? inner.replace(CONVERSION, '') : inner);
  if (plain !== inner) {
    return pathOf(plain);
  }
  const named = RESULT.exec(inner);
  return named && [...named[1].matchAll(STEP)].map(([, member, index, ...quoted]) => member ?? (index === undefined ? quoted.find((key) => key !== undefined) : Number(index)));
}

/** The number at this place of a value, else the first number of it; null where there is none. */
export function numberIn(value, path = []) {
  const text = String(value ?? '').trim();
  let found;
  if (path.length > 0 && text.length <= LONGEST_JSON) {
    try {
      found = path.reduce((inner, step) => (inner !== null && typeof inner === 'object' && Object.hasOwn(inner, step) ? inner[step] : undefined), JSON.parse(text));
    } catch {
      // A list with NaN is no JSON.
    }
  }
  const kept = typeof found === 'number' ? found : first(typeof found === 'string' ? found : text);
  return Number.isFinite(kept) ? kept : null;
}

/** The number that a text is, or that its list begins with. */
function first(text) {
  const begin = text.slice(0, 400);
  const word = /^\[\s*([^,\]\s]+)\s*[,\]]/.exec(begin)?.[1] ?? begin;
  return NUMBER.test(word) ? Number(word.replaceAll('_', '')) : NaN;
}
