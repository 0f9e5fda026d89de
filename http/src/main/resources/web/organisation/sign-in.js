import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { copied } from '../ui/copying.js';
import { draft } from '../ui/draft.js';
import { focusOn, Mistake, withField } from '../ui/forms.js';
import { language } from '../ui/texts.js';
import { organisationTexts } from './organisation-texts.js';
import { roleName } from './role-choice.js';
import { Section } from './section.js';

/*
 * Providers at which people of an organisation sign in (OpenID Connect). The client's secret is written, and never read.
 */
const all = organisationTexts(language);
const texts = all.signIn;
const ALL = '/organisation/sign-in-providers';
const NEW = { id: '', name: '', issuer: '', clientId: '', domains: [], passwords: 'allowed', admits: [] };
const PASSWORDS = ['allowed', 'owners', 'refused'];
/** Nobody comes as an owner. */
const ADMITTED = ['admin', 'config-manager', 'developer', 'member', 'viewer'];
const FIELDS = ['name', 'issuer', 'clientId', 'clientSecret', 'domains', 'passwords', 'admits'];
const OF_FIELD = { 'domain-not-proved': 'domains', 'domain-taken': 'domains', 'secret-needed': 'clientSecret' };
const idOf = ({ id }) => id;

class SignInProviders extends Section {
  static properties = { organisation: { attribute: false }, providers: { state: true }, edited: { state: true } };

  async read() {
    this.providers = (await this.api.get(ALL)).providers;
  }

  render() {
    return html`<h2 tabindex="-1">${all.sections['sign-in']}</h2><p>${texts.about}</p>
      ${this.providers ? this.#listed() : this.looking()}`;
  }

  #listed() {
    return html`${this.#adding()}
      ${this.providers.length === 0 ? html`<p data-testid="no-providers">${texts.none}</p>` : nothing}
      ${repeat(this.providers, idOf, (each) => this.#provider(each))}`;
  }

  get #proved() {
    return this.organisation.domains.filter(({ verifiedAt }) => verifiedAt).map(({ domain }) => domain);
  }

  #adding() {
    if (this.edited === NEW) return html`<h3>${texts.add}</h3>${this.#form(NEW)}`;
    if (this.#proved.length === 0) return html`<p data-testid="no-domain">${texts.noDomain} <a href="#overview">${all.overview.domains}</a></p>`;
    return html`<p><button class="primary" data-testid="add-provider" @click=${() => this.#edit(NEW, '[name=name]')}>${texts.add}…</button></p>`;
  }

  #provider(provider) {
    const { id, name, issuer, clientId, domains, passwords, admits, signsOwnersIn, callback } = provider;
    return html`<article data-provider=${id}><h3><bdi>${name}</bdi></h3>
      ${this.edited?.id === id
        ? this.#form(this.edited)
        : html`<dl class="facts">
              <div class="all"><dt>${texts.callback}</dt><dd class="row"><code class="grow" translate="no" data-testid="callback">${callback}</code>
                <button aria-label=${texts.copyOf(name)} data-testid="copy-callback" @click=${({ currentTarget }) => this.#copy(currentTarget, callback)}>${all.copying.copy}</button></dd></div>
              <div class="all"><dt>${texts.issuer}</dt><dd><code>${issuer}</code></dd></div>
              <div><dt>${texts.clientId}</dt><dd><code>${clientId}</code></dd></div>
              <div><dt>${texts.clientSecret}</dt><dd>${texts.isStored}</dd></div>
              <div><dt>${texts.domains}</dt><dd>${domains.join(', ')}</dd></div>
              <div><dt>${texts.passwords}</dt><dd>${texts.rules[passwords] ?? passwords}</dd></div>
              <div><dt>${texts.admits}</dt><dd>${admits.length === 0 ? texts.nobody : admits.map(roleName).join(', ')}</dd></div>
            </dl>
            ${signsOwnersIn ? nothing : html`<p class="soft">${texts.noOwners}</p>`}
            <div class="row"><button data-testid="edit-provider" aria-label=${texts.editOf(name)} @click=${() => this.#edit(provider, '[name=name]')}>${texts.edit}…</button>
              ${this.asking(`provider-${id}`, { words: texts.removeOf(name), sure: texts.sure(name), yes: texts.removeOf(name) }, () => this.#remove(provider))}</div>`}
    </article>`;
  }

  #form(provider) {
    const { name, issuer, clientId, domains, passwords, admits } = provider;
    const isNew = provider === NEW;
    const offered = [...new Set([...this.#proved, ...domains])];
    const text = (field, label, value, more = {}) => html`<div class="field"><label>${label}<input name=${field} required maxlength=${more.max ?? 256} type=${more.type ?? 'text'} autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby=${more.hint ? `${field}-hint` : nothing} .value=${draft(provider, value)} /></label>
      ${more.hint ? html`<span class="soft" id="${field}-hint">${more.hint}</span>` : nothing}</div>`;
    return html`<form @submit=${this.forms.submitting('provider', (input, form) => this.#save(provider, input, form))} data-testid="provider-form">
      ${text('name', texts.name, name, { max: 100, hint: texts.nameHint })}
      ${text('issuer', texts.issuer, issuer, { type: 'url', hint: texts.issuerHint })}
      ${text('clientId', texts.clientId, clientId)}
      <div class="field"><label>${texts.clientSecret}<input name="clientSecret" type="password" maxlength="1024" autocomplete="new-password" ?required=${isNew} aria-describedby="clientSecret-hint" .value=${draft(provider, '')} /></label>
        <span class="soft" id="clientSecret-hint">${isNew ? texts.secretHint : texts.secretStays}</span></div>
      <fieldset class="wide"><legend>${texts.domains}</legend>${offered.map((each) => html`<label class="check"><input type="checkbox" name="domains" value=${each} ?checked=${domains.includes(each) || (isNew && offered.length === 1)} /> <span>${each}</span></label>`)}</fieldset>
      <fieldset class="wide"><legend>${texts.passwords}</legend>${PASSWORDS.map((each) => html`<label class="check"><input type="radio" name="passwords" value=${each} ?checked=${each === passwords} /> <span><b>${texts.rules[each]}</b> ${texts.rulesAbout[each]}</span></label>`)}</fieldset>
      <fieldset class="wide" aria-describedby="admits-hint"><legend>${texts.admits}</legend>${ADMITTED.map((each) => html`<label class="check"><input type="checkbox" name="admits" value=${each} ?checked=${admits.includes(each)} /> <span><b>${roleName(each)}</b> ${all.roles.about[each]}</span></label>`)}</fieldset>
      <p class="wide soft" id="admits-hint">${texts.admitsHint}</p>
      ${this.forms.refusal('provider')}
      <div class="row"><button class="primary" data-testid="save-provider">${all.save}</button><button type="button" @click=${() => this.#edit(undefined, 'h2')}>${all.cancel}</button></div>
    </form>`;
  }

  async #edit(provider, focused) {
    this.edited = provider;
    this.forms.clear('provider');
    await focusOn(this, focused);
  }

  async #copy(button, callback) {
    const done = await copied(callback, button.parentElement.querySelector('code'));
    this.page.tell(done ? all.copying.copied : all.copying.byHand);
  }

  async #save({ id }, { name, issuer, clientId, clientSecret, passwords }, form) {
    const values = new FormData(form);
    const domains = values.getAll('domains');
    if (domains.length === 0) throw new Mistake(texts.noneChosen, 'domains');
    const wanted = { name: name.trim(), issuer: issuer.trim(), clientId: clientId.trim(), domains, passwords, admits: values.getAll('admits'), ...(clientSecret ? { clientSecret } : {}) };
    const stored = await (id ? this.api.put(`${ALL}/${encodeURIComponent(id)}`, wanted) : this.api.post(ALL, wanted)).catch((refused) => {
      throw named(refused);
    });
    this.edited = undefined;
    await this.done(id ? texts.changed(stored.name) : texts.added(stored.name), `[data-provider="${CSS.escape(stored.id)}"] [data-testid=copy-callback]`);
  }

  async #remove({ id, name }) {
    await this.api.remove(`${ALL}/${encodeURIComponent(id)}`);
    await this.done(texts.removed(name));
  }
}

/** A refusal with the field that it is about. */
function named(refused) {
  const { field, message } = withField(refused, FIELDS, OF_FIELD);
  return field ? new Mistake(`${texts[field]}: ${message}`, field) : refused;
}

customElements.define('parley-organisation-sign-in', SignInProviders);
