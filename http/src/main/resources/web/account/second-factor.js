import { LitElement, html } from 'lit';
import { copied } from '../ui/copying.js';
import { focusOn, Forms, Mistake } from '../ui/forms.js';
import '../ui/page-language.js';
import { isWrongProof, reasonsTexts } from '../ui/reasons.js';
import { language } from '../ui/texts.js';
import { accountTexts } from './account-texts.js';
import { codeField, passwordField } from './fields.js';

/*
 * Turns the second factor of an account on and off. Key and recovery codes are in this element alone, until the person has
 * stored them: not in the tab's storage, and in no field, whose text browsers restore.
 *
 * `page` is its [PersonPage]; `isOn` and `left`, the number of recovery codes, say how it is now; `changed()` reads that again.
 */
const texts = accountTexts(language);

class SecondFactor extends LitElement {
  static properties = {
    page: { attribute: false },
    email: { attribute: false },
    isOn: { attribute: false },
    left: { attribute: false },
    changed: { attribute: false },
    step: { state: true },
    key: { state: true },
    codes: { state: true },
    told: { state: true },
  };

  forms = new Forms(this);
  /** Going back in the history would show them again. */
  #left = () => this.#forget();

  constructor() {
    super();
    this.#forget();
  }

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
    return html`<h2 id="second" tabindex="-1">${texts.second}</h2>${this.#step()}`;
  }

  #step() {
    switch (this.step) {
      case 'password':
        return this.#begin();
      case 'key':
        return this.#confirm();
      case 'codes':
        return this.#codes();
      case 'off':
        return this.#turnOff();
      default:
        return this.#start();
    }
  }

  #start() {
    const step = this.isOn ? 'off' : 'password';
    return html`<p>${texts.secondAbout}</p><p data-testid="second-factor">${this.isOn ? html`${texts.on} ${texts.left(this.left)}` : texts.off}</p>
      <p><button data-testid="second-factor-${step}" @click=${() => this.#go(step, '[name=password]')}>${this.isOn ? texts.remove : texts.begin}…</button></p>`;
  }

  #begin() {
    return html`<form class="narrow" method="post" @submit=${this.forms.submitting('begin', (input) => this.#begun(input))}>
      ${this.#username()} ${passwordField({ label: texts.currentPassword })} ${this.forms.refusal('begin')} ${this.#buttons(texts.begin, 'begin')}
    </form>`;
  }

  #confirm() {
    const { key, uri, picture } = this.key;
    return html`<h3 id="scan" tabindex="-1">${texts.scan}</h3>
      <svg class="picture" role="img" aria-label=${texts.picture} viewBox="0 0 ${picture.size} ${picture.size}" data-testid="picture"><path d=${picture.path} /></svg>
      <p><a href=${uri} data-testid="uri">${texts.orLink}</a></p>
      <p>${texts.orKey} <code class="key" translate="no" data-testid="totp-key">${key}</code></p>
      <form class="narrow" method="post" @submit=${this.forms.submitting('confirm', (input) => this.#confirmed(input))}>
        <p>${texts.confirmAbout}</p> ${codeField()} ${this.forms.refusal('confirm')} ${this.#buttons(texts.confirm, 'confirm')}
      </form>`;
  }

  #codes() {
    return html`<section class="secret printed" aria-labelledby="codes" data-testid="codes">
      <h3 id="codes" tabindex="-1">${texts.codes}</h3>
      <p class="unprinted">${texts.codesAbout}</p>
      <p>${texts.codeName(this.email)}</p>
      <code translate="no">${this.codes.map((code) => html`<span>${code}</span> `)}</code>
      <p role="status" data-testid="copied">${this.told}</p>
      <div class="row unprinted"><button class="primary" data-testid="copy" @click=${() => this.#copy()}>${texts.copy}</button>
        <button data-testid="print" @click=${() => window.print()}>${texts.print}</button>
        <button data-testid="stored" @click=${() => this.#go('', '#second')}>${texts.stored}</button></div>
    </section>`;
  }

  #turnOff() {
    return html`<p>${texts.removeAbout}</p>
      <form class="narrow" method="post" @submit=${this.forms.submitting('off', (input) => this.#removed(input))}>
        ${this.#username()} ${passwordField({ label: texts.currentPassword })} ${codeField()} ${this.forms.refusal('off')} ${this.#buttons(texts.remove, 'off')}
      </form>`;
  }

  /** Tells a password manager which password is meant. */
  #username() {
    return html`<input class="unseen" tabindex="-1" aria-hidden="true" readonly name="email" type="email" autocomplete="username" .value=${this.email} />`;
  }

  #buttons(words, name) {
    return html`<div class="row"><button class="primary" data-testid="${name}-now">${words}</button>
      <button type="button" @click=${() => this.#go('', '#second')}>${texts.cancel}</button></div>`;
  }

  async #begun({ password }) {
    this.page.tell('');
    this.key = await this.page.api.post('/me/second-factor', { password }).catch(mistaken('password', 'wrongPassword'));
    await this.#go('key', '#scan');
  }

  async #confirmed({ code }) {
    const { recoveryCodes } = await this.page.api.put('/me/second-factor', { code: code.trim() }).catch(mistaken('code', 'wrongCode'));
    this.codes = recoveryCodes;
    this.key = undefined;
    this.page.tell(texts.isOn);
    await this.#go('codes', '#codes');
    await this.page.watched(() => this.changed());
  }

  async #removed({ password, code }) {
    await this.page.api.remove('/me/second-factor', { password, code: code.trim() }).catch(mistaken('password', 'wrongPassword'));
    this.page.tell(texts.isOff);
    await this.page.watched(() => this.changed());
    await this.#go('', '#second');
  }

  async #copy() {
    this.told = '';
    await this.updateComplete;
    this.told = (await copied(this.codes.join('\n'), this.querySelector('code'))) ? texts.copied : texts.copyByHand;
  }

  async #go(step, focused) {
    if (step === '') this.#forget();
    this.step = step;
    await focusOn(this, focused);
  }

  #forget() {
    this.step = '';
    this.key = undefined;
    this.codes = [];
    this.told = '';
  }
}

/** The server says one word for a wrong password and a wrong code. */
function mistaken(field, words) {
  return (refused) => {
    throw isWrongProof(refused) ? new Mistake(reasonsTexts(language)[words], field) : refused;
  };
}

customElements.define('parley-second-factor', SecondFactor);
