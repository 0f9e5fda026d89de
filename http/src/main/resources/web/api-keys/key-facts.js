/** The server allows some more. */
const DAYS_MAX = 3650;

/** @returns `valid`, `expired`, `revoked`, or `powerless` when its owner has none of its permissions; @param now in milliseconds */
export function stateOf({ expiresAt, revokedAt, scopes, lost = [] }, now) {
  if (revokedAt) return 'revoked';
  if (expiresAt && Date.parse(expiresAt) <= now) return 'expired';
  return lost.length === scopes.length ? 'powerless' : 'valid';
}

/** The days of the reader's calendar that may be a key's last one: `{first, last}`, such as `2027-01-31`. */
export function lastDays(now = new Date()) {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  return { first: written(now), last: written(new Date(year, month, day + DAYS_MAX)) };
}

/** When a key ends that is valid on this day of the reader's calendar: at its midnight. Undefined without a day. */
export function endOf(day) {
  if (!day) return undefined;
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year, month - 1, date + 1).toISOString();
}

/** The lines of a text that are not blank. */
export function linesOf(text) {
  return text.split('\n').map((line) => line.trim()).filter(Boolean);
}

function written(date) {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${date.getFullYear()}-${month}-${day}`;
}
