import { Mistake } from './forms.js';
import { isSame } from './same.js';

/** The stored content as a form knows it, of a thing without versions: a change by somebody else is told once before it is overwritten. */
export class Seen {
  #known;

  constructor(known) {
    this.#known = known;
  }

  /**
   * @param now what is stored; undefined for nothing
   * @param words that tell of the change
   * @throws {Mistake} at the first look after the change
   */
  look(now, words) {
    if (isSame(this.#known, now)) return;
    this.#known = now;
    throw new Mistake(words);
  }
}
