import { afterClose } from './close-codes.js';
import { spreadMs } from './backoff.js';
import { apply, emptyConversation, openTurn, withRating, withoutCall, withoutTyping } from './conversation.js';
import { customerToken } from './customer.js';
import { newId } from './ids.js';
import { Outbox } from './outbox.js';
import { Rating } from './rating.js';
import { SessionApi } from './session-api.js';
import { SessionLife } from './session-life.js';
import { SessionSocket } from './session-socket.js';
import { SessionStore } from './session-store.js';

const TYPING_EVERY_MS = 3_000;
const TYPING_SHOWN_MS = 6_000;
/** News of a running call comes every 20 s at the latest; without any for this long it has ended. */
const CALL_SHOWN_MS = 60_000;
const WAITING = new Set(['waiting', 'resting', 'asleep', 'refused']);
const TOO_LARGE = { status: 413, title: 'The message is too long.' };

/**
 * A customer's end of a session: protocol version 1 (PROTOCOL.md). Knows nothing of the page; it fires
 *
 * - `change`: `conversation`, `connection`, `saying` or `rating` is another one
 * - `news` with a durable event in `detail`, unless it is the history that a page finds when it opens
 * - `returned` with `{texts, problem?}`: words that were not stored and go back to their author
 * - `draining` when the server shuts down: it, or another one, is back soon
 *
 * `connection.state` is `none` (no session yet), `starting`, `connecting`, `waiting` (with `retryAt`), `live`,
 * `resting` (closed as idle), `asleep` (put to sleep by the page), `refused`, or one from which only `startAnew` leads on: `ended`, `gone`, `expired`.
 */
export class SessionClient extends EventTarget {
  conversation = emptyConversation();
  connection = { state: 'none' };
  /** Another tab has begun a new conversation while this one shows an old one; `follow` goes there. */
  elsewhere = false;
  /** The `state` and `problem` of a rating. */
  rating;
  #api;
  #store;
  #fold;
  #life;
  #outbox;
  #socket;
  #random;
  #renewals = 0;
  #caughtUpOnce = false;
  #typedAt = -Infinity;
  #decided = new Set();
  #typingShown;
  #callShown;

  /**
   * @param {object} [options]
   * @param {() => {agent?: string, language?: string}} [options.wishes] for a session that is about to start
   * @param {typeof apply} [options.fold] the conversation after a frame, as its reader sees it
   */
  constructor({ api = new SessionApi(), store = new SessionStore(), wishes = () => ({}), fold = apply, random = Math.random } = {}) {
    super();
    this.#api = api;
    this.#store = store;
    this.#fold = fold;
    this.#random = random;
    this.#life = new SessionLife(api, store, {
      wishes,
      customerToken,
      onSession: () => this.#connect(),
      onState: (state) => this.#connectionIs({ state }),
      onRefused: (problem) => this.#giveBack('none', problem),
      onRenewed: (token) => this.#socket.send({ type: 'renew', token }),
    });
    this.#socket = new SessionSocket(
      {
        url: () => api.socketUrl(this.#life.session.id, this.conversation.seq),
        token: () => this.#life.session.token,
        onFrame: (frame) => this.#hear(frame),
        onClosed: (code) => this.#closed(code),
        onState: (state, ms) =>
          this.#connectionIs({ state, retryAt: ms === undefined ? undefined : Date.now() + ms }),
      },
      random,
    );
    this.#outbox = this.#newOutbox([]);
    this.rating = new Rating({
      send: (frame) => this.#socket.send(frame),
      post: (rating) => this.#api.rate(this.#life.session, rating),
      renew: () => this.#life.renew(),
      onStored: (rating) => this.#rated(rating),
      onChange: () => this.#changed(),
    });
  }

  /** Messages sent here that are not yet part of the conversation. */
  get saying() {
    return this.#outbox.saying();
  }

  /** `{id, token}` of the conversation, the token a fresh one; null while there is none. */
  get session() {
    return this.#life.session;
  }

  /** There is a conversation that has not been loaded yet. */
  get loading() {
    const { entries, caughtUp } = this.conversation;
    return this.#life.session !== null && !caughtUp && entries.length === 0 && !this.over;
  }

  /** Whether there is an end that can be rated. */
  get rateable() {
    return this.#life.session !== null && this.conversation.ended !== null;
  }

  /** Nothing can be said here any more. */
  get over() {
    return (
      this.conversation.ended !== null || ['gone', 'expired'].includes(this.connection.state)
    );
  }

  /** Resumes this browser's session, if it has one. */
  resume() {
    if (this.connection.state !== 'none') return;
    const found = this.#life.adopt();
    this.#outbox = this.#newOutbox(this.#store.outbox(this.#life.session?.id ?? null));
    if (found) this.#connect();
    else if (this.saying.length > 0) this.#life.begin();
  }

  /** Opens another session than the one of before: `{id, token}`. */
  adopt({ id, token }) {
    if (id === this.#life.session?.id) return;
    this.startAnew();
    this.#life.keep({ id, token });
    this.resume();
  }

  say(text) {
    this.#command({ type: 'say', text });
    if (!this.#life.session) this.#life.begin();
    else if (['resting', 'asleep'].includes(this.connection.state)) this.#socket.open();
  }

  /** Begins a session without words, if there is none. False when the server will not start one. */
  async begin() {
    if (!this.#life.session) await this.#life.begin();
    else if (['resting', 'asleep'].includes(this.connection.state)) this.#socket.open();
    return this.#life.session !== null;
  }

  /** A fresh token, for when the server takes the old one no more. Whether there is one. */
  renew() {
    return this.#life.renew();
  }

  /** Stops the reply under way. */
  interrupt() {
    const turn = openTurn(this.conversation);
    if (turn) this.#command({ type: 'interrupt', turn: turn.turn });
  }

  /** Answers once whether a call may be made, of which the customer was asked: `approve` or `reject`. */
  decide(call, decision) {
    if (this.#decided.has(call)) return;
    this.#decided.add(call);
    this.#command({ type: 'decide', call, decision });
  }

  /** Replies to the question of a call: `accept` with the values, or `decline`. It stays until the server closes it. */
  fill(form, action, content) {
    this.#socket.send({ type: 'form', form, action, ...(content ? { content } : {}) });
  }

  end() {
    this.#command({ type: 'end' });
  }

  /** @param {number} score from 1 to 5; @param {string} comment may be empty */
  rate(score, comment) {
    this.rating.rate(score, comment);
  }

  /** To be called with every key; tells the others at most once in three seconds. */
  typing(now = Date.now()) {
    if (now - this.#typedAt < TYPING_EVERY_MS) return;
    if (this.#socket.send({ type: 'typing' })) this.#typedAt = now;
  }

  /** Leaves this conversation behind; the next words start a new one. */
  startAnew() {
    this.#socket.stop();
    this.#life.forget();
    this.#outbox.takeTexts();
    this.rating.clear();
    this.conversation = emptyConversation();
    this.#caughtUpOnce = false;
    this.elsewhere = false;
    this.#connectionIs({ state: 'none' });
  }

  /** For the browser's `storage` events: joins what another tab has begun, or tells of it where an old one is shown. */
  hearOfOthers(event) {
    if (!this.#store.isOurs(event)) return;
    const theirs = this.#store.session();
    const news = theirs !== null && theirs.id !== this.#life.session?.id;
    if (news && this.connection.state === 'none') this.resume();
    this.elsewhere = news && this.over;
    this.#changed();
  }

  /** Leaves the old conversation for the one that another tab has begun. */
  follow() {
    this.startAnew();
    this.resume();
  }

  /** The customer or the network is back: reconnects at once. */
  wake() {
    const { state } = this.connection;
    if (state === 'live') this.#socket.probe();
    else if (this.#life.session && WAITING.has(state)) this.#socket.open();
  }

  /** Lets the line go while the browser keeps the page asleep; `wake` brings it back. */
  rest() {
    if (!this.#life.session || this.over) return;
    this.#socket.stop();
    this.#connectionIs({ state: 'asleep' });
  }

  /** After a close for idleness: the page is still in use. */
  comeBack() {
    this.#socket.reconnect();
  }

  #connect() {
    this.#renewals = 0;
    this.#socket.open();
  }

  #command(command) {
    this.#outbox.add({ ...command, id: newId() });
    this.#changed();
  }

  #hear(frame) {
    if (frame.type === 'event' && frame.seq > this.conversation.seq + 1) {
      this.#socket.reconnect(); // something is missing in between: ask for it again
      return;
    }
    const before = this.conversation;
    this.conversation = this.#fold(before, frame);
    if (frame.type === 'event' && this.conversation !== before) this.#recorded(frame.event);
    else if (frame.type === 'accepted') this.#accepted(frame, before.seq);
    else if (frame.type === 'rejected') this.#rejected(frame);
    else if (frame.type === 'caught-up') this.#live();
    else if (frame.type === 'draining') this.#draining(frame);
    else if (frame.type === 'typing') this.#showTyping();
    else if (frame.type === 'call') this.#showCall();
    if (frame.type !== 'pong') this.#changed();
  }

  #recorded(event) {
    if (event.id !== undefined) {
      this.#outbox.take(event.id);
      this.rating.stored(event.id);
    }
    if (this.#caughtUpOnce) this.dispatchEvent(new CustomEvent('news', { detail: event }));
  }

  #accepted({ id, seq }, heardUpTo) {
    this.#outbox.accepted(id, seq, heardUpTo);
    this.rating.stored(id);
  }

  #rated({ score, comment = '' }) {
    // Where there is no line any more, the event comes only with the next visit.
    this.conversation = withRating(this.conversation, { score, comment, at: new Date().toISOString() });
    this.#changed();
  }

  #rejected({ id, problem }) {
    if (this.rating.refused(id, problem)) return;
    const frame = this.#outbox.rejected(id, problem);
    if (frame?.type === 'say') this.#giveTextsBack([frame.text], problem);
  }

  #live() {
    this.#caughtUpOnce = true;
    this.#renewals = 0;
    this.#socket.live();
    this.#connectionIs({ state: 'live' });
    this.#outbox.sendAll();
  }

  #draining({ reconnectAfterMs }) {
    this.#socket.reconnectIn(spreadMs(reconnectAfterMs, this.#random()));
    this.dispatchEvent(new Event('draining'));
  }

  #showTyping() {
    clearTimeout(this.#typingShown);
    this.#typingShown = setTimeout(() => {
      this.conversation = withoutTyping(this.conversation);
      this.#changed();
    }, TYPING_SHOWN_MS);
  }

  #showCall() {
    clearTimeout(this.#callShown);
    this.#callShown = setTimeout(() => {
      this.conversation = withoutCall(this.conversation);
      this.#changed();
    }, CALL_SHOWN_MS);
  }

  #closed(code) {
    const { then, atLeastMs } = afterClose(code);
    this.rating.lineLost();
    this.conversation = withoutCall(this.conversation);
    if (then === 'finished' && this.conversation.ended) this.#connectionIs({ state: 'ended' });
    else if (then === 'renew') this.#renewOrExpire();
    else if (then === 'gone') this.#giveBack('gone');
    else if (then === 'rest') this.#connectionIs({ state: 'resting' });
    else if (then === 'refused') this.#connectionIs({ state: 'refused' });
    else if (then === 'start-over') this.#startOver();
    else {
      if (then === 'too-large') this.#giveTextsBack(this.#outbox.takeTexts(), TOO_LARGE);
      this.#socket.reconnect(atLeastMs);
    }
  }

  /** The server's journal is behind this page: it was restored from a backup. */
  #startOver() {
    this.conversation = emptyConversation();
    this.#caughtUpOnce = false;
    this.#outbox.startOver();
    this.#socket.reconnect();
  }

  async #renewOrExpire() {
    this.#renewals += 1;
    // A token that was renewed and is refused again will not get better by a third.
    const renewed = this.#renewals < 3 && (await this.#life.renew());
    if (renewed) this.#socket.reconnect();
    else this.#giveBack('expired');
  }

  #giveBack(state, problem) {
    const texts = this.#outbox.takeTexts();
    if (state !== 'none') this.#life.forget();
    this.#connectionIs({ state });
    this.#giveTextsBack(texts, problem);
  }

  #giveTextsBack(texts, problem) {
    if (texts.length === 0) return;
    this.dispatchEvent(new CustomEvent('returned', { detail: { texts, problem } }));
  }

  #newOutbox(frames) {
    this.#outbox?.drop();
    return new Outbox(
      frames,
      (frame) => this.#socket.send(frame),
      (left) => this.#store.keepOutbox(this.#life.session?.id ?? null, left),
      this.#random,
    );
  }

  #connectionIs(connection) {
    this.connection = connection;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
