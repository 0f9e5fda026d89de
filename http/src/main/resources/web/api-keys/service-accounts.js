import { LitElement, html, nothing } from 'lit';
import { roleName, roleNames } from '../organisation/role-choice.js';

/*
 * The organisation's service accounts: their roles, one to make, changes, and their removal. `known` is the server's answer,
 * `{accounts, roles, customRoles}`; `page` is the [StaffPage]; `changed()` reads all again.
 */
const NEW = { name: '', roles: [], customRoles: [] };

const escaped = encodeURIComponent;

class ServiceAccounts extends LitElement {
  static properties = {
    api: { attribute: false },
    page: { attribute: false },
    texts: { attribute: false },
    known: { attribute: false },
    changed: { attribute: false },
    edited: { state: true },
    asked: { state: true },
    refused: { state: true },
  };

  #busy = false;

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  render() {
    const { texts, known } = this;
    return html`<h2 id="accounts" tabindex="-1">${texts.accounts}</h2>
      <p>${texts.aboutAccounts}</p>
      ${this.edited === NEW
        ? html`<h3>${texts.addAccount}</h3>${this.#form(NEW)}`
        : html`<p><button data-testid="add-account" @click=${() => this.#show({ edited: NEW, refused: '' }, '[name=accountName]')}>${texts.addAccount}</button></p>`}
      ${known.accounts.map((account) => this.#account(account))}`;
  }

  #account(account) {
    const { id, name } = account;
    const isEdited = this.edited?.id === id;
    return html`<article data-account=${id}><h3><bdi>${name}</bdi></h3>
      ${isEdited ? this.#form(account) : html`<p>${roleNames(account)}</p>`}
      ${isEdited ? nothing : this.asked === id ? this.#question(account) : this.#actions(account)}
    </article>`;
  }

  #actions(account) {
    const { texts } = this;
    const { id, name } = account;
    return html`<div class="row">
      <button data-testid="edit-account" aria-label=${`${texts.edit}: ${name}`} @click=${() => this.#show({ edited: account, refused: '' }, '[name=accountName]')}>${texts.edit}…</button>
      <button data-testid="remove-account" aria-label=${`${texts.remove}: ${name}`} @click=${() => this.#show({ asked: id }, '[data-testid=sure-account]')}>${texts.remove}…</button>
    </div>`;
  }

  #question({ id, name }) {
    const { texts } = this;
    const back = () => this.#show({ asked: undefined }, `[data-account="${CSS.escape(id)}"] [data-testid=remove-account]`);
    return html`<div class="row" role="group" tabindex="-1" aria-labelledby="sure-account" data-testid="sure-account" @keydown=${(event) => event.key === 'Escape' && back()}>
      <span id="sure-account" class="wide">${texts.sureAccount(name)}</span>
      <button class="primary" data-testid="remove-account-now" @click=${() => this.#remove(id)}>${texts.remove}</button>
      <button @click=${back}>${texts.cancel}</button>
    </div>`;
  }

  #form({ id, name, roles, customRoles }) {
    const { texts, known } = this;
    const box = (field, has) => (word) => html`<label class="check"><input type="checkbox" name=${field} value=${word} ?checked=${has.includes(word)} /><b>${roleName(word)}</b></label>`;
    const offered = (field, has) => [...new Set([...known[field], ...has])].map(box(field, has));
    return html`<form @submit=${(event) => this.#submit(event, id)} data-testid="account-form">
      <div class="field"><label>${texts.name}<input name="accountName" required maxlength="100" autocomplete="off" .value=${name} /></label></div>
      <fieldset class="wide"><legend>${texts.roles}</legend>${offered('roles', roles)} ${offered('customRoles', customRoles)}</fieldset>
      <p class="wide bad" role="alert" dir="auto" data-testid="account-refused">${this.refused}</p>
      <div class="row wide"><button class="primary" data-testid="store-account">${texts.store}</button>
        <button type="button" @click=${() => this.#show({ edited: undefined, refused: '' }, '#accounts')}>${texts.cancel}</button></div>
    </form>`;
  }

  async #submit(event, id) {
    event.preventDefault();
    const form = event.target;
    const input = new FormData(form);
    const wish = { name: input.get('accountName').trim(), roles: input.getAll('roles'), customRoles: input.getAll('customRoles') };
    await this.#once(async () => {
      try {
        await (id ? this.api.put(`/service-accounts/${escaped(id)}`, wish) : this.api.post('/service-accounts', wish));
        await this.changed();
        await this.#show({ edited: undefined, refused: '' }, '#accounts');
      } catch (refused) {
        this.refused = refused.message || this.page.reason(refused);
      }
    });
  }

  #remove(id) {
    return this.#once(async () => {
      await this.page.tried(async () => {
        await this.api.remove(`/service-accounts/${escaped(id)}`);
        await this.changed();
      });
      await this.#show({ asked: undefined }, '#accounts');
    });
  }

  /** The second of two clicks would do it twice. */
  async #once(work) {
    if (this.#busy) return;
    this.#busy = true;
    await work().finally(() => (this.#busy = false));
  }

  /** The element with the focus is gone afterwards. */
  async #show(state, focused) {
    Object.assign(this, state);
    await this.updateComplete;
    this.querySelector(focused)?.focus();
  }
}

customElements.define('parley-service-accounts', ServiceAccounts);
