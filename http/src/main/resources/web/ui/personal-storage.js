import { OF_TRIAL } from '../session/session-store.js';
import { namesIn } from '../session/storage.js';

/*
 * Data that pages keep in the browser for a person who is signed in: drafts of agents, and trial conversations with their
 * tokens. The next one at this browser does not find it.
 */
/** Begins the names of drafts. */
export const OF_DRAFT = 'parley.agent-draft.';

const isPersonal = (name) => name.startsWith(OF_DRAFT) || (name.startsWith('parley.') && name.endsWith(OF_TRIAL));

/** @param {Storage[]} storages that of all tabs, and that of this one */
export function forgetWork(storages) {
  for (const storage of storages) for (const name of namesIn(storage).filter(isPersonal)) storage.removeItem(name);
}
