/** What a server says that knows no voice at all. */
const NONE = { available: false, reason: 'disabled', webrtc: false };

/** How this server's voice is: `{available, reason, detail, webrtc}` of `GET /v1/voice`; `known` is null until then. */
export class VoiceDoor {
  known = null;
  #asking = null;

  /** Asks, unless it is known. Whether it is now. */
  look() {
    if (this.known !== null) return Promise.resolve(true);
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask() {
    try {
      const response = await fetch('/v1/voice', { headers: { Accept: 'application/json' }, credentials: 'omit' });
      if (response.ok) this.known = await response.json();
      else if (response.status < 500) this.known = NONE;
    } catch {
      // No network, or somebody else's page in place of the answer: asked again when there is one.
    }
    return this.known !== null;
  }
}
