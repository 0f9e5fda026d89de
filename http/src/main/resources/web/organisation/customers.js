import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { newId } from '../session/ids.js';
import { draft } from '../ui/draft.js';
import { field } from '../ui/field.js';
import { focusOn, Mistake, withField } from '../ui/forms.js';
import { Seen } from '../ui/seen.js';
import { ShownOnce } from '../ui/shown-once.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { keysIn, keysText, metadataIn, metadataText } from './issuer-wish.js';
import { organisationTexts } from './organisation-texts.js';
import { Section } from './section.js';
import { settingsTexts } from './settings-texts.js';

/*
 * Backends whose tokens name an organisation's customers. A shared key is made here, shown once, and in this element alone.
 */
const all = organisationTexts(language);
const settings = settingsTexts(language);
const texts = settings.customers;
const ALL = '/organisation/customer-issuers';
const NEW = { name: '', issuer: '', claims: { customer: 'sub', name: 'name', language: 'locale' } };
const CLAIMS = ['customer', 'name', 'language'];
const METADATA = 'claims.metadata';
/** Of a backend that has a name. */
const FIELDS = ['issuer', 'audience', 'jwks', 'verifiers', ...CLAIMS.map((each) => `claims.${each}`), METADATA];
const nameOf = ({ name }) => name;

class Customers extends Section {
  static properties = { issuers: { state: true }, audience: { state: true }, edited: { state: true }, keys: { state: true } };

  #seen;
  #made = new ShownOnce(this);

  async read() {
    const { issuers, audience } = await this.api.get(ALL);
    this.issuers = issuers;
    this.audience = audience;
  }

  render() {
    return html`<h2 tabindex="-1">${all.sections.customers}</h2><p>${texts.about}</p>
      ${this.#made.shown ? this.#secret() : nothing}
      ${this.issuers ? this.#listed() : this.looking()}`;
  }

  #listed() {
    const mayWrite = signedIn.may('name-customer');
    return html`<dl class="facts" data-testid="audience">${this.copyable(texts.audience, this.audience)}</dl>
      ${mayWrite ? this.#writing() : html`<p class="soft">${texts.readOnly}</p>`}
      ${this.issuers.length === 0 ? html`<p data-testid="no-issuers">${texts.none}</p>` : repeat(this.issuers, nameOf, (each) => this.#issuer(each, mayWrite))}`;
  }

  #writing() {
    if (!this.edited) return html`<p><button class="primary" data-testid="add-issuer" @click=${() => this.#edit(NEW)}>${texts.add}…</button></p>`;
    return html`<h3>${this.edited === NEW ? texts.add : texts.editOf(this.edited.name)}</h3>${this.#form()}`;
  }

  #issuer(issuer, mayWrite) {
    const { name, issuer: iss, audience, claims } = issuer;
    return html`<article data-issuer=${name}><h3 tabindex="-1"><bdi>${name}</bdi></h3>
      <dl class="facts">
        <div class="all"><dt>${texts.issuer}</dt><dd><code translate="no">${iss}</code></dd></div>
        <div class="all"><dt>${texts.audience}</dt><dd><code translate="no">${audience}</code></dd></div>
        <div class="all"><dt>${texts.keys}</dt><dd>${keysOf(issuer)}</dd></div>
        <div class="all"><dt>${texts.claims}</dt><dd><code translate="no">${[...CLAIMS.map((each) => claims[each]).filter(Boolean), ...metadataText(claims.metadata).split('\n').filter(Boolean)].join(', ')}</code></dd></div>
      </dl>
      ${this.edited === undefined
        ? html`<div class="row">${mayWrite ? html`<button aria-label=${texts.editOf(name)} data-testid="edit-issuer" @click=${() => this.#edit(issuer)}>${settings.change}…</button>` : nothing}
            ${this.asking(`issuer-${name}`, { words: texts.removeOf(name), sure: texts.sure(name), yes: texts.removeOf(name) }, () => this.#remove(name))}</div>`
        : nothing}
    </article>`;
  }

  /** Of the backend as it was when the form was opened. */
  #form() {
    const { edited } = this;
    const { name, issuer, audience = '', jwks = '', verifiers = [], claims } = edited;
    const text = (of, label, value, { hint, type = 'text', max = 256, pattern, isRequired = false, isOff = false }) =>
      field(this.forms, 'issuer', { name: of, label, hint }, ({ describedBy, isWrong }) => html`<input name=${of} type=${type} maxlength=${max} pattern=${pattern ?? nothing} ?required=${isRequired} ?disabled=${isOff} autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby=${describedBy} aria-invalid=${isWrong} .value=${draft(edited, value)} />`);
    const area = (of, label, hint, value) =>
      field(this.forms, 'issuer', { name: of, label, hint }, ({ describedBy, isWrong }) => html`<textarea class="short" name=${of} rows="5" spellcheck="false" autocapitalize="off" aria-describedby=${describedBy} aria-invalid=${isWrong} .value=${draft(edited, value)}></textarea>`);
    const choices = edited.hasSharedKey ? ['kept', 'sharedKey', 'jwks', 'verifiers'] : ['jwks', 'verifiers', 'sharedKey'];
    return html`<form @submit=${this.forms.submitting('issuer', (input) => this.#save(input))} data-testid="issuer-form">
      ${edited === NEW ? text('name', texts.name, name, { hint: texts.nameHint, max: 32, pattern: '[a-z0-9\\-]{1,32}', isRequired: true }) : nothing}
      ${text('issuer', texts.issuer, issuer, { hint: texts.issuerHint, isRequired: true })}
      ${text('audience', texts.ownAudience, audience === this.audience ? '' : audience, { hint: texts.audienceHint })}
      <fieldset class="wide"><legend>${texts.keys}</legend>${choices.map((each) => html`<label class="check"><input type="radio" name="keys" value=${each} .checked=${each === this.keys} @change=${() => (this.keys = each)} /> <span><b>${texts.choices[each]}</b> ${texts.choicesAbout[each]}</span></label>`)}</fieldset>
      <div class="wide" ?hidden=${this.keys !== 'jwks'}>${text('jwks', texts.jwks, jwks, { hint: texts.jwksHint, type: 'url', max: 2000, isRequired: true, isOff: this.keys !== 'jwks' })}</div>
      <div class="wide" ?hidden=${this.keys !== 'verifiers'}>${area('verifiers', texts.verifiers, texts.verifiersHint, keysText(verifiers))}</div>
      <fieldset class="wide"><legend>${texts.claims}</legend>
        ${CLAIMS.map((each) => text(`claims.${each}`, texts.claim[each], claims[each] ?? '', { hint: each === 'customer' ? undefined : texts.claimHint, max: 128, isRequired: each === 'customer' }))}
        ${area(METADATA, texts.metadata, texts.metadataHint, metadataText(claims.metadata))}</fieldset>
      ${this.forms.refusal('issuer', ['name', ...FIELDS])}
      <div class="row wide"><button class="primary" data-testid="save-issuer">${all.save}</button><button type="button" @click=${() => this.#leave()}>${all.cancel}</button></div>
    </form>`;
  }

  #secret() {
    const { name, sharedKey } = this.#made.shown;
    return html`<section class="secret" aria-labelledby="made" data-testid="made"><h3 id="made" tabindex="-1">${texts.isMade(name)}</h3><p>${texts.once}</p>
      <dl class="facts">${this.copyable(texts.sharedKey, sharedKey)}</dl>
      <p><button data-testid="key-kept" @click=${() => this.#kept()}>${texts.isKept}</button></p></section>`;
  }

  async #kept() {
    this.#made.forget();
    await focusOn(this, 'h2');
  }

  async #edit(issuer) {
    this.asked = undefined;
    this.edited = issuer;
    this.keys = choiceOf(issuer);
    this.#seen = new Seen(issuer === NEW ? undefined : issuer);
    this.forms.clear('issuer');
    await focusOn(this, `[data-testid=issuer-form] [name=${issuer === NEW ? 'name' : 'issuer'}]`);
  }

  async #leave() {
    const { name } = this.edited;
    this.edited = undefined;
    await focusOn(this, name ? `${placeOf(name)} [data-testid=edit-issuer]` : '[data-testid=add-issuer]');
  }

  async #save(input) {
    const { edited, keys } = this;
    const name = edited === NEW ? input.name : edited.name;
    const metadata = metadataIn(input[METADATA]);
    const verifiers = keysIn(input.verifiers);
    const wish = { issuer: input.issuer.trim(), audience: input.audience.trim() || this.audience, claims: { ...claimsIn(input), metadata } };
    if (!wish.audience.includes(this.audience)) throw new Mistake(texts.audienceWrong, 'audience');
    if (keys === 'verifiers' && verifiers.length === 0) throw new Mistake(texts.noKeys, 'verifiers');
    if (metadata === null) throw new Mistake(texts.metadataWrong, METADATA);
    await this.#isFree(name, wish);
    const made = { jwks: { jwks: input.jwks?.trim() }, verifiers: { verifiers }, sharedKey: { sharedKey: newId() + newId() }, kept: {} }[keys];
    await this.api.put(`${ALL}/${encodeURIComponent(name)}`, { ...wish, ...made }).catch((refused) => {
      throw withField(refused, edited === NEW ? ['name', ...FIELDS] : FIELDS);
    });
    this.#made.show(made.sharedKey ? { name, sharedKey: made.sharedKey } : undefined);
    this.edited = undefined;
    await this.done(texts.saved(name), this.#made.shown ? '#made' : `${placeOf(name)} h3`);
  }

  /** A save without a question of the API: in the place of somebody else's change, or of another backend. */
  async #isFree(name, { issuer, audience }) {
    await this.read();
    const now = this.issuers.find((each) => each.name === name);
    if (now && this.edited === NEW) throw new Mistake(texts.nameTaken, 'name');
    this.#seen.look(now, settings.newer);
    if (this.issuers.some((each) => each.name !== name && each.issuer === issuer && each.audience === audience)) throw new Mistake(texts.twice, 'issuer');
  }

  async #remove(name) {
    await this.api.remove(`${ALL}/${encodeURIComponent(name)}`);
    if (this.#made.shown?.name === name) this.#made.forget();
    await this.done(texts.removed(name));
  }
}

function keysOf({ jwks, verifiers }) {
  if (jwks) return html`<code translate="no">${jwks}</code>`;
  return verifiers ? texts.publicKeys(verifiers.length) : texts.isShared;
}

/** The kind of keys that its form begins with. */
function choiceOf({ verifiers, hasSharedKey }) {
  if (hasSharedKey) return 'kept';
  return verifiers ? 'verifiers' : 'jwks';
}

/** Empty ones are sent: a claim that is absent has its usual name. */
function claimsIn(input) {
  return Object.fromEntries(CLAIMS.map((each) => [each, input[`claims.${each}`].trim()]));
}

function placeOf(name) {
  return `[data-issuer="${CSS.escape(name)}"]`;
}

customElements.define('parley-organisation-customers', Customers);
