const DAY_MS = 24 * 60 * 60 * 1000;
const RENEW_AT_SHARE = 0.8;

/**
 * When to ask for the next token, in milliseconds since the epoch on this machine's clock. Taken from the token's
 * own span (`exp` − `iat`), not from its absolute time, so that a wrong clock does no harm. A token that cannot be
 * read is taken to last the 24 hours that the protocol promises.
 */
export function renewalTime(token, now) {
  return now + (spanMs(token) ?? DAY_MS) * RENEW_AT_SHARE;
}

function spanMs(token) {
  try {
    const payload = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const { iat, exp } = JSON.parse(atob(payload));
    return exp > iat ? (exp - iat) * 1000 : undefined;
  } catch {
    return undefined; // opaque to us, as a token may be
  }
}
