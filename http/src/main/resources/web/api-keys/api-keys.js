import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '../ui/page-language.js';
import { StaffPage } from '../ui/staff-page.js';
import { language } from '../ui/texts.js';
import { apiKeysTexts } from './api-keys-texts.js';
import { stateOf } from './key-facts.js';
import './new-key.js';
import './service-accounts.js';

/*
 * The operators' page of API keys: those of the organisation with their state, one to make, and their revocation; and its service accounts.
 */
const NOT_FOUND = 404;

const texts = apiKeysTexts(language);
document.title = texts.title;

const escaped = encodeURIComponent;
const time = (text) => new Date(text).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
const idOf = ({ id }) => id;

class ApiKeys extends StaffPage {
  static properties = { keys: { state: true }, grantable: { state: true }, known: { state: true }, names: { state: true }, asked: { state: true } };

  #hadFocus = false;
  #revoking = false;

  constructor() {
    super(texts, '/v1');
    this.keys = [];
    this.grantable = [];
    this.known = { accounts: [], roles: [], customRoles: [] };
    this.names = new Map();
  }

  opened(api) {
    return this.#read(api);
  }

  willUpdate(changed) {
    super.willUpdate(changed);
    this.#hadFocus = changed.has('api') && this.contains(document.activeElement);
  }

  /** The form of the token is gone, and the focus with it. */
  updated(changed) {
    super.updated(changed);
    if (this.#hadFocus) this.querySelector('#keys')?.focus();
  }

  page() {
    const revoked = this.keys.filter(({ revokedAt }) => revokedAt);
    const others = this.keys.filter(({ revokedAt }) => !revokedAt);
    return html`
      <p>${texts.about}</p>
      <div class="heading"><h2 id="keys" tabindex="-1">${texts.keys}</h2>
        <button data-testid="look" @click=${this.doing(() => this.#read(this.api))}>${texts.look}</button>
        <parley-new-key .api=${this.api} .page=${this} .texts=${texts} .scopes=${this.grantable} .accounts=${this.known.accounts} .changed=${() => this.#read(this.api)}></parley-new-key></div>
      ${others.length === 0 ? html`<p data-testid="none">${texts.none}</p>` : repeat(others, idOf, (key) => this.#key(key))}
      ${revoked.length === 0
        ? nothing
        : html`<details data-testid="ended"><summary>${texts.ended(revoked.length)}</summary>${repeat(revoked, idOf, (key) => this.#key(key))}</details>`}
      <parley-service-accounts .api=${this.api} .page=${this} .texts=${texts} .known=${this.known} .changed=${() => this.#read(this.api)}></parley-service-accounts>
    `;
  }

  #key(key) {
    const { id, name, scopes, addresses, lost, createdAt, expiresAt, usedAt, revokedAt } = key;
    const state = stateOf(key, Date.now());
    const fact = (word, value, wide = false) => html`<div class=${wide ? 'all' : ''}><dt>${word}</dt><dd>${value}</dd></div>`;
    return html`<article data-key=${id} data-state=${state}>
      <h3><bdi>${name}</bdi> <span class="badge ${state}">${texts.states[state]}</span></h3>
      <dl class="facts">
        ${fact(texts.scopes, scopes.join(', '), true)}
        ${lost ? fact(texts.lostScopes, lost.join(', '), true) : nothing}
        ${fact(texts.owner, this.#owner(key))}
        ${fact(texts.id, id)}
        ${fact(texts.addresses, addresses.length === 0 ? texts.everywhere : addresses.join(', '))}
        ${fact(texts.made, time(createdAt))}
        ${fact(texts.expires, expiresAt ? time(expiresAt) : texts.never)}
        ${fact(texts.used, usedAt ? time(usedAt) : texts.unused)}
        ${revokedAt ? fact(texts.revokedAt, time(revokedAt)) : nothing}
      </dl>
      ${revokedAt ? nothing : this.asked === id ? this.#question(key) : this.#revocation(key)}
    </article>`;
  }

  #owner({ person, account }) {
    if (person) return this.names.has(person) ? html`<bdi>${this.names.get(person)}</bdi>: ${texts.ownedByPerson}` : texts.ownedByPerson;
    if (!account) return texts.ownedByOperator;
    const { name } = this.known.accounts.find(({ id }) => id === account) ?? { name: texts.ownerGone };
    return html`<bdi>${name}</bdi>`;
  }

  #revocation({ id, name }) {
    return html`<button data-testid="revoke" aria-label=${`${texts.revoke}: ${name}`} @click=${() => this.#ask(id, '[data-testid=sure]')}>${texts.revoke}…</button>`;
  }

  #question(key) {
    const back = () => this.#ask(undefined, `[data-key="${CSS.escape(key.id)}"] [data-testid=revoke]`);
    return html`<div class="row" role="group" tabindex="-1" aria-labelledby="sure" data-testid="sure" @keydown=${(event) => event.key === 'Escape' && back()}>
      <span id="sure" class="wide">${texts.sure(key.name)}</span>
      <button class="primary" data-testid="revoke-now" @click=${this.doing(() => this.#revoke(key))}>${texts.revoke}</button>
      <button data-testid="keep" @click=${back}>${texts.cancel}</button>
    </div>`;
  }

  async #read(api) {
    const [{ keys, grantable }, known] = await Promise.all([api.get('/api-keys'), api.get('/service-accounts')]);
    if (keys.some(({ person }) => person)) await this.#readNames(api);
    this.known = known;
    this.keys = keys;
    this.grantable = grantable;
  }

  /** People who are no members any more, and all people for those who may not see them, have none. */
  async #readNames(api) {
    const { people } = await api.get('/organisation/people?limit=200').catch(() => ({ people: [] }));
    this.names = new Map(people.map(({ id, name }) => [id, name]));
  }

  /** The element with the focus is gone afterwards. */
  async #ask(id, focused) {
    this.asked = id;
    await this.updateComplete;
    this.querySelector(focused)?.focus();
  }

  async #revoke({ id, name }) {
    // the second of two clicks would report that it was revoked before
    if (this.#revoking) return;
    this.#revoking = true;
    const was = await this.#remove(id).finally(() => (this.#revoking = false));
    this.querySelector('parley-new-key')?.forget(id);
    await this.#ask(undefined, '#keys');
    await this.#read(this.api);
    this.tell(was ? texts.revoked(name) : texts.gone(name), !was);
  }

  /** @returns false if it was revoked before */
  async #remove(id) {
    try {
      await this.api.remove(`/api-keys/${escaped(id)}`);
      return true;
    } catch (refused) {
      if (refused.status !== NOT_FOUND) throw refused;
      return false;
    }
  }
}

customElements.define('parley-api-keys', ApiKeys);
