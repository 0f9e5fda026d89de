const SESSION = 'parley.session';
const OUTBOX = 'parley.outbox';
const CREATION_KEY = 'parley.creation-key';

/**
 * What survives a reload: the session with its token for all tabs of this shop (localStorage), and what this tab
 * has not yet got an acknowledgement for (sessionStorage). Where the browser forbids storage it lasts as long as the page.
 */
export class SessionStore {
  #shared;
  #own;

  constructor(shared = openStorage('localStorage'), own = openStorage('sessionStorage')) {
    this.#shared = shared;
    this.#own = own;
  }

  /** `{id, token, renewAt}` or null. */
  session() {
    return read(this.#shared, SESSION);
  }

  keepSession(session) {
    write(this.#shared, SESSION, session);
    this.dropCreationKey();
  }

  /** Keeps a renewed token unless another tab has begun a new session meanwhile. */
  keepRenewed(session) {
    if (this.session()?.id === session.id) write(this.#shared, SESSION, session);
  }

  /** Forgets the session unless another tab has begun a new one meanwhile. */
  forgetSession(id) {
    if (this.session()?.id === id) this.#shared.removeItem(SESSION);
    this.dropCreationKey();
  }

  /** The key under which this tab starts its session: the same until it worked, so a reload starts no second one. */
  creationKey(makeKey) {
    const known = read(this.#own, CREATION_KEY);
    if (known) return known;
    const key = makeKey();
    write(this.#own, CREATION_KEY, key);
    return key;
  }

  dropCreationKey() {
    this.#own.removeItem(CREATION_KEY);
  }

  /** Commands without an acknowledgement for the session `id`, or written before there was one. */
  outbox(id) {
    const kept = read(this.#own, OUTBOX);
    return kept && (kept.session === id || kept.session === null) ? kept.commands : [];
  }

  keepOutbox(session, commands) {
    if (commands.length > 0) write(this.#own, OUTBOX, { session, commands });
    else this.#own.removeItem(OUTBOX);
  }
}

function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    storage.removeItem(key); // not ours, or cut off half-way: as good as absent
    return null;
  }
}

function write(storage, key, value) {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // Full: the page goes on, only a reload will not find this.
  }
}

function openStorage(name) {
  try {
    const storage = globalThis[name];
    storage.getItem(SESSION);
    return storage;
  } catch {
    return memoryStorage(); // forbidden by the browser's privacy settings
  }
}

function memoryStorage() {
  const values = new Map();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, value),
    removeItem: (key) => values.delete(key),
  };
}
