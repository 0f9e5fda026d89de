/** Calls of the management port. The operator's token lives as long as the tab, and is never in an address. */

const KEPT_AS = 'parley-operator-token';
const PATIENCE_MS = 4000;

/** A refusal by the server, with its problem (RFC 9457). */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.title = problem?.title ?? `Answer ${status}`;
  }
}

export function hasToken() {
  return sessionStorage.getItem(KEPT_AS) !== null;
}

/** @param {string} token empty forgets it */
export function keepToken(token) {
  if (token) sessionStorage.setItem(KEPT_AS, token);
  else sessionStorage.removeItem(KEPT_AS);
}

/**
 * Rejects with {@link Refused} when the server refuses, and with the browser's error when no answer comes.
 *
 * @param {string} path
 * @param {string} method
 */
export async function call(path, method = 'GET') {
  const token = sessionStorage.getItem(KEPT_AS);
  const answer = await fetch(path, {
    method,
    cache: 'no-store',
    credentials: 'omit',
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const body = await answer.json().catch(() => undefined);
  if (!answer.ok) throw new Refused(answer.status, body);
  return body;
}
