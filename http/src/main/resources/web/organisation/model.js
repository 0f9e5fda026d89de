import { html, nothing } from 'lit';
import { draft } from '../ui/draft.js';
import { field } from '../ui/field.js';
import { focusOn, Mistake, withField } from '../ui/forms.js';
import { MICROS, moneyOf } from '../ui/money.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { dateOf } from '../ui/times.js';
import { organisationTexts } from './organisation-texts.js';
import { Section } from './section.js';
import { settingsTexts } from './settings-texts.js';

/*
 * The model that an organisation brings. Its key is written, and never read.
 */
const all = organisationTexts(language);
const settings = settingsTexts(language);
const texts = settings.model;
const PATH = '/organisation/model';
const KINDS = ['openai', 'anthropic', 'gemini'];
/** As the server has them. */
const NAME = '[A-Za-z0-9._:@\\/+\\-]{1,200}';
const KEY_MAX = 2000;
const PRICE_MAX = 2000;
const PRICE_DIGITS = 6;
const [INPUT, OUTPUT] = ['price.inputMicros', 'price.outputMicros'];
const FIELDS = ['kind', 'model', 'address', 'key', INPUT, OUTPUT];
const VERSION_DIFFERS = 'version-differs';

class Model extends Section {
  static properties = { stored: { state: true }, agent: { state: true }, edited: { state: true } };

  /** The newest version that the author of the form has seen; 0 for none. */
  #seen = 0;

  async read() {
    const [stored, { agents }] = await Promise.all([this.api.get(PATH), this.api.get('/agents')]);
    this.stored = stored;
    /** The id of the one that answers by default. */
    this.agent = agents.find((each) => each.default)?.id;
  }

  render() {
    return html`<h2 tabindex="-1">${all.sections.model}</h2><p>${texts.about}</p>
      ${this.stored ? html`${this.#facts()} ${this.edited ? this.#form() : this.#acts()}` : html`<p>${all.looking}</p>`}`;
  }

  #facts() {
    const { own, kind, model, address, price, version, writtenAt, currency } = this.stored;
    if (!own) return html`<p data-testid="no-model">${texts.none}</p>`;
    const money = (micros) => moneyOf(micros, currency, PRICE_DIGITS);
    return html`<dl class="facts" data-testid="model">
      <div class="all"><dt>${texts.kind}</dt><dd>${texts.kinds[kind] ?? kind}</dd></div>
      <div><dt>${texts.model}</dt><dd><code translate="no">${model}</code></dd></div>
      <div><dt>${texts.address}</dt><dd>${address ? html`<code translate="no">${address}</code>` : texts.ofProvider}</dd></div>
      <div><dt>${texts.key}</dt><dd>${texts.isStored}</dd></div>
      <div><dt>${texts.price}</dt><dd>${price ? texts.prices(money(price.inputMicros), money(price.outputMicros)) : texts.noPrice}</dd></div>
      <div><dt>${texts.since}</dt><dd>${dateOf(writtenAt)} <span class="soft">${texts.version(version)}</span></dd></div>
    </dl>`;
  }

  #acts() {
    const { own } = this.stored;
    const mayWrite = signedIn.may('manage-keys');
    return html`${own && this.agent && signedIn.may('start') ? html`<p><a href="/agents?lang=${language}#agent/${this.agent}" data-testid="try-model">${texts.tryIt(this.agent)}</a> <span class="soft">${texts.tryAbout}</span></p>` : nothing}
      ${mayWrite
        ? html`<div class="row"><button class=${own ? nothing : 'primary'} data-testid="edit-model" @click=${() => this.#edit()}>${own ? settings.change : texts.bring}…</button>
            ${own ? this.asking('remove-model', { words: texts.removeIt, sure: texts.removeSure, yes: texts.removeIt }, () => this.#remove()) : nothing}</div>`
        : nothing}`;
  }

  /** Of the model as it was when the form was opened. */
  #form() {
    const { edited } = this;
    const { own, currency } = this.stored;
    const text = (name, label, value, { hint, type = 'text', max, pattern, isRequired = false }) =>
      field(this.forms, 'model', { name, label, hint }, ({ describedBy, isWrong }) => html`<input name=${name} type=${type} maxlength=${max} pattern=${pattern ?? nothing} ?required=${isRequired} autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby=${describedBy} aria-invalid=${isWrong} .value=${draft(edited, value)} />`);
    const price = (name, label, micros) =>
      field(this.forms, 'model', { name, label, hint: texts.priceHint }, ({ describedBy, isWrong }) => html`<input name=${name} type="number" min="0" max=${PRICE_MAX} step="any" autocomplete="off" aria-describedby=${describedBy} aria-invalid=${isWrong} .value=${draft(edited, micros === undefined ? '' : String(micros / MICROS))} />`);
    return html`<form @submit=${this.forms.submitting('model', (input) => this.#save(input))} data-testid="model-form">
      ${field(this.forms, 'model', { name: 'kind', label: texts.kind }, ({ describedBy, isWrong }) => html`<select name="kind" aria-describedby=${describedBy} aria-invalid=${isWrong}>${KINDS.map((each) => html`<option value=${each} .selected=${each === (edited.kind ?? KINDS[0])}>${texts.kinds[each]}</option>`)}</select>`)}
      ${text('model', texts.model, edited.model ?? '', { hint: texts.modelHint, max: 200, pattern: NAME, isRequired: true })}
      ${text('address', texts.address, edited.address ?? '', { hint: texts.addressHint, type: 'url', max: 500 })}
      ${text('key', texts.key, '', { hint: own ? texts.keyStays : texts.keyHint, type: 'password', max: KEY_MAX, isRequired: !own })}
      ${price(INPUT, texts.input(currency), edited.price?.inputMicros)}
      ${price(OUTPUT, texts.output(currency), edited.price?.outputMicros)}
      ${this.forms.refusal('model', FIELDS)}
      <div class="row wide"><button class="primary" data-testid="save-model">${all.save}</button><button type="button" @click=${() => this.#leave()}>${all.cancel}</button></div>
    </form>`;
  }

  async #edit() {
    this.asked = undefined;
    this.edited = this.stored;
    this.#seen = this.stored.version ?? 0;
    this.forms.clear('model');
    await focusOn(this, '[data-testid=model-form] select');
  }

  async #leave() {
    this.edited = undefined;
    await focusOn(this, '[data-testid=edit-model]');
  }

  async #save({ kind, model, address, key, [INPUT]: input, [OUTPUT]: output }) {
    const at = address.trim();
    const given = key.trim();
    if ((input === '') !== (output === '')) throw new Mistake(texts.bothPrices, input === '' ? INPUT : OUTPUT);
    if (!given && !this.#isAtServer(kind, at)) throw new Mistake(texts.keyNeeded, 'key');
    const price = input === '' ? undefined : { inputMicros: microsIn(input), outputMicros: microsIn(output) };
    this.page.tell('');
    const stored = await this.api
      .put(PATH, { kind, model: model.trim(), address: at || undefined, key: given || undefined, price, fallbacks: this.stored.fallbacks, version: this.#seen })
      .catch((refused) => this.#refused(refused));
    const isSame = stored.version === this.#seen;
    this.edited = undefined;
    await this.done(isSame ? texts.same(stored.version) : texts.saved(stored.version));
  }

  /** Whether the stored key is for this server, too. */
  #isAtServer(kind, address) {
    const { own, kind: ofStored, address: atStored = '' } = this.stored;
    return own && kind === ofStored && address === atStored;
  }

  /** A newer version is shown above the form; what was typed stays, and may be stored over it. */
  async #refused(refused) {
    if (refused.kind !== VERSION_DIFFERS) throw withField(refused, FIELDS);
    await this.read();
    this.#seen = this.stored.version ?? 0;
    throw new Mistake(settings.newer);
  }

  async #remove() {
    await this.api.remove(PATH);
    await this.done(texts.removed);
  }
}

function microsIn(text) {
  return Math.round(Number(text) * MICROS);
}

customElements.define('parley-organisation-model', Model);
