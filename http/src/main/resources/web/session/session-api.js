import { challengeIn, solved } from './proof.js';
import { renewalTime } from './token.js';

const ANSWER_WITHIN_MS = 15_000;
const PASSING_STATUSES = new Set([408, 425, 429, 500, 502, 503, 504]);

/** A call that did not work. `status` is 0 when no answer came; `problem` is the RFC 9457 body or an empty object. */
export class ApiFailure extends Error {
  constructor(status, problem, retryAfterMs) {
    super(problem.title ?? `HTTP ${status}`);
    this.name = 'ApiFailure';
    this.status = status;
    this.problem = { status, ...problem };
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether the same call, unchanged, may work later. */
  get passing() {
    return this.status === 0 || PASSING_STATUSES.has(this.status);
  }
}

/** The calls of the protocol that need HTTP; all else goes over the socket. */
export class SessionApi {
  #base;
  #ofOrganisation;

  /**
   * @param {string} base the server's origin; empty for the page's own
   * @param {string} [organisation] the short name of the one whose visitor this is; absent: that of the address, or the
   *   installation's own
   */
  constructor(base = '', organisation = undefined) {
    this.#base = base;
    this.#ofOrganisation = organisation ? `?${new URLSearchParams({ organisation })}` : '';
  }

  /**
   * Starts a session; answers `{id, token, renewAt}`. The same key never starts a second one.
   *
   * @param {{agent?: string, language?: string}} wishes the agent, and the language of the greeting (BCP 47)
   * @param {string} [customer] a token of the company's backend that says who the customer is
   */
  async create(idempotencyKey, wishes = {}, customer = undefined) {
    const headers = { 'Idempotency-Key': idempotencyKey, ...(customer && bearer(customer)) };
    const answer = await this.#start(headers, wishes).catch(async (failure) => {
      const challenge = failure instanceof ApiFailure && challengeIn(failure.problem);
      const proof = challenge && (await solved(challenge));
      if (!proof) throw failure;
      return this.#start({ ...headers, 'Challenge-Answer': proof }, wishes);
    });
    return keep(answer.id, answer.token);
  }

  #start(headers, wishes) {
    return this.#call('token', 'POST', `/v1/sessions${this.#ofOrganisation}`, headers, wishes);
  }

  /**
   * How the agent presents itself to customers.
   *
   * @param {string} [token] of somebody of an organisation, whose agent it is; absent: that of this visitor's organisation
   */
  agent(id, token = undefined) {
    return this.#call('id', 'GET', `/v1/agents/${encodeURIComponent(id)}${token ? '' : this.#ofOrganisation}`, token ? bearer(token) : {});
  }

  /** A fresh token for the session before its old one runs out. */
  async renew({ id, token }) {
    const answer = await this.#call('token', 'POST', pathOf(id, 'token'), bearer(token), {});
    return keep(id, answer.token);
  }

  /** Rates a session that may have no socket any more. The same id again has no second effect. */
  async rate({ id, token }, { id: rating, score, comment }) {
    await this.#call('id', 'POST', pathOf(id, 'rating'), bearer(token), { id: rating, score, comment });
  }

  socketUrl(id, after) {
    const url = new URL(pathOf(id, 'socket'), this.#base || globalThis.location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    url.searchParams.set('after', after);
    return url.href;
  }

  /** @param {string} proof a field that every answer of ours to this call has */
  async #call(proof, method, path, headers, body) {
    const response = await fetch(this.#base + path, {
      method,
      headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...headers },
      body: body && JSON.stringify(body),
      credentials: 'omit',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).catch(() => {
      throw new ApiFailure(0, {});
    });
    const answer = await response.json().catch(() => ({}));
    // Not every 200 is from our server: some networks answer everything with their own page.
    if (response.ok && !answer[proof]) throw new ApiFailure(0, {});
    if (!response.ok) throw new ApiFailure(response.status, answer, retryAfterMs(response));
    return answer;
  }
}

function pathOf(session, what) {
  return `/v1/sessions/${encodeURIComponent(session)}/${what}`;
}

function bearer(token) {
  return { Authorization: `Bearer ${token}` };
}

function keep(id, token) {
  return { id, token, renewAt: renewalTime(token, Date.now()) };
}

/** Our server sends seconds; a proxy in front of it may send a date, which is not worth a wrong clock. */
function retryAfterMs(response) {
  const seconds = Number(response.headers.get('Retry-After') ?? NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
