import { apply } from '../session/conversation.js';

/** Events that customers are not shown, or not as entries: each is one line between the messages. */
const NOTED = ['taken-over', 'handed-back', 'transfer-asked', 'transfer-settled', 'recording-answered', 'recording-gap', 'call-measured', 'words-checked', 'session-ended'];

/**
 * The conversation as people of the company see it: that of customers (`session/conversation.js`), and
 * - entries `{kind: 'note', key, at, event}`; a settled transfer's event has the `target` that was asked for
 * - `leader`: the party that has taken over, null while the agent answers
 * - `channel` on which it has begun
 * - `typing` may be the customer
 */
export function applyForStaff(conversation, frame) {
  if (frame.type === 'typing' && frame.by === 'customer') return { ...conversation, typing: 'customer' };
  const next = apply(conversation, frame);
  // seen before, or out of order
  if (frame.type !== 'event' || next === conversation) return next;
  const { seq, at, event } = frame;
  const seen = { ...next, leader: leaderAfter(event, next.leader), channel: event.kind === 'session-started' ? event.channel : next.channel };
  if (!NOTED.includes(event.kind)) return seen;
  return { ...seen, entries: [...seen.entries, { kind: 'note', key: `n${seq}`, at, event: named(event, seen.entries) }] };
}

function leaderAfter({ kind, by }, before = null) {
  if (kind === 'taken-over') return by;
  return kind === 'handed-back' ? null : before;
}

function named(event, entries) {
  if (event.kind !== 'transfer-settled') return event;
  const asked = entries.find(({ kind, event: other }) => kind === 'note' && other.kind === 'transfer-asked' && other.id === event.order);
  return { ...event, target: asked?.event.target ?? event.order };
}
