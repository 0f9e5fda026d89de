import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { language } from '../ui/texts.js';
import { dateOf, numberOf } from '../ui/times.js';
import { authorOf, memberNames } from './authors.js';
import { organisationTexts } from './organisation-texts.js';
import { Section } from './section.js';

/*
 * The audit trail of an organisation, or of the platform, page by page from the newest act, with the fields of each before and after it.
 */
const texts = organisationTexts(language).audit;
const PAGE = 50;

class Audit extends Section {
  static properties = { path: {}, about: {}, entries: { state: true }, next: { state: true }, names: { state: true } };

  /** The entry before those that are shown; empty on the first page. */
  #after = '';
  /** The same for those that are asked for. */
  #wanted = '';

  constructor() {
    super();
    this.path = '/organisation/audit';
    this.about = texts.about;
    /** Names of members by id. */
    this.names = new Map();
  }

  async read() {
    const after = this.#wanted;
    const [{ entries, next }, names] = await Promise.all([this.api.get(`${this.path}?${queryOf(after)}`), memberNames(this.api)]);
    // another page was asked for meanwhile
    if (after !== this.#wanted) return;
    this.#after = after;
    this.names = names;
    this.entries = entries;
    this.next = next;
  }

  render() {
    const { entries } = this;
    return html`<h2 tabindex="-1">${organisationTexts(language).sections.audit}</h2><p>${this.about}</p>
      <p><button data-testid="check-trail" @click=${this.forms.doing('check', () => this.#check())}>${texts.check}</button></p>${this.forms.refusal('check')}
      ${entries ? nothing : this.looking()} ${entries?.length === 0 ? html`<p>${texts.empty}</p>` : nothing}
      ${repeat(entries ?? [], ({ number }) => number, (entry) => this.#entry(entry))}
      <p class="row">${this.#after ? html`<button data-testid="first" @click=${this.forms.doing('page', () => this.#page(''))}>${texts.first}</button>` : nothing}
        ${this.next ? html`<button data-testid="next" @click=${this.forms.doing('page', () => this.#page(this.next))}>${texts.next}</button>` : nothing}</p>
      ${this.forms.refusal('page')}`;
  }

  #entry({ number, at, by, from, action, target, before, after }) {
    const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return html`<article data-entry=${number}>
      <h3>${numberOf(number)}. <span class="word">${action}</span></h3>
      <dl class="facts">
        <div><dt>${texts.at}</dt><dd>${dateOf(at)}</dd></div><div><dt>${texts.by}</dt><dd dir="auto">${this.#named(by)}</dd></div>
        <div><dt>${texts.from}</dt><dd>${from}</dd></div><div><dt>${texts.target}</dt><dd dir="auto">${this.#named(target)}</dd></div>
      </dl>
      ${fields.length === 0 ? nothing : changes(number, fields, before, after)}
    </article>`;
  }

  #named(text) {
    return authorOf(text, this.names, texts.program);
  }

  async #page(after) {
    this.#wanted = after;
    await this.done('');
  }

  async #check() {
    this.page.tell('');
    const { entries, intact, damage } = await this.api.get(`${this.path}/check`);
    this.page.tell(intact ? texts.intact(numberOf(entries)) : texts.damaged(numberOf(damage)));
  }
}

function queryOf(after) {
  return new URLSearchParams({ order: 'newest', limit: PAGE, ...(after ? { after } : {}) });
}

function changes(number, fields, before, after) {
  const value = (of, field) => (Object.hasOwn(of, field) ? of[field] : texts.nothing);
  return html`<div class="broad" tabindex="0" role="group" aria-label=${`${numberOf(number)}: ${texts.before}, ${texts.after}`}><table>
    <thead><tr><td></td><th scope="col">${texts.before}</th><th scope="col">${texts.after}</th></tr></thead>
    <tbody>${fields.map((field) => html`<tr><th scope="row" class="word">${field}</th><td dir="auto"><del>${value(before, field)}</del></td><td dir="auto"><ins>${value(after, field)}</ins></td></tr>`)}</tbody>
  </table></div>`;
}

customElements.define('parley-organisation-audit', Audit);
