import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { draft } from '../ui/draft.js';
import { choiceField, field, lineField, numberField } from '../ui/field.js';
import { focusOn, Mistake, withField } from '../ui/forms.js';
import { MICROS } from '../ui/money.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { dateOf } from '../ui/times.js';
import { modelFacts } from './model-facts.js';
import './model-versions.js';
import { modelsTexts } from './models-texts.js';
import { organisationTexts } from './organisation-texts.js';
import './own-budgets.js';
import { Section } from './section.js';
import { settingsTexts } from './settings-texts.js';

/*
 * The models that an organisation brings, by its names for them, and what they may cost. Keys are written, and never read.
 */
const all = organisationTexts(language);
const settings = settingsTexts(language);
const texts = modelsTexts(language).models;
const ALL = '/organisation/models';
const DEFAULT = 'default';
/** As the server has them. */
const OWN_NAME = '[a-z0-9\\-]{1,40}';
const NAME = '[A-Za-z0-9._:@\\/+\\-]{1,200}';
const OWN_NAME_MAX = 40;
const NAME_MAX = 200;
const ADDRESS_MAX = 500;
const KEY_MAX = 2000;
const PRICE_MAX = 2000;
const [INPUT, OUTPUT] = ['price.inputMicros', 'price.outputMicros'];
const FIELDS = ['name', 'kind', 'model', 'address', 'key', INPUT, OUTPUT, 'fallbacks'];
const VERSION_DIFFERS = 'version-differs';
const nameOf = ({ name }) => name;

class Models extends Section {
  static properties = { models: { state: true }, currency: { state: true }, agent: { state: true }, edited: { state: true }, shown: { state: true } };

  /** The newest version that the author of the form has seen; 0 for none. */
  #seen = 0;

  async read() {
    const [{ models, currency }, { agents }] = await Promise.all([this.api.get(ALL), this.api.get('/agents')]);
    this.models = models;
    this.currency = currency;
    /** The id of the one that answers by default. */
    this.agent = agents.find((each) => each.default)?.id;
  }

  render() {
    return html`<h2 tabindex="-1">${all.sections.model}</h2><p>${texts.about}</p>
      ${this.models ? this.#listed() : this.looking()}
      <parley-organisation-budgets .page=${this.page} .models=${this.models?.map(nameOf)}></parley-organisation-budgets>`;
  }

  #listed() {
    const mayWrite = signedIn.may('manage-keys');
    const isTried = this.models.length > 0 && this.agent && signedIn.may('start');
    return html`${isTried ? html`<p><a href="/agents?lang=${language}#agent/${this.agent}" data-testid="try-model">${texts.tryIt(this.agent)}</a> <span class="soft">${texts.tryAbout}</span></p>` : nothing}
      ${mayWrite ? this.#writing() : nothing}
      ${this.models.length === 0 ? html`<p data-testid="no-model">${texts.none}</p>` : repeat(this.models, nameOf, (each) => this.#model(each, mayWrite))}`;
  }

  #writing() {
    if (!this.edited) return html`<p><button class="primary" data-testid="add-model" @click=${() => this.#edit({})}>${texts.add}…</button></p>`;
    return html`<h3>${this.edited.name ? texts.changeOf(this.edited.name) : texts.add}</h3>${this.#form()}`;
  }

  #model(model, mayWrite) {
    const { name, version, writtenAt } = model;
    const isShown = this.shown === name;
    const isWritten = mayWrite && !this.edited;
    return html`<article data-model=${name}><h3 tabindex="-1"><bdi>${name}</bdi></h3>
      <dl class="facts">${modelFacts(model, this.currency)}
        <div><dt>${texts.key}</dt><dd>${texts.isStored}</dd></div>
        <div><dt>${texts.since}</dt><dd>${dateOf(writtenAt)} <span class="soft">${texts.version(version)}</span></dd></div></dl>
      <div class="row">
        ${isWritten ? html`<button aria-label=${texts.changeOf(name)} data-testid="edit-model" @click=${() => this.#edit(model)}>${settings.change}…</button>` : nothing}
        <button aria-expanded=${isShown} aria-label=${texts.versionsOf(name)} data-testid="show-versions" @click=${() => (this.shown = isShown ? undefined : name)}>${texts.versions}</button>
        ${isWritten ? this.asking(`model-${name}`, { words: texts.removeOf(name), sure: texts.removeSure(name), yes: texts.removeOf(name) }, () => this.#remove(name)) : nothing}</div>
      ${isShown ? html`<parley-model-versions .page=${this.page} .model=${name} .newest=${version} .currency=${this.currency}></parley-model-versions>` : nothing}
    </article>`;
  }

  /** Of the model as it was when the form was opened; a new one has no name. */
  #form() {
    const { edited, currency } = this;
    const { name, kind = 'openai', model = '', address = '', price, fallbacks = [] } = edited;
    const line = (words) => lineField(this.forms, 'model', edited, words);
    const cost = (of, label, micros) => numberField(this.forms, 'model', edited, { name: of, label, hint: texts.priceHint, min: 0, max: PRICE_MAX, step: 'any', value: micros === undefined ? undefined : micros / MICROS });
    return html`<form @submit=${this.forms.submitting('model', (input) => this.#save(input))} data-testid="model-form">
      ${name ? nothing : line({ name: 'name', label: texts.name, hint: texts.nameHint, value: this.models.length === 0 ? DEFAULT : '', max: OWN_NAME_MAX, pattern: OWN_NAME, isRequired: true })}
      ${choiceField(this.forms, 'model', edited, { name: 'kind', label: texts.kind, options: texts.kinds, value: kind })}
      ${line({ name: 'model', label: texts.model, hint: texts.modelHint, value: model, max: NAME_MAX, pattern: NAME, isRequired: true })}
      ${line({ name: 'address', label: texts.address, hint: texts.addressHint, value: address, type: 'url', max: ADDRESS_MAX })}
      ${line({ name: 'key', label: texts.key, hint: name ? texts.keyStays : texts.keyHint, value: '', type: 'password', max: KEY_MAX, isRequired: !name })}
      ${cost(INPUT, texts.input(currency), price?.inputMicros)}
      ${cost(OUTPUT, texts.output(currency), price?.outputMicros)}
      ${field(this.forms, 'model', { name: 'fallbacks', label: texts.fallbacks, hint: this.#fallbacksHint(name) }, ({ describedBy, isWrong }) => html`<textarea class="short" name="fallbacks" rows="3" spellcheck="false" autocapitalize="off" aria-describedby=${describedBy} aria-invalid=${isWrong} .value=${draft(edited, fallbacks.join('\n'))}></textarea>`)}
      ${this.forms.refusal('model', FIELDS)}
      <div class="row wide"><button class="primary" data-testid="save-model">${all.save}</button><button type="button" data-testid="leave-model" @click=${() => this.#leave()}>${all.cancel}</button></div>
    </form>`;
  }

  #fallbacksHint(name) {
    const others = this.models.map(nameOf).filter((each) => each !== name);
    return `${texts.fallbacksHint} ${others.length === 0 ? texts.noOthers : texts.others(others.join(', '))}`;
  }

  async #edit(model) {
    this.asked = undefined;
    this.edited = model;
    this.#seen = model.version ?? 0;
    this.forms.clear('model');
    await focusOn(this, `[data-testid=model-form] [name=${model.name ? 'kind' : 'name'}]`);
  }

  async #leave() {
    const { name } = this.edited;
    this.edited = undefined;
    await focusOn(this, name ? `${placeOf(name)} [data-testid=edit-model]` : '[data-testid=add-model]');
  }

  async #save({ name: typed, kind, model, address, key, fallbacks, [INPUT]: input, [OUTPUT]: output }) {
    const name = this.edited.name ?? typed.trim();
    const at = address.trim();
    const given = key.trim();
    if ((input === '') !== (output === '')) throw new Mistake(texts.bothPrices, input === '' ? INPUT : OUTPUT);
    if (!given && !this.#isAtServer(name, kind, at)) throw new Mistake(texts.keyNeeded, 'key');
    const price = input === '' ? undefined : { inputMicros: microsIn(input), outputMicros: microsIn(output) };
    const wish = { kind, model: model.trim(), address: at || undefined, key: given || undefined, price, fallbacks: fallbacks.split(/[\s,]+/).filter(Boolean), version: this.#seen };
    this.page.tell('');
    const stored = await this.api.put(`${ALL}/${encodeURIComponent(name)}`, wish).catch((refused) => this.#refused(refused));
    const words = (stored.version === this.#seen ? texts.same : texts.saved)(name, stored.version);
    this.edited = undefined;
    await this.done(words, `${placeOf(name)} h3`);
  }

  /** Whether the stored key is for this server, too. */
  #isAtServer(name, kind, address) {
    const stored = this.models.find((each) => each.name === name);
    return stored !== undefined && kind === stored.kind && address === (stored.address ?? '');
  }

  /** A newer version is shown beneath the form; what was typed stays, and may be stored over it. A name that is taken is no version of a new model. */
  async #refused(refused) {
    if (refused.kind !== VERSION_DIFFERS) throw withField(refused, FIELDS);
    await this.read();
    const { name } = this.edited;
    if (!name) throw new Mistake(texts.nameTaken, 'name');
    this.#seen = this.models.find((each) => each.name === name)?.version ?? 0;
    throw new Mistake(settings.newer);
  }

  async #remove(name) {
    await this.api.remove(`${ALL}/${encodeURIComponent(name)}`);
    await this.done(texts.removed(name));
  }
}

function microsIn(text) {
  return Math.round(Number(text) * MICROS);
}

function placeOf(name) {
  return `[data-model="${CSS.escape(name)}"]`;
}

customElements.define('parley-organisation-models', Models);
