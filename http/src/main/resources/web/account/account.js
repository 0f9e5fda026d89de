import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { focusOn, Mistake } from '../ui/forms.js';
import { PersonPage } from '../ui/person-page.js';
import { isWrongProof, reasonsTexts } from '../ui/reasons.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { dateOf } from '../ui/times.js';
import { accountTexts } from './account-texts.js';
import { passwordField } from './fields.js';
import './passkeys.js';
import './second-factor.js';

/*
 * A person's own account: the organisations it belongs to, its password, second factor and passkeys, and where it is signed in.
 */
const texts = accountTexts(language);
document.title = texts.title;

/** The languages of the program's mails, each in its own. */
const MAILS = { en: 'English', de: 'Deutsch', es: 'Español' };

const idOf = ({ id }) => id;

class Account extends PersonPage {
  static properties = { me: { state: true }, signIns: { state: true } };

  constructor() {
    super(texts.title);
    this.signIns = [];
  }

  async opened() {
    await Promise.all([this.#readMe(), this.#readSignIns()]);
  }

  page() {
    const { id, name, email, language: chosen } = this.me.person;
    return html`
      <h2>${texts.you}</h2>
      <dl class="facts">
        <div><dt>${texts.name}</dt><dd dir="auto" data-testid="name">${name}</dd></div>
        <div><dt>${texts.email}</dt><dd data-testid="email">${email}</dd></div>
        <div><dt>${texts.mailLanguage}</dt><dd>${this.#languages(chosen)}</dd></div>
        <div><dt>${texts.here}</dt><dd dir="auto" data-testid="here">${this.me.organisation?.name ?? texts.platform}</dd></div>
        <div><dt>${texts.id}</dt><dd><code>${id}</code></dd></div>
      </dl>
      ${this.#organisations()}
      ${this.#password(email)}
      <parley-second-factor .page=${this} .email=${email} .isOn=${this.me.secondFactor} .left=${this.me.recoveryCodesLeft} .changed=${() => this.#readMe()}></parley-second-factor>
      <parley-passkeys .page=${this} .email=${email} .hasCode=${this.me.secondFactor}></parley-passkeys>
      ${this.#places()}
    `;
  }

  /** @param chosen a tag of BCP 47, perhaps of a region or of a language in which organisations alone write */
  #languages(chosen = '') {
    const [base] = chosen.split('-');
    return html`<select aria-label=${texts.mailLanguage} data-testid="mail-language" @change=${this.forms.doing('mail-language', ({ value }) => this.#read(value))}>
        ${base in MAILS ? nothing : html`<option value=${chosen} disabled .selected=${true}>${chosen || texts.unknown}</option>`}
        ${Object.entries(MAILS).map(([tag, name]) => html`<option value=${tag} lang=${tag} .selected=${tag === base}>${name}</option>`)}
      </select>${this.forms.refusal('mail-language')}`;
  }

  #organisations() {
    const { organisations, organisation } = this.me;
    return html`<h2 id="organisations" tabindex="-1">${texts.organisations}</h2>
      ${organisations.length === 0 ? html`<p>${texts.none}</p>` : nothing}
      <ul class="cards">${repeat(organisations, idOf, (each) => this.#organisation(each, each.id === organisation?.id))}</ul>
      ${this.me.platform && organisation ? html`<p><button data-testid="go-platform" @click=${this.forms.doing('go', () => this.#go(undefined, texts.platform))}>${texts.goPlatform}</button></p>` : nothing}
      ${this.forms.refusal('go')}`;
  }

  #organisation({ id, name, state, roles }, isHere) {
    return html`<li class="row" data-organisation=${id} aria-current=${isHere ? 'true' : nothing}>
      <span class="grow"><bdi>${name}</bdi> <span class="badge ${state}">${texts.states[state] ?? state}</span> <span class="soft">${texts.roles}: ${roles.join(', ')}</span></span>
      ${isHere ? html`<span class="soft">${texts.current}</span>` : html`<button data-testid="go" @click=${this.forms.doing('go', () => this.#go(id, name))}>${texts.go(name)}</button>`}
    </li>`;
  }

  #password(email) {
    return html`<h2>${texts.password}</h2>
      <form class="narrow" method="post" @submit=${this.forms.submitting('password', (input, form) => this.#change(input, form))} data-testid="change-password">
        <p>${texts.changeAbout}</p>
        <input class="unseen" tabindex="-1" aria-hidden="true" readonly name="email" type="email" autocomplete="username" .value=${email} />
        ${passwordField({ name: 'current', label: texts.currentPassword })}
        ${passwordField({ name: 'changed', label: texts.newPassword, isNew: true })}
        ${this.forms.refusal('password')}
        <div class="row"><button class="primary" data-testid="change">${texts.change}</button></div>
      </form>`;
  }

  #places() {
    const others = this.signIns.filter(({ current }) => !current);
    return html`<h2 id="sign-ins" tabindex="-1">${texts.signIns}</h2>
      <ul class="cards">${repeat(this.signIns, idOf, (each) => this.#place(each))}</ul>
      ${others.length === 0 ? html`<p class="soft">${texts.noOthers}</p>` : html`<p><button data-testid="end-others" @click=${this.forms.doing('sign-ins', () => this.#endOthers())}>${texts.endOthers}</button></p>`}
      ${this.forms.refusal('sign-ins')}`;
  }

  #place({ id, organisation, startedAt, usedAt, current }) {
    const place = organisation?.name ?? texts.platform;
    return html`<li class="row" data-sign-in=${id}>
      <span class="grow"><bdi>${place}</bdi>${current ? html` <span class="badge valid">${texts.this}</span>` : nothing}
        <span class="soft">${texts.started} ${dateOf(startedAt)}. ${texts.used}: ${dateOf(usedAt)}.</span></span>
      ${current ? nothing : html`<button data-testid="end" aria-label=${texts.endOf(place, dateOf(startedAt))} @click=${this.forms.doing('sign-ins', () => this.#end(id))}>${texts.end}</button>`}
    </li>`;
  }

  async #readMe() {
    this.me = await this.api.get('/me');
  }

  async #readSignIns() {
    this.signIns = (await this.api.get('/sign-ins')).signIns;
  }

  async #read(chosen) {
    this.me = await this.api.patch('/me', { language: chosen });
    this.tell(texts.languageChanged);
  }

  async #go(organisation, name) {
    await signedIn.go(organisation);
    await this.opened();
    this.tell(organisation ? texts.gone(name) : texts.gonePlatform);
    await focusOn(this, '#organisations');
  }

  async #change({ current, changed }, form) {
    this.tell('');
    try {
      await this.api.put('/me/password', { current, password: changed });
    } catch (refused) {
      if (refused.kind === 'password-refused') throw Object.assign(refused, { field: 'changed' });
      throw isWrongProof(refused) ? new Mistake(reasonsTexts(language).wrongPassword, 'current') : refused;
    }
    form.reset();
    this.tell(texts.changed);
    await this.watched(() => this.#readSignIns());
  }

  async #end(id) {
    await this.api.remove(`/sign-ins/${encodeURIComponent(id)}`);
    await this.#readSignIns();
    this.tell(texts.ended);
    await focusOn(this, '#sign-ins');
  }

  async #endOthers() {
    await this.api.remove('/sign-ins');
    await this.#readSignIns();
    this.tell(texts.othersEnded);
    await focusOn(this, '#sign-ins');
  }
}

customElements.define('parley-account', Account);
