/** Consents: the answers after which a call is recorded. */
const CONSENTS = ['announced', 'agreed'];

/** States of calls whose recordings get longer by themselves. */
const GROWING = ['recording', 'beginning'];

/** Between a consent and the first stored sound, in milliseconds. */
const BEGINNING_MS = 120_000;
const MINUTE_S = 60;
const HOUR_S = 3600;

/**
 * The calls of a session: its recordings, and those of which only the events know.
 *
 * @param recordings as the server lists them
 * @param answers `{call, answer, at}` of each event `recording-answered`
 * @param now in milliseconds
 * @returns `[{id, began, state, millis, gaps, answer}]`, the oldest first. The state is the recording's; or `beginning` or
 *   `erased` after a consent, and `unrecorded` without one
 */
export function recordedCalls(recordings, answers, now) {
  const answerOf = new Map(answers.map(({ call, answer }) => [call, answer]));
  const listed = new Set(recordings.map(({ id }) => id));
  const others = answers.filter(({ call }) => !listed.has(call)).map(({ call, answer, at }) => {
    const state = !CONSENTS.includes(answer) ? 'unrecorded' : Date.parse(at) + BEGINNING_MS > now ? 'beginning' : 'erased';
    return { id: call, began: at, state, millis: 0, gaps: [], answer };
  });
  const stored = recordings.map((each) => ({ ...each, state: stateOf(each), answer: answerOf.get(each.id) }));
  return [...stored, ...others]
    .sort((one, other) => Date.parse(one.began) - Date.parse(other.began));
}

/** A server of an older build names no state. */
function stateOf({ state, complete, millis }) {
  const named = state ?? (complete ? 'complete' : 'recording');
  return named === 'recording' && millis === 0 ? 'beginning' : named;
}

/** Whether the list of these calls is another one in a while. */
export function isGrowing(calls) {
  return calls.some(({ state }) => GROWING.includes(state));
}

/** Such as `1 h 2 min 5 s`. */
export function duration(millis) {
  const all = Math.round(millis / 1000);
  const [hours, minutes, seconds] = [Math.floor(all / HOUR_S), Math.floor((all % HOUR_S) / MINUTE_S), all % MINUTE_S];
  return [hours && `${hours} h`, (hours || minutes) && `${minutes} min`, `${seconds} s`].filter(Boolean).join(' ');
}

/**
 * The answers to the question whether a call may be recorded, among a session's events.
 *
 * @param after number of the last event that was read; @param last that of the session's last one
 */
export async function answersIn(api, session, after, last) {
  const found = [];
  for (let seq = after; seq < last; ) {
    const { events } = await api.get(`${session}/events?after=${seq}`);
    if (events.length === 0) break;
    seq = events.at(-1).seq;
    for (const { at, event } of events)
      if (event.kind === 'recording-answered') found.push({ at, call: event.call, answer: event.answer });
  }
  return found;
}
