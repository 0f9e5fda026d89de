import { LitElement, html, nothing } from 'lit';
import { Api } from './api.js';
import { focusOn, Forms } from './forms.js';
import './page-language.js';
import { reasonOf } from './reasons.js';
import { signedIn } from './signed-in.js';
import './staff-header.js';
import { signInFor } from './staff-links.js';
import { staffTexts } from './staff-texts.js';
import { language } from './texts.js';

/*
 * The frame of pages that need a person: a visitor who is not signed in goes to sign in, and comes back. `opened()` reads what the page
 * shows, and `page()` shows it; `turned()` follows the fragment of its address. Fires `again` when it has been read again after a failure:
 * its parts read what they show themselves.
 */
export class PersonPage extends LitElement {
  static properties = { isOpen: { state: true }, told: { state: true }, failed: { state: true } };

  api = new Api(signedIn, '/v1');
  forms = new Forms(this);
  #title;
  #left = new AbortController();
  #tellings = 0;

  constructor(title) {
    super();
    this.#title = title;
    this.isOpen = false;
    /** The last success, in words. */
    this.told = '';
  }

  connectedCallback() {
    super.connectedCallback();
    // a page that is not open yet reads its address when it is
    window.addEventListener('hashchange', () => this.isOpen && this.turned(), { signal: this.#left.signal });
    this.#open();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#left.abort();
  }

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  render() {
    return html`<h1 tabindex="-1">${this.#title}</h1>
      <div class="told" role="status" data-testid="told">${this.told ? html`<p>${this.told}</p>` : nothing}</div>
      ${this.failed ? html`<p class="bad" role="alert" data-testid="failed">${this.failed}</p><p><button data-testid="again" @click=${() => this.#again()}>${staffTexts(language).load}</button></p>` : nothing}
      ${this.isOpen ? this.page() : this.failed ? nothing : html`<p>${staffTexts(language).looking}</p>`}`;
  }

  async #open() {
    this.failed = undefined;
    try {
      if (!(await signedIn.resume())) return location.replace(signInFor());
      await this.opened();
      this.isOpen = true;
    } catch (refused) {
      this.failed = reasonOf(refused);
    }
  }

  async #again() {
    await this.#open();
    if (this.failed) return;
    this.dispatchEvent(new Event('again'));
    // the button is gone
    await focusOn(this, 'h1');
  }

  /** The fragment of the page's address is another one. */
  turned() {}

  /** @param words what has been done; empty for nothing. The same words are announced again */
  async tell(words) {
    this.#tellings += 1;
    const telling = this.#tellings;
    if (words === this.told) {
      this.told = '';
      await this.updateComplete;
    }
    // later words count
    if (telling === this.#tellings) this.told = words;
  }

  /** Work that nobody asked for: a failure is told. */
  async watched(work) {
    try {
      await work();
      this.failed = undefined;
    } catch (refused) {
      this.failed = reasonOf(refused);
    }
  }
}
