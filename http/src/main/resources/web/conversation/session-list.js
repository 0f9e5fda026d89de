import { html, nothing } from 'lit';
import { Section } from '../organisation/section.js';
import { draft } from '../ui/draft.js';
import { Forms } from '../ui/forms.js';
import '../ui/page-language.js';
import { sessionsTable } from '../ui/session-facts.js';
import { language } from '../ui/texts.js';
import { conversationTexts } from './conversation-texts.js';

/*
 * The sessions of the organisation, the newest first: all, or those of a state or of a customer.
 */
const texts = conversationTexts(language);
const PAGE = 20;

class SessionList extends Section {
  static properties = { first: { attribute: false }, open: { attribute: false }, sessions: { state: true }, next: { state: true } };

  /** Tokens that are typed have words of their own for refusals. */
  forms = new Forms(this, (refused) => this.page.reason(refused));
  /** Fields of the search, as the API has them. */
  #wanted = {};

  /** The page has read the first ones, of all. */
  async read() {}

  willUpdate(changed) {
    if (!changed.has('first')) return;
    this.#wanted = {};
    this.sessions = this.first.sessions;
    this.next = this.first.next;
  }

  render() {
    const isAll = Object.keys(this.#wanted).length === 0;
    return html`<h2 id="sessions" tabindex="-1">${isAll ? texts.newest : texts.found}</h2>
      <form @submit=${this.forms.submitting('find', (input) => this.#find(input))} data-testid="find-form">
        <label>${texts.status}<select name="status" data-testid="status"><option value="" .selected=${draft(this.first, true)}>${texts.any}</option>
          ${Object.entries(texts.statuses).map(([each, words]) => html`<option value=${each}>${words}</option>`)}</select></label>
        <label>${texts.customerId}<input name="customer" maxlength="128" autocomplete="off" spellcheck="false" autocapitalize="off" .value=${draft(this.first, '')} data-testid="customer" /></label>
        <button data-testid="find">${texts.find}</button> ${this.forms.refusal('find')}
      </form>
      ${sessionsTable(this.sessions, isAll ? texts : { ...texts, newest: texts.found, noSessions: texts.noneFound }, this.open)}
      ${this.next ? html`<p><button data-testid="more" @click=${this.forms.doing('more', () => this.#more())}>${texts.more}</button></p>` : nothing}
      ${this.forms.refusal('more')}`;
  }

  async #find({ status, customer }) {
    const wanted = { ...(status ? { status } : {}), ...(customer.trim() ? { customer: customer.trim() } : {}) };
    const { sessions, next } = await this.#page(wanted);
    this.#wanted = wanted;
    this.sessions = sessions;
    this.next = next;
    await this.updateComplete;
    this.querySelector('#sessions').focus();
  }

  async #more() {
    const { sessions, next } = await this.#page({ ...this.#wanted, after: this.next });
    this.sessions = [...this.sessions, ...sessions];
    this.next = next;
  }

  #page(wanted) {
    return this.api.get(`/sessions?${new URLSearchParams({ ...wanted, limit: PAGE })}`);
  }
}

customElements.define('parley-session-list', SessionList);
