import { noChange } from 'lit';
import { Directive, PartType, directive } from 'lit/directive.js';

/**
 * Keeps an element from shrinking: while a reply is made anew, its bubble stays as high as the words that it loses, so
 * that nothing jumps before the new ones have taken their place.
 */
class KeepHeight extends Directive {
  #kept = false;

  constructor(part) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('keepHeight belongs on an element');
  }

  render() {
    return noChange;
  }

  update({ element }, [keep, open]) {
    if (keep && !this.#kept) {
      element.style.minBlockSize = `${element.offsetHeight}px`;
      this.#kept = true;
    } else if (!open && this.#kept) {
      element.style.minBlockSize = '';
      this.#kept = false;
    }
    return noChange;
  }
}

/** `keepHeight(keep, open)`: from when `keep` is true until `open` is false. */
export const keepHeight = directive(KeepHeight);
