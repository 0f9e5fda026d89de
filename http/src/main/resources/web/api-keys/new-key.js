import { LitElement, html, nothing } from 'lit';
import { copied } from '../ui/copying.js';
import { endOf, lastDays, linesOf } from './key-facts.js';

/*
 * Makes an API key: a button, a form, then the key, until the person has stored it. The key is in this element alone: not in
 * the tab's storage, and in no field, whose text browsers restore. `page` is its [StaffPage]; `changed()` reads the list.
 */
const UNAUTHORIZED = 401;
const SERVER_ERROR = 500;

class NewKey extends LitElement {
  static properties = {
    api: { attribute: false },
    page: { attribute: false },
    texts: { attribute: false },
    scopes: { attribute: false },
    accounts: { attribute: false },
    changed: { attribute: false },
    open: { state: true },
    made: { state: true },
    refused: { state: true },
    copied: { state: true },
  };

  #busy = false;
  /** Going back in the history would show it again. */
  #left = () => (this.made = undefined);

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('pagehide', this.#left);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('pagehide', this.#left);
  }

  render() {
    if (this.made) return this.#secret();
    return this.open
      ? this.#form()
      : html`<button class="primary" data-testid="add" @click=${() => this.#show({ open: true }, '[name=name]')}>${this.texts.add}</button>`;
  }

  /** Forgets the key that is shown, if it is this one. */
  forget(id) {
    if (this.made?.id === id) this.made = undefined;
  }

  #form() {
    const { texts } = this;
    const { first, last } = lastDays();
    return html`<h3>${texts.add}</h3>
      <form @submit=${(event) => this.#submit(event)} data-testid="new-key">
        <div class="field"><label>${texts.name}<input name="name" required maxlength="100" autocomplete="off" aria-describedby="name-hint" /></label>
          <span class="soft" id="name-hint">${texts.nameHint}</span></div>
        <div class="field"><label>${texts.lastDay}<input name="lastDay" type="date" min=${first} max=${last} aria-describedby="last-day-hint" /></label>
          <span class="soft" id="last-day-hint">${texts.lastDayHint}</span></div>
        ${this.accounts.length === 0
          ? nothing
          : html`<div class="field"><label>${texts.owner}<select name="account"><option value="">${texts.mine}</option>
              ${this.accounts.map((account) => html`<option value=${account.id}>${account.name}</option>`)}</select></label></div>`}
        <fieldset class="wide" aria-describedby="scopes-hint">
          <legend>${texts.allowed}</legend>
          ${this.scopes.map((scope) => this.#scope(scope))}
        </fieldset>
        <p class="wide soft" id="scopes-hint">${texts.allowedHint}</p>
        <div class="wide"><label>${texts.from}<textarea class="short" name="addresses" spellcheck="false" autocapitalize="off" aria-describedby="from-hint"></textarea></label>
          <span class="soft" id="from-hint">${texts.fromHint}</span></div>
        <p class="wide bad" role="alert" dir="auto" data-testid="refused">${this.refused}</p>
        <div class="row wide"><button class="primary" data-testid="make">${texts.make}</button>
          <button type="button" data-testid="cancel" @click=${() => this.#show({ open: false, refused: '' }, '[data-testid=add]')}>${texts.cancel}</button></div>
      </form>`;
  }

  #scope(scope) {
    const explained = this.texts.explained[scope];
    return html`<label class="check"><input type="checkbox" name="scopes" value=${scope} />
      <span><b>${scope}</b> ${explained ?? nothing}</span></label>`;
  }

  #secret() {
    const { texts } = this;
    const { name, key } = this.made;
    return html`<section class="secret" aria-labelledby="made" data-testid="made">
      <h3 id="made" tabindex="-1">${texts.isMade(name)}</h3>
      <p>${texts.once}</p>
      <code translate="no" data-testid="key">${key}</code>
      <p role="status" data-testid="copied">${this.copied}</p>
      <div class="row"><button class="primary" data-testid="copy" @click=${() => this.#copy(key)}>${texts.copy}</button>
        <button data-testid="stored" @click=${() => this.#show({ made: undefined, open: false }, '[data-testid=add]')}>${texts.done}</button></div>
    </section>`;
  }

  async #submit(event) {
    event.preventDefault();
    // a second key would be made, whose text nobody sees
    if (this.#busy) return;
    const form = event.target;
    const input = new FormData(form);
    const wish = { name: input.get('name').trim(), scopes: input.getAll('scopes'), addresses: linesOf(input.get('addresses')) };
    const expiresAt = endOf(input.get('lastDay'));
    if (expiresAt) wish.expiresAt = expiresAt;
    if (input.get('account')) wish.account = input.get('account');
    this.refused = '';
    if (wish.scopes.length === 0) {
      this.refused = this.texts.noScope;
      form.querySelector('[name=scopes]')?.focus();
      return;
    }
    this.#busy = true;
    await this.#make(wish);
    this.#busy = false;
  }

  async #make(wish) {
    this.page.tell([]);
    try {
      const { id, name, key } = await this.api.post('/api-keys', wish);
      await this.#show({ made: { id, name, key }, open: false, copied: '' }, '#made');
    } catch (refused) {
      this.refused = this.#reason(refused);
    }
    await this.page.watched(() => this.changed());
  }

  #reason(refused) {
    const { status, message } = refused;
    // it may have been made all the same
    if (status === 0 || status >= SERVER_ERROR) return this.texts.lost;
    return this.texts.refused(status === UNAUTHORIZED || !message ? this.page.reason(refused) : message);
  }

  async #copy(key) {
    this.copied = '';
    await this.updateComplete;
    this.copied = (await copied(key, this.querySelector('code'))) ? this.texts.copied : this.texts.copyByHand;
  }

  /** The element with the focus is gone afterwards. */
  async #show(state, focused) {
    Object.assign(this, state);
    await this.updateComplete;
    this.querySelector(focused)?.focus();
  }
}

customElements.define('parley-new-key', NewKey);
