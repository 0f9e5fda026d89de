import { html, nothing } from 'lit';
import { focusOn, Mistake } from '../ui/forms.js';
import { askPasskey, canOfferPasskeys, canUsePasskeys, isOfOtherDomain, offerPasskey } from '../ui/passkeys.js';
import { reasonsTexts } from '../ui/reasons.js';
import { signedIn } from '../ui/signed-in.js';
import { wayBack, wayBackFromProvider } from '../ui/staff-links.js';
import { language } from '../ui/texts.js';
import { EntryPage } from './entry-page.js';
import { entryTexts } from './entry-texts.js';
import { codeField, emailField, passwordField } from './fields.js';

/*
 * A person signs in: by address and password, then by a code if the account has a second factor; by a passkey; or at the
 * provider of its company. `?to=` names the page of this site that asked for it, `?error=` says why a provider did not sign the
 * person in.
 */
const all = entryTexts(language);
const texts = all.signIn;
document.title = texts.title;

const NOT_FOUND = 404;
/** A challenge lasts five minutes. */
const OFFER_MS = 240_000;

class SignIn extends EntryPage {
  static properties = { needsCode: { state: true } };

  /** Ends the offer of passkeys in the field of the address: a browser has one request at a time. */
  #offered;
  #offering;

  constructor() {
    super();
    this.needsCode = false;
  }

  connectedCallback() {
    super.connectedCallback();
    const error = new URLSearchParams(location.search).get('error');
    if (error !== null) this.forms.refuse('provider', Object.hasOwn(texts.errors, error) ? texts.errors[error] : texts.errors.other);
    // without an answer, the form is there
    signedIn.resume().then(
      (isIn) => (isIn ? location.replace(wayBack()) : (this.#offering = this.#offer())),
      () => undefined,
    );
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#offered?.abort();
  }

  render() {
    return html`
      <h1>${texts.title}</h1>
      <form class="narrow" method="post" @submit=${this.forms.submitting('sign-in', (input) => this.#submit(input))} data-testid="sign-in">
        <div class="fields" ?hidden=${this.needsCode}>${emailField({ offersPasskeys: canUsePasskeys() })} ${passwordField()}</div>
        ${this.needsCode ? html`<p>${texts.second}</p>${codeField()}` : nothing}
        ${this.forms.refusal('sign-in')}
        <div class="row"><button class="primary" data-testid="enter">${texts.do}</button>
          ${this.needsCode ? html`<button type="button" data-testid="back" @click=${() => this.#back()}>${all.back}</button>` : nothing}</div>
      </form>
      ${this.needsCode
        ? nothing
        : html`${canUsePasskeys() ? html`<p><button data-testid="passkey" @click=${this.forms.doing('passkey', () => this.#byPasskey())}>${texts.passkey}</button></p>${this.forms.refusal('passkey')}` : nothing}
            <p><button aria-describedby="provider-hint" data-testid="provider" @click=${this.forms.doing('provider', () => this.#atProvider())}>${texts.provider}</button></p>
            <p class="soft" id="provider-hint">${texts.providerHint}</p>`}
      ${this.forms.refusal('provider')}
      <p class="row links"><a href="/forgot?lang=${language}" data-testid="to-forgot">${texts.forgot}</a> <a href="/sign-up?lang=${language}" data-testid="to-sign-up">${texts.signUp}</a></p>
    `;
  }

  async #submit({ email, password, code }) {
    const proof = { email: email.trim(), password, ...(code ? { code: code.trim() } : {}), cookie: true };
    try {
      await signedIn.enter(() => this.api.post('/sign-ins', proof));
    } catch (refused) {
      if (refused.kind === 'code-needed') return this.#ask();
      if (refused.kind === 'sso-needed') return this.#leave(email.trim());
      if (refused.kind !== 'sign-in-refused') throw refused;
      const { wrong, wrongCode } = reasonsTexts(language);
      throw this.needsCode ? new Mistake(wrongCode, 'code') : new Mistake(wrong, 'password');
    }
    location.replace(wayBack());
  }

  /** Offers the passkeys of this browser where the address is typed, with another challenge before one is too old. Without an answer, the form is there. */
  async #offer() {
    const ending = new AbortController();
    this.#offered = ending;
    const { signal } = ending;
    if (!(await canOfferPasskeys()) || signal.aborted) return;
    let isRenewed = false;
    const renewal = setTimeout(() => {
      isRenewed = true;
      ending.abort();
    }, OFFER_MS);
    try {
      const options = await this.api.post('/sign-ins/passkey/options', {}).catch(() => null);
      const credential = options === null || signal.aborted ? null : await offerPasskey(options, signal);
      if (credential !== null) return await this.forms.once('passkey', () => this.#enter(credential), this);
    } finally {
      clearTimeout(renewal);
    }
    if (isRenewed) return this.#offer();
  }

  /** The offer ends first, so that its challenge does not take the place of this one's. */
  async #byPasskey() {
    this.#offered?.abort();
    await this.#offering;
    try {
      const options = await this.api.post('/sign-ins/passkey/options', {});
      const credential = await askPasskey(options);
      if (credential === null) throw new Mistake(texts.noPasskey);
      await this.#enter(credential);
    } catch (refused) {
      this.#offering = this.#offer();
      throw isOfOtherDomain(refused) ? new Mistake(reasonsTexts(language).reasons['other-domain']) : refused;
    }
  }

  async #enter(credential) {
    try {
      await signedIn.enter(() => this.api.post('/sign-ins/passkey', { credential, cookie: true }));
    } catch (refused) {
      throw refused.kind === 'sign-in-refused' ? new Mistake(texts.passkeyRefused) : refused;
    }
    location.replace(wayBack());
  }

  /** The address is enough. */
  async #atProvider() {
    const field = this.querySelector('[name=email]');
    const email = field.value.trim();
    if (email === '' || !field.validity.valid) {
      field.focus();
      throw new Mistake(texts.needsEmail);
    }
    await this.#leave(email);
  }

  async #leave(email) {
    const found = await this.api.post('/sign-ins/oidc', { email, returnTo: wayBackFromProvider() }).catch((refused) => {
      throw refused.status === NOT_FOUND ? new Mistake(texts.noProvider, 'password') : refused;
    });
    signedIn.expect();
    location.assign(found.location);
  }

  async #ask() {
    this.needsCode = true;
    await focusOn(this, '[name=code]');
  }

  async #back() {
    this.needsCode = false;
    this.forms.clear('sign-in');
    await focusOn(this, '[name=password]');
  }
}

customElements.define('parley-sign-in', SignIn);
