import { backoffMs } from './backoff.js';

const PROTOCOL = 'parley.v1';
const OPEN_WITHIN_MS = 15_000;
const PING_EVERY_MS = 25_000;
const ANSWER_WITHIN_MS = 10_000;
const STEADY_AFTER_MS = 10_000;
const ABNORMAL = 1006;
const NORMAL = 1000;

/**
 * One line to a session over many WebSockets: opens them, notices the dead ones and waits between tries. The owner decides about the time
 * after a close, which it learns from `onClosed(code)`.
 *
 * @typedef {object} Line
 * @property {() => string} url where to connect now, with `after=`
 * @property {() => string} token
 * @property {(frame: object) => void} onFrame
 * @property {(code: number) => void} onClosed
 * @property {(state: 'connecting' | 'waiting', delayMs?: number) => void} onState
 */
export class SessionSocket {
  #line;
  #random;
  #socket = null;
  #failures = 0;
  #liveSince = null;
  #closing = null;
  #wait;
  #deadline;
  #pinging;

  /** @param {Line} line */
  constructor(line, random = Math.random) {
    this.#line = line;
    this.#random = random;
  }

  open() {
    this.stop();
    this.#line.onState('connecting');
    const socket = new WebSocket(this.#line.url(), [PROTOCOL, `bearer.${this.#line.token()}`]);
    this.#socket = socket;
    // An abandoned socket may still deliver; only the current one counts.
    socket.onmessage = ({ data }) => socket === this.#socket && this.#received(JSON.parse(data));
    socket.onclose = ({ code }) => socket === this.#socket && this.#lost(code);
    this.#expectFrameWithin(OPEN_WITHIN_MS);
  }

  /** Everything missed has arrived: the line is good, and from now on it is probed. */
  live() {
    clearTimeout(this.#deadline);
    this.#liveSince = Date.now();
    this.#pinging = setInterval(() => this.probe(), PING_EVERY_MS);
  }

  /** Whether the frame was handed to a socket that is live. Only an acknowledgement proves its arrival. */
  send(frame) {
    if (this.#liveSince === null || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Pings the server; without a pong the socket counts as lost. */
  probe() {
    if (this.send({ type: 'ping', at: Date.now() })) this.#expectFrameWithin(ANSWER_WITHIN_MS);
  }

  /** Comes back after the back-off, and not before `atLeastMs`. */
  reconnect(atLeastMs = 0) {
    const delay = Math.max(atLeastMs, backoffMs(this.#failures, this.#random()));
    this.#failures += 1;
    this.reconnectIn(delay);
  }

  /** Comes back in `delayMs`: the server said when. */
  reconnectIn(delayMs) {
    this.stop();
    this.#wait = setTimeout(() => this.open(), delayMs);
    this.#line.onState('waiting', delayMs);
  }

  /** Lets go of the socket and of all plans. */
  stop() {
    const socket = this.#socket;
    this.#forget();
    clearTimeout(this.#wait);
    socket?.close(NORMAL);
  }

  #received(frame) {
    if (this.#liveSince === null) this.#expectFrameWithin(OPEN_WITHIN_MS);
    else clearTimeout(this.#deadline);
    if (frame.type === 'closing') this.#closing = frame.code;
    this.#line.onFrame(frame);
  }

  #lost(code) {
    // The frame has the reason even when the network breaks before the close arrives.
    const reason = this.#closing ?? code;
    const steady = this.#liveSince !== null && Date.now() - this.#liveSince > STEADY_AFTER_MS;
    if (steady) this.#failures = 0;
    this.#forget();
    this.#line.onClosed(reason);
  }

  #expectFrameWithin(ms) {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => {
      const socket = this.#socket;
      this.#lost(ABNORMAL);
      socket?.close(NORMAL);
    }, ms);
  }

  #forget() {
    this.#socket = null;
    this.#liveSince = null;
    this.#closing = null;
    clearTimeout(this.#deadline);
    clearInterval(this.#pinging);
  }
}
