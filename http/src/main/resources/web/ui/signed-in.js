import { openStorage, read, write } from '../session/storage.js';
import { renewalTime } from '../session/token.js';
import { Refused } from './api.js';
import { forgetWork } from './personal-storage.js';

/*
 * The sign-in of a person in this browser. The access token is in this page's memory alone. A cookie that no script can read
 * renews it, and stays for the next visit: it is replaced by each renewal, so tabs renew one after the other.
 */
const SIGN_INS = '/v1/sign-ins';
const CURRENT = `${SIGN_INS}/current`;
/** Whether this browser has signed in: without it a visit asks the server nothing. Holds no secret. */
const KNOWN = 'parley.signed-in';
const TABS = 'parley.sign-in';
const LOCK = 'parley.sign-in';
const ANSWER_WITHIN_MS = 15_000;
const UNAUTHORIZED = 401;
/** Refusals of another proof in the request, by a server that accepts the token. */
const NOT_OF_TOKEN = ['/problems/sign-in-refused', '/problems/code-needed', '/problems/sso-needed'];

/** The sign-in on which pages depend: the person, and the organisation that requests concern. */
const identityOf = ({ person, organisation }) => `${person.id} ${organisation?.id ?? ''}`;

/**
 * Fires `change` when `state` or `now` is another one, and `out` when the person has signed out in another tab.
 *
 * `state` is `none`, `in`, `ended` (the server has ended the sign-in while the page was open), or `elsewhere`: another tab has
 * signed in as somebody else, or has gone to another organisation, so that this page's requests would go there.
 */
export class SignedIn extends EventTarget {
  state = 'none';
  /** The server's last answer without tokens: `{person, organisation?, permissions, organisations, expiresAt}`; null if nobody is signed in. */
  now = null;
  #browser;
  #token = null;
  #renewAt = 0;
  #renewing = null;

  /**
   * @param {object} browser
   * @param {Storage} browser.storage of all tabs
   * @param {Storage} browser.ofTab of this tab
   * @param {BroadcastChannel} browser.tabs
   * @param {(work: () => Promise) => Promise} browser.alone does the work while no other tab does such
   * @param {typeof fetch} browser.fetch
   */
  constructor(browser) {
    super();
    this.#browser = browser;
    browser.tabs.addEventListener('message', ({ data }) => this.#heard(data));
  }

  /** Whether somebody is signed in, as the server says; it is asked once in a visit, and only if this browser has signed in before. */
  async resume() {
    if (this.state === 'none' && this.isKnown) await this.renew();
    return this.state === 'in';
  }

  /** Whether this browser has a sign-in, as far as it knows: not after it has ended, in whichever tab. */
  get isKnown() {
    return read(this.#browser.storage, KNOWN) !== null;
  }

  /** Whether the person has one of these permissions. */
  may(...permissions) {
    return permissions.some((each) => this.now?.permissions.includes(each));
  }

  /**
   * Signs in.
   *
   * @param ask sends the request that proves the person, and returns the server's answer
   */
  async enter(ask) {
    this.#entered(await this.#browser.alone(ask));
  }

  /** Before the person goes to a provider, who brings back a cookie: the next page asks the server for the sign-in. */
  expect() {
    write(this.#browser.storage, KNOWN, true);
  }

  /** Exchanges the sign-in for one to another organisation, or without an id to the platform. */
  async go(organisation) {
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(organisation ? { organisation } : {}), signal: AbortSignal.timeout(ANSWER_WITHIN_MS) };
    const answer = await this.#authorized(`${CURRENT}/organisation`, init, this.#browser.alone);
    const found = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Refused(answer.status, found);
    this.#entered(found);
  }

  /** Signs out. Without an answer of the server the person stays signed in: the cookie would still be valid. */
  async end() {
    const answer = await this.#authorized(CURRENT, { method: 'DELETE' }).catch((refused) => {
      if (refused.kind === 'sign-in-ended') return { ok: true };
      throw refused;
    });
    if (!answer.ok && answer.status !== UNAUTHORIZED) throw new Refused(answer.status);
    this.#leave();
    this.#browser.tabs.postMessage({ kind: 'out' });
  }

  /** Sends a request with a valid token; for `Api`. */
  send(address, init) {
    return this.#authorized(address, init);
  }

  /** A valid token. */
  async token() {
    if (this.state === 'elsewhere' || Date.now() >= this.#renewAt) await this.#renewed();
    return this.#token;
  }

  /** Another token in place of one that was refused; null if the sign-in has ended. */
  async another() {
    return (await this.renew()) ? this.#token : null;
  }

  /** One renewal at a time. @returns {Promise<boolean>} false if the sign-in has ended */
  renew() {
    this.#renewing ??= this.#browser.alone(() => this.#renewNow()).finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  async #renewNow() {
    const answer = await this.#browser.fetch(`${SIGN_INS}/renewal`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const json = await answer.json().catch(() => ({}));
    if (answer.status === UNAUTHORIZED) {
      this.#forget(this.now ? 'ended' : 'none');
      return false;
    }
    if (!answer.ok) throw new Refused(answer.status, json);
    if (this.now && identityOf(json) !== identityOf(this.now)) this.#become('elsewhere');
    else this.#take(json);
    return this.state === 'in';
  }

  async #authorized(address, init = {}, around = (work) => work()) {
    const sent = (token) => around(() => this.#browser.fetch(address, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }));
    const token = await this.token();
    const answer = await sent(token);
    if (answer.status !== UNAUTHORIZED || !(await isOfToken(answer))) return answer;
    // another request may have renewed it meanwhile
    if (this.#token === token) await this.#renewed();
    return sent(this.#token);
  }

  async #renewed() {
    // pages that look again and again ask the server nothing until the person is back
    const mayStand = this.state === 'ended' ? this.isKnown : this.state !== 'elsewhere';
    if (mayStand && (await this.renew())) return;
    const type = this.state === 'elsewhere' ? '/problems/elsewhere' : '/problems/sign-in-ended';
    throw new Refused(UNAUTHORIZED, { type });
  }

  #entered(answer) {
    this.#take(answer);
    write(this.#browser.storage, KNOWN, true);
    this.#browser.tabs.postMessage({ kind: 'in', identity: identityOf(answer) });
  }

  /** A refresh token is in the cookie alone. */
  #take({ accessToken, refreshToken: _, ...known }) {
    this.#token = accessToken;
    this.#renewAt = renewalTime(accessToken, Date.now());
    this.now = known;
    this.#become('in');
  }

  #heard({ kind, identity }) {
    if (!this.now) return;
    if (kind === 'out') {
      this.#leave();
      this.dispatchEvent(new Event('out'));
    } else if (identity !== identityOf(this.now)) {
      this.#become('elsewhere');
    } else if (this.state !== 'in') {
      this.#become('in');
    }
  }

  /** The person has signed out; a sign-in that the server has ended leaves drafts for the next one. */
  #leave() {
    this.#forget('none');
    forgetWork([this.#browser.storage, this.#browser.ofTab]);
  }

  #forget(state) {
    this.#token = null;
    this.#renewAt = 0;
    if (state === 'none') this.now = null;
    this.#browser.storage.removeItem(KNOWN);
    this.#become(state);
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

async function isOfToken(answer) {
  const { type } = await answer.clone().json().catch(() => ({}));
  return !NOT_OF_TOKEN.includes(type);
}

/** That of this page. */
export const signedIn = new SignedIn({
  storage: openStorage('localStorage'),
  ofTab: openStorage('sessionStorage'),
  tabs: new BroadcastChannel(TABS),
  // absent where the page came without TLS from another machine
  alone: (work) => (navigator.locks ? navigator.locks.request(LOCK, work) : work()),
  fetch: (...request) => fetch(...request),
});
