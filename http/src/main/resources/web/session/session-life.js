import { backoffMs } from './backoff.js';
import { newId } from './ids.js';
import { renewalTime } from './token.js';

const RENEW_AGAIN_MS = 60_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The session itself and its token: started when there is something to say, kept for the next visit, renewed before the
 * token runs out.
 *
 * @typedef {object} Owner
 * @property {() => void} onSession there is a session to connect to
 * @property {() => {agent?: string, language?: string}} wishes for a session that is about to start
 * @property {() => Promise<string | undefined>} customerToken says who the customer of that session is
 * @property {(state: 'starting') => void} onState
 * @property {(problem: object) => void} onRefused the server will not start one
 * @property {(token: string) => void} onRenewed
 */
export class SessionLife {
  /** `{id, token, renewAt}`, or null while nothing was said. */
  session = null;
  #api;
  #store;
  #owner;
  #beginning = null;
  #renewing = null;
  #renewal;

  /** @param {Owner} owner */
  constructor(api, store, owner) {
    this.#api = api;
    this.#store = store;
    this.#owner = owner;
  }

  /** Takes the session that this browser keeps; false when there is none: then one can be started. */
  adopt() {
    const kept = this.#store.session();
    if (kept) this.#have(kept);
    else this.#store.prepareStart(newId);
    return kept !== null;
  }

  /** Keeps a session started elsewhere. */
  keep({ id, token }) {
    this.#store.keepSession({ id, token, renewAt: renewalTime(token, Date.now()) });
  }

  /** Starts a session, once, for as long as it takes: a server that is away comes back. */
  begin() {
    if (!this.#beginning) {
      const beginning = (this.#beginning = {});
      beginning.done = this.#begin(beginning);
    }
    return this.#beginning?.done;
  }

  async #begin(beginning) {
    this.#owner.onState('starting');
    for (let failures = 0; this.#beginning === beginning; failures += 1) {
      try {
        const session = await this.#store.alone(() => this.#oneForAllTabs(beginning));
        if (this.#beginning === beginning) this.#begun(session);
        return;
      } catch (failure) {
        if (this.#beginning !== beginning) return;
        if (!failure.passing) {
          this.#beginning = null;
          this.#store.dropCreationKey(); // it may be the key itself that is refused
          this.#owner.onRefused(failure.problem);
          return;
        }
        await pause(Math.max(failure.retryAfterMs ?? 0, backoffMs(failures, Math.random())));
      }
    }
  }

  /** Another tab may have begun while we wrote: one shop, one conversation. */
  async #oneForAllTabs(beginning) {
    const known = this.#store.session();
    if (known) return known;
    const customer = await this.#owner.customerToken();
    // a customer who signed out while the page looked for the token starts nothing
    if (this.#beginning !== beginning) throw new Error('left before the session started');
    const made = await this.#api.create(this.#store.creationKey(newId), this.#owner.wishes(), customer);
    if (this.#beginning === beginning) this.#store.keepSession(made);
    return made;
  }

  /** Whether there is a fresh token now. False means that the server refuses one for good. */
  renew() {
    this.#renewing ??= this.#renewNow().finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  async #renewNow() {
    const { session } = this;
    for (let failures = 0; this.session === session; failures += 1) {
      try {
        const renewed = await this.#api.renew(session);
        if (this.session !== session) return false;
        this.#store.keepRenewed(renewed);
        this.#have(renewed);
        return true;
      } catch (failure) {
        if (!failure.passing) return false;
        await pause(Math.max(failure.retryAfterMs ?? 0, backoffMs(failures, Math.random())));
      }
    }
    return false;
  }

  forget() {
    clearTimeout(this.#renewal);
    this.#beginning = null;
    if (this.session) this.#store.forgetSession(this.session.id);
    this.session = null;
    this.#store.prepareStart(newId);
  }

  #begun(session) {
    this.#beginning = null;
    this.#store.dropCreationKey();
    this.#have(session);
    this.#owner.onSession();
  }

  #have(session) {
    this.session = session;
    this.#renewIn(session.renewAt - Date.now());
  }

  #renewIn(ms) {
    clearTimeout(this.#renewal);
    this.#renewal = setTimeout(
      async () => {
        if (await this.renew()) this.#owner.onRenewed(this.session.token);
        // Refused: the open socket will be closed with 4401 and decide. Asking again costs little.
        else if (this.session) this.#renewIn(RENEW_AGAIN_MS);
      },
      Math.min(Math.max(ms, 0), LONGEST_TIMER_MS),
    );
  }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
