import { openStorage, read, write } from '../session/storage.js';
import { OF_DRAFT } from '../ui/personal-storage.js';
import { isContent } from './content.js';

/*
 * Text that a person has typed into the form of an agent and not stored yet, in this tab alone: it survives a reload. Another person's
 * draft, and one of another organisation's agent of the same id, have names of their own.
 */
const storage = openStorage('sessionStorage');

/** A draft by its place: `{person, organisation, agent}`, all of them ids. */
export class KeptDraft {
  #name;

  constructor({ person, organisation, agent }) {
    this.#name = `${OF_DRAFT}${person}.${organisation}.${agent}`;
  }

  /** @returns `{version, content}`, `version` that from which the draft began; null without one, and for one of another release's shape */
  find() {
    const kept = read(storage, this.#name);
    return Number.isInteger(kept?.version) && isContent(kept.content) ? kept : null;
  }

  keep(version, content) {
    write(storage, this.#name, { version, content });
  }

  drop() {
    storage.removeItem(this.#name);
  }
}
