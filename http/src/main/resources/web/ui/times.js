import { language } from './texts.js';

const known = new Map();

/** Of the reader's own locales the first in the page's language, such as `de-AT` for `de`. */
function locale() {
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;
}

/** Formats are dear to make, and a long history needs the same ones again and again. */
function format(kind, make) {
  const key = `${kind} ${locale()}`;
  if (!known.has(key)) known.set(key, make(locale()));
  return known.get(key);
}

function dates(kind, options) {
  return format(kind, (tag) => new Intl.DateTimeFormat(tag, options));
}

/** The time of day in the reader's own manner. */
export function timeOf(instant) {
  return dates('clock', { hour: 'numeric', minute: '2-digit' }).format(new Date(instant));
}

/** Day and time, as a record has them. */
export function dateOf(instant) {
  return dates('date', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(instant));
}

/** The day when it is another one than that of `before` (null: the first one, shown unless it is today). */
export function newDay(instant, before) {
  if (instant === null) return null;
  const day = dates('day', { weekday: 'long', day: 'numeric', month: 'long' });
  const shown = day.format(new Date(instant));
  const last = day.format(before === null ? new Date() : new Date(before));
  return shown === last ? null : shown;
}

/** A number in the reader's own manner: `7,500` or `7.500`. */
export function numberOf(value) {
  return format('number', (tag) => new Intl.NumberFormat(tag)).format(value);
}

/** How long something has lasted, in milliseconds, as clocks have it: `1:05` or `1:02:05`. */
export function durationOf(ms) {
  const seconds = Math.floor(ms / 1_000);
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const parts = h > 0 ? [h, String(m).padStart(2, '0')] : [m];
  return [...parts, String(s).padStart(2, '0')].join(':');
}
