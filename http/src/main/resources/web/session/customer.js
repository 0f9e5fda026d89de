import { ApiFailure } from './session-api.js';

/*
 * The customer as the company's own page knows them: by a token that its backend signed. It is asked for when a session
 * starts. One source for the whole page, since a page has one customer.
 */
let source = async () => undefined;

/** @param {() => Promise<string | undefined>} ask for a fresh token; nothing while nobody is signed in */
export function customerTokensFrom(ask) {
  source = ask;
}

/** A token for the session that is about to start. A page that cannot tell now may be able to later. */
export async function customerToken() {
  try {
    return await source();
  } catch {
    throw new ApiFailure(0, {});
  }
}
