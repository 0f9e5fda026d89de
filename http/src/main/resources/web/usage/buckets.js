const DAY_MS = 86_400_000;
const HOURS = 24;

/** The kinds of usage, in the order of the page. */
export const KINDS = ['sessions', 'turns', 'messages', 'input-tokens', 'output-tokens', 'tool-calls', 'call-millis', 'archive-bytes', 'recording-bytes', 'document-bytes'];
/** Those of which the records are changes of what is there. */
export const STORED = ['archive-bytes', 'recording-bytes', 'document-bytes'];

/** A day as `2026-11-26`, that many days after another one. */
export function dayAfter(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(from, to) {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) + 1;
}

/**
 * The sums of a report by kind, with a bucket for each day or hour, also for those without any. The hour that a change of the
 * clocks repeats is one bucket, the one that it leaves out is 0.
 *
 * @param report answer of `GET /v1/usage/records`
 * @returns {Map<string, {key: string, amount: number}[]>}
 */
export function bucketsOf({ from, to, zone, step, rows, before }) {
  const keys = keysBetween(from, to, step);
  const keyOf = keysIn(zone, step);
  const sums = new Map(KINDS.map((kind) => [kind, new Map(keys.map((key) => [key, 0]))]));
  for (const { start, kind, amount } of rows) {
    const of = sums.get(kind);
    const key = keyOf(start);
    // another release may know more kinds
    if (of?.has(key)) of.set(key, of.get(key) + amount);
  }
  const found = new Map([...sums].map(([kind, of]) => [kind, [...of].map(([key, amount]) => ({ key, amount }))]));
  for (const kind of STORED) {
    let stored = before?.[kind] ?? 0;
    for (const bucket of found.get(kind)) {
      stored += bucket.amount;
      bucket.amount = stored;
    }
  }
  return found;
}

/** Usage of the whole time; of stored things, the amount at its end. */
export function totalOf(kind, buckets) {
  return STORED.includes(kind) ? (buckets.at(-1)?.amount ?? 0) : buckets.reduce((sum, { amount }) => sum + amount, 0);
}

/** All buckets with a column for each kind (RFC 4180), in the units of the API. */
export function csvOf(buckets) {
  const [first] = buckets.values();
  const lines = [['start', ...KINDS].join(',')];
  first.forEach(({ key }, index) => lines.push([key, ...KINDS.map((kind) => buckets.get(kind)[index].amount)].join(',')));
  return `${lines.join('\r\n')}\r\n`;
}

function keysBetween(from, to, step) {
  const days = Array.from({ length: daysBetween(from, to) }, (_, index) => dayAfter(from, index));
  if (step !== 'hour') return days;
  return days.flatMap((day) => Array.from({ length: HOURS }, (_, hour) => `${day} ${String(hour).padStart(2, '0')}:00`));
}

/** @returns the bucket of an instant, by the clocks of the zone */
function keysIn(zone, step) {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' });
  return (instant) => {
    const { year, month, day, hour } = Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
    return step === 'hour' ? `${year}-${month}-${day} ${hour}:00` : `${year}-${month}-${day}`;
  };
}
