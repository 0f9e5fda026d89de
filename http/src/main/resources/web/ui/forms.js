import { html, nothing } from 'lit';
import { reasonOf } from './reasons.js';

const BAD_REQUEST = 400;

/** A refusal by the page itself: `words` for people, and the name of the field that they concern. */
export class Mistake extends Error {
  constructor(words, field) {
    super(words);
    this.field = field;
  }
}

/**
 * The forms of a page, each with a name: its submission happens once at a time, its refusal is shown beside its button, and
 * what was typed stays. A reactive controller of Lit.
 */
export class Forms {
  #host;
  #reason;
  #busy = new Set();
  #refusals = new Map();

  /** @param {(refused: Error) => string} reason the words of a refusal */
  constructor(host, reason = reasonOf) {
    this.#host = host;
    this.#reason = reason;
    host.addController(this);
  }

  hostConnected() {}

  isBusy(name) {
    return this.#busy.has(name);
  }

  /** Shows a refusal that came otherwise, such as by the page's address. */
  refuse(name, words) {
    this.#refusals.set(name, { words });
    this.#host.requestUpdate();
  }

  /** Forgets a refusal, when its form is left. */
  clear(name) {
    this.#refusals.delete(name);
    this.#host.requestUpdate();
  }

  /**
   * Where the refusal of a form is shown, also while there is none, so that it is announced.
   *
   * @param fields names of those that show the refusals about themselves, with `wrong`
   */
  refusal(name, fields = []) {
    const { words, field } = this.#refusals.get(name) ?? {};
    return html`<p class="wide bad" role="alert" dir="auto" data-testid="${name}-refused">${words && !fields.includes(field) ? words : nothing}</p>`;
  }

  /** The words of the refusal of a form, if it is about this field. */
  wrong(name, field) {
    const refusal = this.#refusals.get(name);
    return refusal?.field === field ? refusal.words : undefined;
  }

  /** @returns a listener of `submit` events; `work` takes the values, the form, and the button */
  submitting(name, work) {
    return (event) => {
      event.preventDefault();
      const { target: form, submitter } = event;
      const values = Object.fromEntries(new FormData(form));
      this.once(name, () => work(values, form, submitter), form);
    };
  }

  /** @returns a listener of clicks, for a button that is a form of its own */
  doing(name, work) {
    return (event) => {
      const { currentTarget: button } = event;
      this.once(name, () => work(button), button.parentElement);
    };
  }

  /** Does the work of a form that something else than a button began. @param within the element that is busy meanwhile */
  async once(name, work, within) {
    // a second press while the first one is under way
    if (this.#busy.has(name)) return;
    this.#busy.add(name);
    within.ariaBusy = 'true';
    this.clear(name);
    try {
      await work();
    } catch (refused) {
      const words = refused instanceof Mistake ? refused.message : this.#reason(refused);
      // the same words are announced again
      await this.#host.updateComplete;
      this.#refusals.set(name, { words, field: refused.field });
    } finally {
      this.#busy.delete(name);
      within.ariaBusy = null;
      this.#host.requestUpdate();
    }
    // its words stand beside it by then, and are read with it
    const { field } = this.#refusals.get(name) ?? {};
    if (!field) return;
    await this.#host.updateComplete;
    within.querySelector(`[name="${field}"]`)?.focus();
  }
}

/**
 * A refusal of the server with the field that it is about, where that is known; else the refusal itself.
 *
 * @param names of the form's fields, one of which the words of a bad request may have
 * @param {{[reason: string]: string}} known fields by the reason of the problem
 */
export function withField(refused, names, known = {}) {
  const field = known[refused.problem?.reason] ?? (refused.status === BAD_REQUEST ? fieldOf(refused.message.split('(expected')[0], names) : undefined);
  return field ? new Mistake(reasonOf(refused), field) : refused;
}

/** The field that a refusal of the server is about: the longest name in its words. @param names of the form's fields */
function fieldOf(words, names) {
  const isIn = (name) => new RegExp(`(^|[^\\w.-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}($|[^\\w-])`).test(words);
  return names.filter((name) => name && isIn(name)).sort((one, other) => other.length - one.length)[0];
}

/** Puts the focus where the page goes on: what had it is gone. */
export async function focusOn(host, selector) {
  await host.updateComplete;
  host.querySelector(selector)?.focus();
}
