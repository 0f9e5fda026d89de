import { LitElement, html } from 'lit';
import { EditorApi } from '../knowledge/editor-api.js';

/*
 * The frame of pages for people of the company: asks for the token, which stays in this tab, says how calls have ended,
 * and shows the page once its first answers are there. `opened(api, token)` reads them; `page()` shows them.
 */
export const OPERATOR_TOKEN = 'parley.operator';
export const STAFF_TOKEN = 'parley.staff';
const FORBIDDEN = [401, 403];

export class StaffPage extends LitElement {
  static properties = { api: { state: true }, told: { state: true } };

  #texts;
  #root;
  #tokens;

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
  }

  connectedCallback() {
    super.connectedCallback();
    const token = this.#tokens.map((place) => sessionStorage.getItem(place)).find(Boolean);
    if (token) this.#open(token);
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
      ${this.api ? this.page() : this.#login()}
    `;
  }

  #login() {
    return html`<form @submit=${this.submitting((input) => this.#open(input.token))}>
      <label>${this.#texts.token}<input name="token" type="password" autocomplete="off" required data-testid="token" /></label>
      <button class="primary" data-testid="open">${this.#texts.open}</button>
    </form>`;
  }

  async #open(token) {
    const api = new EditorApi(token, this.#root);
    await this.tried(async () => {
      await this.opened(api, token);
      this.api = api;
      sessionStorage.setItem(this.#tokens[0], token);
    });
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
  reason({ status, message }) {
    if (FORBIDDEN.includes(status)) return this.#texts.forbidden;
    return message && status ? message : this.#texts.failed;
  }

  /** @param words a line, or several */
  tell(words, bad = false) {
    this.told = { words: [words].flat(), bad };
  }
}

/** @returns a listener of `submit` events; `page.tried` does the work */
export function submitting(page, work) {
  return (event) => {
    event.preventDefault();
    const input = Object.fromEntries(new FormData(event.target));
    page.tried(() => work(input, event.target, event.submitter));
  };
}

/** @returns a listener; `page.tried` does the work */
export function doing(page, work) {
  return (event) => page.tried(() => work(event));
}
