import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { focusOn, Forms, Mistake } from '../ui/forms.js';
import '../ui/page-language.js';
import { canUsePasskeys, createPasskey, isOfOtherDomain } from '../ui/passkeys.js';
import { isWrongProof, reasonsTexts } from '../ui/reasons.js';
import { language } from '../ui/texts.js';
import { dateOf } from '../ui/times.js';
import { accountTexts } from './account-texts.js';
import { codeField, passwordField } from './fields.js';

/*
 * A person's passkeys: lists, adds, names and removes them.
 *
 * `page` is its [PersonPage]; `hasCode` says whether the account has a second factor.
 */
const texts = accountTexts(language).passkeys;
const common = accountTexts(language);

const idOf = ({ id }) => id;
const addressOf = (id) => `/me/passkeys/${encodeURIComponent(id)}`;

class Passkeys extends LitElement {
  static properties = {
    page: { attribute: false },
    email: { attribute: false },
    hasCode: { attribute: false },
    all: { state: true },
    step: { state: true },
  };

  forms = new Forms(this);

  constructor() {
    super();
    this.all = [];
    /** `add`, `rename <id>` or `remove <id>`; empty for the list alone. */
    this.step = '';
  }

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    this.page.watched(() => this.#read());
  }

  render() {
    return html`<h2 id="passkeys" tabindex="-1">${texts.title}</h2>
      <p>${texts.about}</p>
      <ul class="cards" data-testid="passkeys">${repeat(this.all, idOf, (each) => this.#passkey(each))}</ul>
      ${this.all.length === 0 ? html`<p class="soft" data-testid="no-passkeys">${texts.none}</p>` : nothing}
      ${this.step === 'add' ? this.#adding() : this.#begin()}
      ${this.forms.refusal('passkeys')}`;
  }

  #passkey({ id, name, createdAt, usedAt }) {
    if (this.step === `rename ${id}`) return this.#renaming(id, name);
    return html`<li class="row" data-passkey=${id}>
      <span class="grow"><bdi>${name}</bdi> <span class="soft">${texts.added} ${dateOf(createdAt)}. ${usedAt ? html`${common.used}: ${dateOf(usedAt)}.` : texts.unused}</span></span>
      ${this.step === `remove ${id}`
        ? html`<button class="primary" data-testid="remove-passkey-now" @click=${this.forms.doing('passkeys', () => this.#remove(id))}>${texts.removeNow(name)}</button>
            <button @click=${() => this.#go('', '#passkeys')}>${common.cancel}</button>`
        : html`<button data-testid="rename-passkey" aria-label=${texts.renameOf(name)} @click=${() => this.#go(`rename ${id}`, '[name=name]')}>${texts.rename}</button>
            <button data-testid="remove-passkey" aria-label=${texts.removeOf(name)} @click=${() => this.#go(`remove ${id}`, '[data-testid=remove-passkey-now]')}>${texts.remove}</button>`}
    </li>`;
  }

  #renaming(id, name) {
    return html`<li data-passkey=${id}><form class="narrow" method="post" @submit=${this.forms.submitting('rename-passkey', (input) => this.#rename(id, input))}>
      ${nameField(name)} ${this.forms.refusal('rename-passkey')}
      <div class="row"><button class="primary" data-testid="rename-passkey-now">${texts.rename}</button>
        <button type="button" @click=${() => this.#go('', '#passkeys')}>${common.cancel}</button></div>
    </form></li>`;
  }

  #begin() {
    if (!canUsePasskeys()) return html`<p class="soft" data-testid="passkeys-impossible">${texts.impossible}</p>`;
    return html`<p><button data-testid="add-passkey" @click=${() => this.#go('add', '[name=name]')}>${texts.add}…</button></p>`;
  }

  #adding() {
    return html`<form class="narrow" method="post" @submit=${this.forms.submitting('add-passkey', (input) => this.#add(input))} data-testid="new-passkey">
      <p>${texts.addAbout}</p>
      ${nameField('')}
      <input class="unseen" tabindex="-1" aria-hidden="true" readonly name="email" type="email" autocomplete="username" .value=${this.email} />
      ${passwordField({ label: common.currentPassword })} ${this.hasCode ? codeField() : nothing}
      ${this.forms.refusal('add-passkey')}
      <div class="row"><button class="primary" data-testid="add-passkey-now">${texts.add}</button>
        <button type="button" @click=${() => this.#go('', '#passkeys')}>${common.cancel}</button></div>
    </form>`;
  }

  async #add({ name, password, code }) {
    this.page.tell('');
    const proof = { password, ...(code ? { code: code.trim() } : {}) };
    const options = await this.page.api.post('/me/passkeys/options', proof).catch((refused) => {
      throw isWrongProof(refused) && !this.hasCode ? new Mistake(reasonsTexts(language).wrongPassword, 'password') : refused;
    });
    const credential = await created(options);
    await this.page.api.post('/me/passkeys', { name: name.trim(), credential });
    await this.#read();
    this.page.tell(texts.isAdded(name.trim()));
    await this.#go('', '#passkeys');
  }

  async #rename(id, { name }) {
    await this.page.api.patch(addressOf(id), { name: name.trim() });
    await this.#read();
    this.page.tell(texts.isRenamed);
    await this.#go('', '#passkeys');
  }

  async #remove(id) {
    await this.page.api.remove(addressOf(id));
    await this.#read();
    this.page.tell(texts.isRemoved);
    await this.#go('', '#passkeys');
  }

  async #read() {
    this.all = (await this.page.api.get('/me/passkeys')).passkeys;
  }

  async #go(step, focused) {
    this.step = step;
    await focusOn(this, focused);
  }
}

/** By which the person knows the passkey again. */
function nameField(value) {
  return html`<div class="field"><label>${texts.name}<input name="name" required maxlength="100" autocomplete="off" .value=${value} data-testid="passkey-name" aria-describedby="passkey-name-hint" /></label>
    <span class="soft" id="passkey-name-hint">${texts.nameHint}</span></div>`;
}

async function created(options) {
  try {
    const credential = await createPasskey(options);
    if (credential === null) throw new Mistake(texts.notMade);
    return credential;
  } catch (refused) {
    if (refused.name === 'InvalidStateError') throw new Mistake(texts.known);
    throw isOfOtherDomain(refused) ? new Mistake(reasonsTexts(language).reasons['other-domain']) : refused;
  }
}

customElements.define('parley-passkeys', Passkeys);
