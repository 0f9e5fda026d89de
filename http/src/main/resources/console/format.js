/** Numbers and times as people read them. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const NOTHING = '–';

export function count(value) {
  return value === undefined ? NOTHING : whole.format(value);
}

/** A rate. */
export function perSecond(value) {
  if (value === undefined) return NOTHING;
  return value >= 100 || value === 0 ? whole.format(value) : tenths.format(value);
}

/** @param {number | undefined} value in milliseconds */
export function millis(value) {
  if (value === undefined) return NOTHING;
  if (value >= 10_000) return `${tenths.format(value / 1000)} s`;
  return value >= 10 || value === 0 ? `${whole.format(value)} ms` : `${tenths.format(value)} ms`;
}

export function bytes(value) {
  return value >= 1 << 30 ? `${tenths.format(value / 2 ** 30)} GiB` : `${whole.format(value / 2 ** 20)} MiB`;
}

/** @param {number} seconds */
export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3600)} h`;
}

/** @param {number | string} at milliseconds, or a time as the server writes it */
export function clock(at) {
  return new Date(at).toLocaleTimeString('en-GB');
}

/** A machine's word for people: `half-open` is `half open`. */
export function words(name) {
  return name.replaceAll('-', ' ');
}
