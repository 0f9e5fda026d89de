import { openStorage, read, write } from './storage.js';

const SESSION = 'parley.session';
const OUTBOX = 'parley.outbox';
const CREATION_KEY = 'parley.creation-key';
const WHILE_STARTING = 'parley.starting';

/**
 * State that survives a reload: the session with its token for all tabs of this shop (localStorage), and this tab's
 * commands without an acknowledgement (sessionStorage). Where the browser forbids storage it lasts as long as the page.
 */
export class SessionStore {
  #shared = openStorage('localStorage');
  #own = openStorage('sessionStorage');
  #suffix;

  /** @param {string} [agent] whose sessions these are; absent: the default agent */
  constructor(agent) {
    this.#suffix = agent ? `.${agent}` : '';
  }

  /** `{id, token, renewAt}` or null. */
  session() {
    return read(this.#shared, this.#name(SESSION));
  }

  keepSession(session) {
    write(this.#shared, this.#name(SESSION), session);
    this.dropCreationKey();
  }

  /** Whether a `storage` event of the browser says that another tab began a session, or left one. */
  isOurs(event) {
    return event.key === this.#name(SESSION);
  }

  /** Does `start` while no other tab does: of two that begin at once, the second finds the first one's session. */
  async alone(start) {
    // Only on https and localhost; elsewhere two tabs of one instant have a session each.
    if (!navigator.locks) return start();
    let begun = false;
    try {
      return await navigator.locks.request(this.#name(WHILE_STARTING), () => {
        begun = true;
        return start();
      });
    } catch (failure) {
      if (begun) throw failure;
      return start(); // the browser has no locks for a frame to which it forbids storage
    }
  }

  /** Keeps a renewed token unless another tab has begun a new session meanwhile. */
  keepRenewed(session) {
    if (this.session()?.id === session.id) write(this.#shared, this.#name(SESSION), session);
  }

  /** Forgets the session unless another tab has begun a new one meanwhile. */
  forgetSession(id) {
    if (this.session()?.id === id) this.#shared.removeItem(this.#name(SESSION));
    this.dropCreationKey();
  }

  /** The key under which this tab starts its session: the same until it worked, so a reload starts no second one. */
  creationKey(makeKey) {
    const known = read(this.#own, this.#name(CREATION_KEY));
    if (known) return known;
    const key = makeKey();
    write(this.#own, this.#name(CREATION_KEY), key);
    return key;
  }

  dropCreationKey() {
    this.#own.removeItem(this.#name(CREATION_KEY));
  }

  /** Commands without an acknowledgement for the session `id`, or written before there was one. */
  outbox(id) {
    const kept = read(this.#own, this.#name(OUTBOX));
    return kept && (kept.session === id || kept.session === null) ? kept.commands : [];
  }

  keepOutbox(session, commands) {
    if (commands.length > 0) write(this.#own, this.#name(OUTBOX), { session, commands });
    else this.#own.removeItem(this.#name(OUTBOX));
  }

  #name(key) {
    return key + this.#suffix;
  }
}
