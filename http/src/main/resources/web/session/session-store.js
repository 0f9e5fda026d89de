import { openStorage, read, write } from './storage.js';

/** Ends the names of what is kept for trials of an agent: no id of an agent has a dot. */
export const OF_TRIAL = '.trial';

const SESSION = 'parley.session';
const OUTBOX = 'parley.outbox';
const CREATION_KEY = 'parley.creation-key';
const WHILE_STARTING = 'parley.starting';
/** An older key may be that of a session which was started, never heard of here, and has ended since. */
const CREATION_KEY_MS = 3_600_000;

/**
 * State that survives a reload: the session with its token, and the key to start one with, for all tabs of this shop
 * (localStorage), and this tab's commands without an acknowledgement (sessionStorage). Where the browser forbids storage
 * it lasts as long as the page.
 */
export class SessionStore {
  #shared = openStorage('localStorage');
  #own = openStorage('sessionStorage');
  #suffix;

  /**
   * @param {string} [agent] whose sessions these are; absent: the default agent
   * @param {string} [organisation] the short name of the one whose agent it is: several may be at one address
   */
  constructor(agent, organisation) {
    this.#suffix = (organisation ? `@${organisation}` : '') + (agent ? `.${agent}` : '');
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

  /**
   * Does `start` while no other tab does: of two that begin at once, the second finds the first one's session. It may not
   * see it yet: a browser may pass on the lock sooner than what was written under it. Both have the same key then.
   */
  async alone(start) {
    // Only on https and localhost; elsewhere two tabs of one instant both ask, with the same key.
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

  /**
   * To be called by a page that may start a session, long before it does: makes the key for it, so that all tabs know
   * it by then.
   */
  prepareStart(makeKey, now = Date.now()) {
    if (!(read(this.#shared, this.#name(CREATION_KEY))?.madeAt > now - CREATION_KEY_MS)) this.#newKey(makeKey, now);
  }

  /** The key with which this shop's next session is started, whichever tab does it: the server starts one session for it. */
  creationKey(makeKey) {
    return read(this.#shared, this.#name(CREATION_KEY))?.key ?? this.#newKey(makeKey, Date.now());
  }

  #newKey(makeKey, madeAt) {
    const key = makeKey();
    write(this.#shared, this.#name(CREATION_KEY), { key, madeAt });
    return key;
  }

  dropCreationKey() {
    this.#shared.removeItem(this.#name(CREATION_KEY));
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
