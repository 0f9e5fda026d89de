import { openStorage, read, write } from '../session/storage.js';
import { de } from './texts/de.js';
import { en } from './texts/en.js';
import { es } from './texts/es.js';

const ALL = { en, de, es };
const CHOSEN = 'parley.language';
const storage = openStorage('localStorage');
const spoken = new EventTarget();

/** The languages of the page: `[{code, name}]`, each named by itself. */
export const languages = Object.entries(ALL).map(([code, { name }]) => ({ code, name }));

/** The language of the page, and every word that the page says by itself in it. Both change with `speak`. */
export let language = 'en';
export let texts = en;

/** Lets the page speak a language of its own from now on. */
export function speak(code) {
  if (code === language) return;
  language = code;
  texts = ALL[code];
  spoken.dispatchEvent(new Event('change'));
}

/** Keeps the customer's choice for the next visit. */
export function keepChoice(code) {
  write(storage, CHOSEN, code);
}

/**
 * The first language that is asked for and that the page has: by the page's address, by hand on an earlier visit, by the
 * page that embeds us, by the browser; otherwise English.
 *
 * @param {string | null} address, @param {string | undefined} embedding BCP 47, such as `de-AT`
 */
export function preferred(address, embedding) {
  const wishes = [address, read(storage, CHOSEN), embedding, ...navigator.languages];
  return wishes.map(known).find((code) => code !== undefined) ?? 'en';
}

/** Ours for a tag like `de-AT`; undefined when we do not speak it. */
function known(tag) {
  if (typeof tag !== 'string') return undefined;
  const code = tag.split('-')[0].toLowerCase();
  return Object.hasOwn(ALL, code) ? code : undefined;
}

/** Re-renders its host when the page's language changes. A reactive controller of Lit. */
export class Speaking {
  #host;
  #changed = () => this.#host.requestUpdate();

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    spoken.addEventListener('change', this.#changed);
  }

  hostDisconnected() {
    spoken.removeEventListener('change', this.#changed);
  }
}
