/*
 * Passkeys of this browser (WebAuthn, level 3). Options and answers are JSON of the API.
 */
const NUMBERS = /^[\d.]+$|^\[/;

/** Whether there can be passkeys: they are made for domains, and only a browser that reads the options can ask for one. */
export function canUsePasskeys() {
  return typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON === 'function' && !NUMBERS.test(location.hostname);
}

/** Whether the browser can offer passkeys among what it fills a form with. */
export async function canOfferPasskeys() {
  return canUsePasskeys() && (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;
}

/** Has the browser make one. @returns null if the person did not want it */
export function createPasskey(options) {
  return asked(navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }));
}

/** Has the browser sign by one that the person chooses. @returns null if the person did not want it */
export function askPasskey(options) {
  return asked(navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
}

/**
 * Has the browser offer them in a field that waits for `webauthn`, without a dialogue. A browser that cannot offers none.
 *
 * @param {object} options
 * @param {AbortSignal} signal ends it
 * @returns null without a choice
 */
export function offerPasskey(options, signal) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return asked(navigator.credentials.get({ publicKey, signal, mediation: 'conditional' })).catch(() => null);
}

/** Whether the browser refused because this page's address is another one than the server's own. */
export function isOfOtherDomain(refused) {
  return refused.name === 'SecurityError';
}

/** `NotAllowedError` says that the person closed the dialogue, or let the time pass: browsers do not tell which. */
async function asked(credential) {
  try {
    return (await credential)?.toJSON() ?? null;
  } catch (refused) {
    if (refused.name === 'NotAllowedError' || refused.name === 'AbortError') return null;
    throw refused;
  }
}
