const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

/** The time of day in the reader's own manner. */
export function timeOf(instant) {
  return clock.format(new Date(instant));
}

/** The day when it is another one than that of `before` (null: the first one, shown unless it is today). */
export function newDay(instant, before) {
  if (instant === null) return null;
  const shown = day.format(new Date(instant));
  const known = day.format(before === null ? new Date() : new Date(before));
  return shown === known ? null : shown;
}
