import { mergeCall, statusAfter, withForm, withProgress } from './calls.js';

/**
 * A conversation as a customer sees it, folded from the server's frames. Pure: no clock, no network, no DOM, and every
 * change gives new objects, so that what has not changed need not be drawn again.
 *
 * Entries, in the order in which they began:
 * - `{kind: 'said', key, seq, id, by, text, spoken, at}`
 * - `{kind: 'turn', key, turn, said, status, text, heard, attempt, stale, sources, degraded, truncated,
 *   problem, calls, at}`;
 *   `status` is `open`, `completed`, `interrupted` or `failed`. While it is open, `text` is the preview made of deltas, and
 *   `stale` while the reply is remade and nothing of it has come yet. `problem` says why it failed. `heard` is what
 *   of a completed reply was said aloud when it was cut off, null when it was not
 *
 * `ended` is `{reason, by, at}`, `rated` the last rating `{score, comment, at}`, `call` the last that was told of a call,
 * `{call, phase, words, voice, reason}`; null while there is none.
 */
export function emptyConversation() {
  return { seq: 0, caughtUp: false, entries: [], typing: null, ended: null, rated: null, call: null };
}

/** The turn that is being answered, or undefined. */
export function openTurn(conversation) {
  return conversation.entries.findLast((e) => e.kind === 'turn' && e.status === 'open');
}

/** The running call on this session, here or elsewhere; or null. */
export function callOf({ call }) {
  return call === null || call.phase === 'ended' ? null : call;
}

/** Each source once: several passages of a document may have been read. */
export function onceEach(sources) {
  const seen = new Set();
  return sources.filter(({ ref, title }) => {
    const name = ref || title;
    return !seen.has(name) && seen.add(name);
  });
}

/** The words that a turn answers, for saying them again. */
export function wordsOf(conversation, turn) {
  return conversation.entries
    .filter((e) => e.kind === 'said' && e.by === 'customer' && turn.said.includes(e.seq))
    .map((e) => e.text)
    .join('\n');
}

/** The conversation after `frame`. An event that was seen before, or that comes out of order, changes nothing. */
export function apply(conversation, frame) {
  switch (frame.type) {
    case 'event':
      if (frame.seq !== conversation.seq + 1) return conversation;
      return { ...record(conversation, frame), seq: frame.seq };
    case 'delta':
      return preview(conversation, frame);
    case 'typing':
      // Our own typing in another tab is nothing to wait for.
      return frame.by === 'customer' ? conversation : { ...conversation, typing: frame.by };
    case 'tool-progress':
      return reported(conversation, frame, withProgress);
    case 'form':
      return reported(conversation, frame, withForm);
    case 'call':
      return { ...conversation, call: { ...frame, words: frame.words ?? '' } };
    case 'caught-up':
      return { ...conversation, caughtUp: true };
    default:
      return conversation; // acknowledgements and connection matters are not part of what was said
  }
}

export function withoutTyping(conversation) {
  return { ...conversation, typing: null };
}

/** Without a connection the state of a call is unknown. */
export function withoutCall(conversation) {
  return conversation.call === null ? conversation : { ...conversation, call: null };
}

export function withRating(conversation, rated) {
  return { ...conversation, rated };
}

function record(conversation, { seq, at, event }) {
  switch (event.kind) {
    case 'session-started':
      return event.organisation ? { ...conversation, organisation: event.organisation } : conversation;
    case 'said':
      return add(silenced(understood(conversation, event), event.by), {
        kind: 'said', key: `s${seq}`, seq, at, id: event.id, by: event.by, text: event.text, spoken: isSpoken(event),
      });
    case 'turn-started':
      return updateTurn(conversation, event.turn, (t) => ({ ...t, at, said: event.said ?? [] }));
    case 'turn-resumed':
      return resumed(conversation, event);
    case 'reply-completed':
      return close(conversation, event, {
        status: 'completed', at, text: event.text, sources: sourcesIn(conversation, event), degraded: event.degraded === true,
        truncated: event.truncated === true,
      });
    case 'reply-cut':
      return cut(conversation, event);
    case 'turn-interrupted':
      return close(conversation, event, { status: 'interrupted', at, text: event.heard ?? '' });
    case 'turn-failed':
      return close(conversation, event, { status: 'failed', at, text: '', problem: event.problem ?? {} });
    case 'rated':
      return withRating(conversation, { score: event.score, comment: event.comment ?? '', at });
    case 'session-ended':
      return { ...conversation, typing: null, ended: { reason: event.reason, by: event.by, at } };
    default: {
      const status = statusAfter(event);
      // Otherwise hidden, or a kind from a newer server.
      return status === undefined ? conversation : updateCall(conversation, event, status);
    }
  }
}

function silenced(conversation, by) {
  return conversation.typing === by ? withoutTyping(conversation) : conversation;
}

/** An older server sends no modality: there, words by `voice` are spoken. */
function isSpoken({ modality, channel }) {
  return modality === 'spoken' || (modality === undefined && channel === 'voice');
}

/** The spoken words are in the conversation now. */
function understood(conversation, event) {
  const { call } = conversation;
  if (call === null || event.by !== 'customer' || !isSpoken(event)) return conversation;
  return { ...conversation, call: { ...call, words: '' } };
}

function cut(conversation, { turn, heard }) {
  const known = conversation.entries.some((e) => e.kind === 'turn' && e.turn === turn);
  return known ? updateTurn(conversation, turn, (t) => ({ ...t, heard: heard ?? '' })) : conversation;
}

function add(conversation, entry) {
  return { ...conversation, entries: [...conversation.entries, entry] };
}

function close(conversation, { turn }, end) {
  return updateTurn(silenced(conversation, 'bot'), turn, (t) => ({ ...t, stale: false, ...end }));
}

/** The held text is void, but stays visible until words of the new attempt replace it. */
function resumed(conversation, { turn, attempt }) {
  return updateTurn(conversation, turn, (t) =>
    t.status === 'open' && attempt > t.attempt ? { ...t, attempt, stale: t.text !== '' } : t,
  );
}

/** PROTOCOL.md: a higher attempt discards all that is held; cut at `from`, then append. */
function preview(conversation, { turn, attempt, from, text }) {
  const known = conversation.entries.find((e) => e.kind === 'turn' && e.turn === turn);
  if (known ? known.status !== 'open' : isPast(conversation, turn)) return conversation;
  const held = known && known.attempt === attempt && !known.stale ? known.text : '';
  // A delta of an attempt that was given up, or one that continues words we never got, would show a wrong text.
  if ((known && attempt < known.attempt) || from > held.length) return conversation;
  return updateTurn(conversation, turn, (t) => ({
    ...t, attempt, stale: false, text: held.slice(0, from) + text,
  }));
}

/** Each with the organisation whose document it is, if it is not the installation's own. */
function sourcesIn({ organisation }, { sources = [] }) {
  const each = onceEach(sources);
  return organisation ? each.map((source) => ({ ...source, organisation })) : each;
}

function isPast(conversation, turn) {
  return conversation.entries.some((e) => e.kind === 'turn' && e.turn > turn);
}

function updateTurn(conversation, turn, change) {
  const { entries } = conversation;
  const index = entries.findLastIndex((e) => e.kind === 'turn' && e.turn === turn);
  if (index >= 0) return { ...conversation, entries: entries.with(index, change(entries[index])) };
  return add(conversation, change({
    kind: 'turn', key: `t${turn}`, turn, said: [], status: 'open', text: '', heard: null, attempt: 0,
    stale: false, sources: [], degraded: false, truncated: false, problem: null, calls: [], at: null,
  }));
}

/** Not stored: what is told of a call that is over, or was never seen, changes nothing. */
function reported(conversation, frame, change) {
  const turn = openTurn(conversation);
  if (turn === undefined) return conversation;
  return updateTurn(conversation, turn.turn, (t) => ({ ...t, calls: change(t.calls, frame) }));
}

/** Finds the call where it was first seen: later events of a call need not name its turn. */
function updateCall(conversation, event, status) {
  const owner = conversation.entries.findLast(
    (e) => e.kind === 'turn' && e.calls.some((c) => c.call === event.call),
  );
  const turn = owner?.turn ?? event.turn;
  if (turn === undefined) return conversation;
  return updateTurn(conversation, turn, (t) => ({ ...t, calls: mergeCall(t.calls, event, status) }));
}
