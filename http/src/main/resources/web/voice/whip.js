import { ApiFailure } from '../session/session-api.js';

const ANSWER_WITHIN_MS = 8_000;
const UNAUTHORIZED = 401;
const SDP = 'application/sdp';
const FRAGMENT = 'application/trickle-ice-sdpfrag';

/** The HTTP side of a call over WebRTC: WHIP (RFC 9725), and its controls. */
export class Whip {
  #address;
  #access;
  #location = null;

  /**
   * @param {string} address of the session's voice
   * @param {{token: () => string, renew: () => Promise<boolean>}} access
   */
  constructor(address, access) {
    this.#address = new URL(address, location.href).href;
    this.#access = access;
  }

  /** The call's id; null while there is none. */
  get id() {
    return this.#location?.split('/').at(-1) ?? null;
  }

  /** @returns {Promise<string>} the answer's SDP */
  async offer(sdp) {
    const response = await this.#call(this.#address, 'POST', SDP, sdp);
    this.#location = new URL(response.headers.get('Location'), this.#address).href;
    return response.text();
  }

  /** @param {string} fragment of the new offer, RFC 8840; @returns {Promise<string>} that of the answer */
  async restart(fragment) {
    const response = await this.#call(this.#location, 'PATCH', FRAGMENT, fragment, { 'If-Match': '*' });
    return response.text();
  }

  /** @param {object} control such as `{type: 'mute', muted: true}` */
  async tell(control) {
    if (this.#location === null) return; // a new call is told all of it
    await this.#call(this.#location, 'POST', 'application/json', JSON.stringify(control));
  }

  /** Works while the page unloads, too. Its arrival does not matter: a silent call ends by itself. */
  async end() {
    if (this.#location === null) return;
    const gone = this.#location;
    this.#location = null;
    await this.#call(gone, 'DELETE', undefined, undefined).catch((failure) => {
      if (!(failure instanceof ApiFailure)) throw failure;
    });
  }

  async #call(...request) {
    const response = await this.#send(...request);
    if (response.status === UNAUTHORIZED && (await this.#access.renew())) return proven(await this.#send(...request));
    return proven(response);
  }

  #send(address, method, type, body, more = {}) {
    return fetch(address, {
      method,
      headers: { Authorization: `Bearer ${this.#access.token()}`, ...(type && { 'Content-Type': type }), ...more },
      body,
      credentials: 'omit',
      keepalive: method === 'DELETE',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).catch(() => {
      throw new ApiFailure(0, {});
    });
  }
}

async function proven(response) {
  if (!response.ok) throw new ApiFailure(response.status, await response.json().catch(() => ({})));
  return response;
}
