import { texts } from './texts.js';
import { numberOf } from './times.js';

const TICK_MS = 1_000;
const TOO_MANY_REQUESTS = 429;
const TOO_LARGE = 413;
const SESSION_ENDED = '/problems/session-ended';
const TOO_MANY_WAITING = '/problems/too-many-waiting';

/**
 * Why a message was returned, in a sentence, and how long it has to wait. A reactive controller of Lit: the time
 * counts down on the page.
 */
export class Refusal {
  /** To be shown. */
  text = '';
  /** To be read aloud: the same without the ticking. */
  spoken = '';
  #host;
  #until = 0;
  #ticking;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected() {
    clearInterval(this.#ticking);
  }

  get waiting() {
    return this.#until > Date.now();
  }

  /** @param {object} [problem] the RFC 9457 problem, absent when they could not be delivered */
  because(problem) {
    this.clear();
    if (problem?.status === TOO_MANY_REQUESTS) this.#wait(problem.retryAfterSeconds ?? 0);
    else this.#say(reason(problem));
  }

  /** A new text is a new try, but the time to wait stays. */
  edited() {
    if (!this.waiting) this.clear();
  }

  clear() {
    clearInterval(this.#ticking);
    this.#until = 0;
    this.#say('');
  }

  #wait(seconds) {
    this.#until = Date.now() + seconds * TICK_MS;
    this.#tick();
    this.spoken = this.text;
    this.#ticking = setInterval(() => this.#tick(), TICK_MS);
  }

  #tick() {
    const seconds = Math.ceil((this.#until - Date.now()) / TICK_MS);
    const { rate, waitSeconds, waitOver } = texts.refused;
    if (seconds > 0) {
      this.#say(`${rate} ${waitSeconds(seconds, numberOf(seconds))}`, this.spoken);
    } else {
      clearInterval(this.#ticking);
      this.#say(waitOver);
    }
  }

  #say(text, spoken = text) {
    this.text = text;
    this.spoken = spoken;
    this.#host.requestUpdate();
  }
}

function reason(problem) {
  const { tooLong, busy, ended, undelivered } = texts.refused;
  if (problem?.status === TOO_LARGE) return tooLong;
  if (problem?.type === SESSION_ENDED) return ended;
  if (problem?.type === TOO_MANY_WAITING) return busy;
  return undelivered;
}
