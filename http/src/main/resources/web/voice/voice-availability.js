/** The answer for a server without voice. */
const NONE = { available: false, reason: 'disabled', webrtc: false };

const LOADING_MS = 5_000;

/**
 * Availability of calls: `{available, reason, detail, webrtc}` of `GET /v1/voice` in `known`, which is null until
 * then. Fires `change`.
 */
export class VoiceAvailability extends EventTarget {
  known = null;
  #asking = null;
  #again;

  /** Asks, unless calls are known to be available. Models may be loaded a moment later. */
  look() {
    if (this.known?.available) return;
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
  }

  /** Stops asking. */
  rest() {
    clearTimeout(this.#again);
  }

  async #ask() {
    this.rest();
    try {
      const response = await fetch('/v1/voice', { headers: { Accept: 'application/json' }, cache: 'no-cache', credentials: 'omit' });
      if (response.ok) this.#is(await response.json());
      else if (response.status < 500) this.#is(NONE);
    } catch {
      // No network, or a foreign page in place of the answer: asked again later.
    }
  }

  #is(known) {
    this.known = known;
    if (known.reason === 'loading') this.#again = setTimeout(() => this.look(), LOADING_MS);
    this.dispatchEvent(new Event('change'));
  }
}
