// Numbers and times as they are shown. A value that is not known is a dash.

export const NONE = '–';

const THREE_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const SIX_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });
const COMPACT = new Intl.NumberFormat('en', { maximumSignificantDigits: 6, notation: 'compact' });
const POWER = new Intl.NumberFormat('en', { maximumSignificantDigits: 4, notation: 'scientific' });
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

const known = (value) => typeof value === 'number' && Number.isFinite(value);

export function number(value) {
  if (!known(value)) {
    return NONE;
  }
  return Math.abs(value) >= 100 ? WHOLE.format(value) : THREE_DIGITS.format(value);
}

/** A number that may be of any size, for instance 0.98765, 1.2345M and 1E-9. */
export function precise(value) {
  if (!known(value)) {
    return NONE;
  }
  const size = Math.abs(value);
  const notation = size >= 1e15 || (size > 0 && size < 1e-4) ? POWER : size >= 1e6 ? COMPACT : SIX_DIGITS;
  return notation.format(value);
}

export function milliseconds(value) {
  if (!known(value)) {
    return NONE;
  }
  return value < 1000 ? `${number(value)} ms` : `${number(value / 1000)} s`;
}

export function percent(ratio) {
  return known(ratio) ? `${number(ratio * 100)} %` : NONE;
}

export function cores(value) {
  return known(value) ? `${number(value)} cores` : NONE;
}

export function bytes(value) {
  if (!known(value)) {
    return NONE;
  }
  let rest = value;
  let unit = 0;
  while (rest >= 1024 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit += 1;
  }
  return `${number(rest)} ${UNITS[unit]}`;
}

/** The time between two moments in its largest unit, for instance 3 min. */
export function span(from, to = Date.now()) {
  const seconds = Math.max(0, (to - new Date(from).getTime()) / 1000);
  if (!Number.isFinite(seconds)) {
    return NONE;
  }
  if (seconds < 60) {
    return `${Math.floor(seconds)} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min`;
  }
  return seconds < 172800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86400)} d`;
}

/** A number of things in words, for instance 1 metric. */
export function counted(count, noun) {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** The time of day, with the date where it is not today. */
export function clock(time) {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) {
    return NONE;
  }
  const day = date.toDateString() === new Date().toDateString() ? '' : `${date.toLocaleDateString('sv')} `;
  return day + date.toLocaleTimeString('sv');
}

/** The version that a location names, for instance v0.0.4; a dash where it names none. */
export function version(plugin) {
  const named = /(?:^|[/_-])(v?\d+\.\d+(?:\.\d+)?(?:-[a-z]+[.\d]*)?)(?=[/_-]|$)/i.exec(plugin.location ?? '');
  return plugin.version ?? named?.[1] ?? NONE;
}

export function shortDigest(digest) {
  return digest ? digest.slice(0, 12) : NONE;
}
