import { openStorage, read, write } from '../session/storage.js';

/*
 * What a person has typed into the form of an agent and not stored yet, in this tab alone: it survives a reload, and another
 * organisation's agent of the same id has a draft of its own.
 */
const storage = openStorage('sessionStorage');
const nameOf = (organisation, agent) => `parley.agent-draft.${organisation}.${agent}`;

/** @returns `{version, content}`, `version` that from which the draft began; null without one */
export function keptDraft(organisation, agent) {
  return read(storage, nameOf(organisation, agent));
}

export function keepDraft(organisation, agent, version, content) {
  write(storage, nameOf(organisation, agent), { version, content });
}

export function dropDraft(organisation, agent) {
  storage.removeItem(nameOf(organisation, agent));
}
