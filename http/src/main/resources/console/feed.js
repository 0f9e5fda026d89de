/** Polls the state every two seconds, one request at a time, and only while the page is visible. */

import { Refused, call } from './api.js';

const EVERY_MS = 2000;
const RETRY_MS = [500, 1000, 2000, 3000];

export class Feed {
  #changed;
  #timer = 0;
  #failures = 0;
  #asking = false;

  /** `connecting`, `live`, `lost` (no answer, since `since`) or `locked` (a token is needed). */
  state = 'connecting';
  since = undefined;
  /** How long there was no answer, once there is one again. */
  gone = undefined;

  /** @param {(sample?: object) => void} changed called with every answer, and without one when only the state has changed */
  constructor(changed) {
    this.#changed = changed;
    document.addEventListener('visibilitychange', () => !document.hidden && this.now());
  }

  /** Polls at once: the page is visible again, or a token was given. */
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
