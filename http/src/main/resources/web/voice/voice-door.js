/** What a server says that knows no voice at all. */
const NONE = { available: false, reason: 'disabled', webrtc: false };

const LOADING_MS = 5_000;

/**
 * How this server's voice is: `{available, reason, detail, webrtc}` of `GET /v1/voice` in `known`, which is null until
 * then. Fires `change`.
 */
export class VoiceDoor extends EventTarget {
  known = null;
  #asking = null;
  #again;

  /** Asks, unless it is known that one can talk. Models may be there a moment later. */
  look() {
    if (this.known?.available) return;
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
  }

  /** Asks no more by itself. */
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
      // No network, or somebody else's page in place of the answer: asked again when there is one.
    }
  }

  #is(known) {
    this.known = known;
    if (known.reason === 'loading') this.#again = setTimeout(() => this.look(), LOADING_MS);
    this.dispatchEvent(new Event('change'));
  }
}
