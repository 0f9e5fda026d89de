import { html, nothing } from 'lit';
import { Api } from '../ui/api.js';
import { focusOn, Mistake } from '../ui/forms.js';
import { reasonOf, reasonsTexts } from '../ui/reasons.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { dateOf } from '../ui/times.js';
import { EntryPage, takeSecret } from './entry-page.js';
import { entryTexts } from './entry-texts.js';
import { codeField, emailField, passwordField } from './fields.js';

/*
 * Where links of mails lead: to a new organisation, one that was made for its owner, or an invitation. The holder chooses a
 * password, or proves an account that exists, and is signed in.
 */
const all = entryTexts(language);
const texts = all.link;
document.title = texts.title;

const secret = takeSecret();
const NOT_FOUND = 404;
const START = `/organisation?lang=${language}`;

class Link extends EntryPage {
  static properties = { link: { state: true }, isBad: { state: true }, failed: { state: true }, needsCode: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    if (secret) this.#look();
  }

  render() {
    if (!secret) return html`<h1>${texts.title}</h1><p data-testid="missing">${texts.missing}</p>${this.#others()}`;
    if (this.isBad) return html`<h1>${texts.bad}</h1><p data-testid="bad">${texts.badAbout}</p>${this.#others()}`;
    if (this.failed) return html`<h1>${texts.title}</h1><p class="bad" role="alert">${this.failed}</p><p><button data-testid="again" @click=${() => this.#look()}>${texts.again}</button></p>`;
    if (!this.link) return html`<h1>${texts.title}</h1><p role="status">${all.working}</p>`;
    return this.#open();
  }

  #others() {
    return html`<p class="row links"><a href="/sign-in?lang=${language}">${all.signIn.do}</a> <a href="/forgot?lang=${language}">${all.signIn.forgot}</a></p>`;
  }

  #open() {
    const { kind, organisation, expiresAt } = this.link;
    return html`<h1 dir="auto">${texts.kinds[kind]?.(organisation.name) ?? texts.title}</h1>
      <p class="soft">${texts.expires(dateOf(expiresAt))}</p>
      ${signedIn.now ? this.#asPerson() : nothing}
      ${this.#form()}`;
  }

  #asPerson() {
    return html`<p><button class="primary" data-testid="as-person" @click=${this.forms.doing('as-person', () => this.#acceptAsPerson())}>${texts.as(signedIn.now.person.name)}</button></p>
      ${this.forms.refusal('as-person')}
      <h2>${texts.other}</h2>`;
  }

  #form() {
    const { kind, email, hasAccount } = this.link;
    return html`<p>${hasAccount ? texts.known : texts.about[kind]}</p>
      <form class="narrow" method="post" @submit=${this.forms.submitting('link', (input) => this.#submit(input))} data-testid="link">
        <div class="fields" ?hidden=${this.needsCode}>
          ${emailField({ value: email, fixed: Boolean(email) })}
          ${hasAccount ? nothing : this.#name(kind)}
          ${passwordField({ isNew: !hasAccount })}
        </div>
        ${this.needsCode ? html`<p>${all.signIn.second}</p>${codeField()}` : nothing}
        ${this.forms.refusal('link')}
        <div class="row"><button class="primary" data-testid="accept">${texts.do}</button>
          ${this.needsCode ? html`<button type="button" @click=${() => this.#back()}>${all.back}</button>` : nothing}</div>
      </form>`;
  }

  /** Of a sign-up it is known. */
  #name(kind) {
    if (kind === 'verify') return nothing;
    return html`<div class="field"><label>${all.name}<input name="name" required maxlength="100" autocomplete="name" aria-describedby="name-hint" data-testid="name" /></label>
      <span class="soft" id="name-hint">${texts.nameHint}</span></div>`;
  }

  async #look() {
    this.failed = undefined;
    try {
      const found = await this.api.post('/links', { token: secret });
      // of a password: another page
      if (found.kind === 'reset') return location.replace(`/reset?lang=${language}#${secret}`);
      await signedIn.resume().catch(() => false);
      this.link = found;
    } catch (refused) {
      if (refused.status === NOT_FOUND) this.isBad = true;
      else this.failed = reasonOf(refused);
    }
  }

  async #submit({ email, name, password, code }) {
    const proof = { password, ...(name ? { name: name.trim() } : {}), ...(this.link.email ? {} : { email: email.trim() }), ...(code ? { code: code.trim() } : {}) };
    try {
      await signedIn.enter(() => this.api.post('/links/acceptance', { token: secret, ...proof, cookie: true }));
    } catch (refused) {
      if (refused.kind === 'code-needed') return this.#ask();
      if (refused.kind === 'password-refused') throw Object.assign(refused, { field: 'password' });
      if (refused.kind !== 'sign-in-refused') throw refused;
      const { wrongPassword, wrongCode } = reasonsTexts(language);
      throw this.needsCode ? new Mistake(wrongCode, 'code') : new Mistake(wrongPassword, 'password');
    }
    location.replace(START);
  }

  async #acceptAsPerson() {
    const { organisation } = await new Api(signedIn, '/v1').post('/links/acceptance', { token: secret });
    await signedIn.go(organisation.id);
    location.replace(START);
  }

  async #ask() {
    this.needsCode = true;
    await focusOn(this, '[name=code]');
  }

  async #back() {
    this.needsCode = false;
    this.forms.clear('link');
    await focusOn(this, '[name=password]');
  }
}

customElements.define('parley-link', Link);
