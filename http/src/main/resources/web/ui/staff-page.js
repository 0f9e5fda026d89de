import { LitElement, html, nothing } from 'lit';
import { Api, withToken } from './api.js';
import { signedIn } from './signed-in.js';
import './staff-header.js';
import { signInFor } from './staff-links.js';
import { staffTexts } from './staff-texts.js';
import { language } from './texts.js';

/*
 * The frame of pages for people of the company: opens for the person who is signed in, or else asks for a token, which stays
 * in this tab; says how calls have ended, and shows the page once its first answers are there. `opened(api, sender)` reads
 * them, with the sender as `Api` has it; `page()` shows them.
 */
export const OPERATOR_TOKEN = 'parley.operator';
export const STAFF_TOKEN = 'parley.staff';
const UNAUTHORIZED = 401;
const FORBIDDEN = [UNAUTHORIZED, 403];

export class StaffPage extends LitElement {
  static properties = { api: { state: true }, told: { state: true }, looking: { state: true } };

  #texts;
  #root;
  #tokens;
  /** Of the page's calls; undefined before the first one has opened it. */
  #sender;

  /**
   * @param texts with `title`, `token`, `open`, `forbidden` and `failed`
   * @param root of the calls, such as `/v1`
   * @param tokens where the tab may hold the token; it is kept in the first of these places
   */
  constructor(texts, root, tokens = [OPERATOR_TOKEN]) {
    super();
    this.#texts = texts;
    this.#root = root;
    this.#tokens = tokens;
    this.told = { words: [], bad: false };
    /** Whether it is not known yet who opens the page. */
    this.looking = true;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#look();
  }

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  render() {
    return html`
      <h1>${this.#texts.title}</h1>
      <div class="told ${this.told.bad ? 'bad' : ''}" role="status" data-testid="told">
        ${this.told.words.map((line) => html`<p>${line}</p>`)}
      </div>
      ${this.api ? this.page() : this.looking ? nothing : this.#login()}
    `;
  }

  #login() {
    const { signIn, or } = staffTexts(language);
    return html`
      ${signedIn.now ? nothing : html`<p><a href=${signInFor()} data-testid="to-sign-in">${signIn}</a>, ${or}:</p>`}
      <form @submit=${this.submitting((input) => this.#open(input.token))}>
        <label>${this.#texts.token}<input name="token" type="password" autocomplete="off" required data-testid="token" /></label>
        <button class="primary" data-testid="open">${this.#texts.open}</button>
      </form>`;
  }

  /** The person who is signed in comes first, then the token that this tab holds. */
  async #look() {
    await this.tried(async () => {
      if (await signedIn.resume()) await this.#enter(signedIn);
    });
    const token = this.api ? undefined : this.#tokens.map((place) => sessionStorage.getItem(place)).find(Boolean);
    if (token) await this.#open(token);
    this.looking = false;
  }

  async #open(token) {
    await this.tried(async () => {
      await this.#enter(withToken(token));
      sessionStorage.setItem(this.#tokens[0], token);
    });
  }

  async #enter(sender) {
    this.#sender = sender;
    const api = new Api(sender, this.#root);
    await this.opened(api, sender);
    this.api = api;
  }

  /** Asks for the token again: the one of before is not accepted any more. Typed text stays until that person has signed in again. */
  close() {
    if (this.#sender !== signedIn) this.api = undefined;
  }

  /** @param work takes the form's values, the form, and the button */
  submitting(work) {
    return submitting(this, work);
  }

  /** @param work takes the event */
  doing(work) {
    return doing(this, work);
  }

  /** Does the work, and says why it failed. */
  async tried(work) {
    this.tell([]);
    await this.watched(work);
  }

  /** Work that nobody asked for: what was said stays, unless it fails. */
  async watched(work) {
    try {
      await work();
    } catch (refused) {
      this.tell(this.reason(refused), true);
    }
  }

  /** @returns the words of a refusal for people */
  reason({ status, message, kind }) {
    if (FORBIDDEN.includes(status)) return this.#sender === signedIn ? notOfPerson(kind) : this.#texts.forbidden;
    return message && status ? message : this.#texts.failed;
  }

  /** @param words a line, or several */
  tell(words, bad = false) {
    this.told = { words: [words].flat(), bad };
  }
}

function notOfPerson(kind) {
  const { elsewhere, ended, notAllowed } = staffTexts(language);
  if (kind === 'elsewhere') return elsewhere;
  return kind === 'sign-in-ended' ? ended : notAllowed;
}

/** Forms and buttons whose work is under way: a second click does it once. */
const busy = new WeakSet();

async function once(element, work) {
  if (busy.has(element)) return;
  busy.add(element);
  try {
    await work();
  } finally {
    busy.delete(element);
  }
}

/** @returns a listener of `submit` events; `page.tried` does the work */
export function submitting(page, work) {
  return (event) => {
    event.preventDefault();
    const { target: form, submitter } = event;
    const input = Object.fromEntries(new FormData(form));
    once(form, () => page.tried(() => work(input, form, submitter)));
  };
}

/** @returns a listener; `page.tried` does the work */
export function doing(page, work) {
  return (event) => {
    const act = () => page.tried(() => work(event));
    // the last choice in a list counts, the first press of a button
    return event.type === 'click' ? once(event.currentTarget, act) : act();
  };
}
