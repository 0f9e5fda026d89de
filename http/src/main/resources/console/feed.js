/** Asks for the state of things every two seconds, one question at a time, and only while somebody can see the page. */

import { Refused, call } from './api.js';

const EVERY_MS = 2000;
const RETRY_MS = [500, 1000, 2000, 3000];

export class Feed {
  #changed;
  #timer = 0;
  #failures = 0;
  #asking = false;

  /** `connecting`, `live`, `lost` (nobody answers, since `since`) or `locked` (a token is needed). */
  state = 'connecting';
  since = undefined;
  /** How long nobody answered, once somebody does again. */
  gone = undefined;

  /** @param {(sample?: object) => void} changed called with every answer, and without one when only the state has changed */
  constructor(changed) {
    this.#changed = changed;
    document.addEventListener('visibilitychange', () => !document.hidden && this.now());
  }

  /** Asks at once: somebody came back to the page, or has given a token. */
  now() {
    clearTimeout(this.#timer);
    if (!this.#asking) void this.#ask();
  }

  async #ask() {
    this.#asking = true;
    try {
      const sample = await call('/live');
      if (this.state === 'lost') this.gone = { from: this.since, to: Date.now() };
      this.#failures = 0;
      this.state = 'live';
      this.since = undefined;
      this.#changed(sample);
    } catch (failure) {
      this.#failed(failure);
    } finally {
      this.#asking = false;
    }
    clearTimeout(this.#timer);
    if (this.state === 'locked' || document.hidden) return;
    const wait = this.#failures ? RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] : EVERY_MS;
    this.#timer = setTimeout(() => this.now(), wait);
  }

  #failed(failure) {
    this.#failures++;
    if (failure instanceof Refused && failure.status === 401) this.state = 'locked';
    else if (this.state !== 'lost') {
      this.state = 'lost';
      this.since = Date.now();
      this.gone = undefined;
    }
    this.#changed();
  }
}
