import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { draft } from '../ui/draft.js';
import { lineField, numberField } from '../ui/field.js';
import { focusOn, Mistake, withField } from '../ui/forms.js';
import { Seen } from '../ui/seen.js';
import { ShownOnce } from '../ui/shown-once.js';
import { language } from '../ui/texts.js';
import { numberOf } from '../ui/times.js';
import { deliveriesTable, hookFacts, nameOf, testWords } from './hook-views.js';
import { hooksTexts } from './hooks-texts.js';
import { organisationTexts } from './organisation-texts.js';
import { Section } from './section.js';
import { settingsTexts } from './settings-texts.js';

/*
 * Webhooks of an organisation: their state, their secrets, tests and deliveries. A secret is shown once, and in this element alone.
 */
const all = organisationTexts(language);
const settings = settingsTexts(language);
const texts = hooksTexts(language);
const ALL = '/organisation/webhooks';
const KINDS = Object.keys(texts.explained);
/** As the server has them. */
const URL_MAX = 2000;
const DESCRIPTION_MAX = 200;
const SECRET_MAX = 128;
const OVERLAP = 'overlapHours';
const OVERLAP_MAX = 168;
const OVERLAP_USUAL = 24;
const FIELDS = ['url', 'kinds', 'description'];
const TOO_MANY = 429;
const UNAVAILABLE = 503;
const SERVER_ERROR = 500;
const idOf = ({ id }) => id;
const pathOf = ({ id }) => `${ALL}/${encodeURIComponent(id)}`;

class Webhooks extends Section {
  static properties = {
    webhooks: { state: true },
    edited: { state: true },
    /** Whose secret is replaced. */
    rotated: { state: true },
    /** Words about tests, by id. */
    tested: { state: true },
    /** The id of the one whose deliveries are shown. */
    shown: { state: true },
    deliveries: { state: true },
  };

  #seen;
  #made = new ShownOnce(this);

  constructor() {
    super();
    this.tested = {};
  }

  async read() {
    const { webhooks } = await this.api.get(ALL);
    const shown = webhooks.find(({ id }) => id === this.shown);
    this.deliveries = shown ? await this.#deliveriesOf(shown) : undefined;
    this.shown = shown?.id;
    this.webhooks = webhooks;
  }

  async #deliveriesOf(webhook) {
    return (await this.api.get(`${pathOf(webhook)}/deliveries`)).deliveries;
  }

  render() {
    return html`<h2 tabindex="-1">${all.sections.webhooks}</h2><p>${texts.about}</p>
      ${this.#made.shown ? this.#secret() : nothing}
      ${this.webhooks ? this.#listed() : this.looking()}`;
  }

  #listed() {
    return html`${this.#writing()}
      ${this.webhooks.length === 0 ? html`<p data-testid="no-webhooks">${texts.none}</p>` : repeat(this.webhooks, idOf, (each) => this.#webhook(each))}`;
  }

  #writing() {
    const { edited, rotated } = this;
    if (edited) return html`<h3>${edited.id ? texts.changeOf(nameOf(edited)) : texts.add}</h3>${this.#form()}`;
    if (rotated) return html`<h3>${texts.rotateOf(nameOf(rotated))}</h3>${this.#rotation()}`;
    return html`<p><button class="primary" data-testid="add-webhook" @click=${() => this.#edit({})}>${texts.add}…</button></p>`;
  }

  #webhook(webhook) {
    const { id, state } = webhook;
    const name = nameOf(webhook);
    const isShown = this.shown === id;
    const test = `test-${id}`;
    const toggle = `deliveries-${id}`;
    return html`<article data-webhook=${id} data-state=${state}><h3 tabindex="-1"><bdi>${name}</bdi> <span class="badge ${state === 'on' ? 'valid' : 'expired'}">${texts.states[state] ?? state}</span></h3>
      <dl class="facts">${hookFacts(webhook)}</dl>
      <div class="row">
        ${this.edited || this.rotated ? nothing : this.#acts(webhook, name)}
        <button aria-label=${texts.testOf(name)} data-testid="test-webhook" @click=${this.forms.doing(test, () => this.#test(webhook))}>${texts.test}</button>
        <button aria-expanded=${isShown} aria-label=${texts.deliveriesOf(name)} data-testid="show-deliveries" @click=${this.forms.doing(toggle, () => this.#toggle(webhook))}>${texts.deliveries}</button>
      </div>
      <p class="wide" role="status" data-testid="test-result">${this.tested[id]}</p>${this.forms.refusal(test)} ${this.forms.refusal(toggle)}
      ${isShown && this.deliveries ? deliveriesTable(this.deliveries, name) : nothing}
    </article>`;
  }

  #acts(webhook, name) {
    const { id, state, waiting } = webhook;
    const on = `on-${id}`;
    const skip = { words: state === 'on' ? texts.skip(name) : texts.turnOnSkipping(name), sure: texts.skipSure(numberOf(waiting)) };
    return html`<button aria-label=${texts.changeOf(name)} data-testid="edit-webhook" @click=${() => this.#edit(webhook)}>${settings.change}…</button>
      <button aria-label=${texts.rotateOf(name)} data-testid="rotate" @click=${() => this.#rotate(webhook)}>${texts.rotate}…</button>
      ${state === 'on'
        ? this.asking(`off-${id}`, { words: texts.turnOff(name), sure: texts.offSure(name), yes: texts.turnOff(name) }, () => this.#switch(webhook, { state: 'off' }, texts.isOff(name)))
        : html`<button data-testid="turn-on" @click=${this.forms.doing(on, () => this.#switch(webhook, { state: 'on', waiting: 'deliver' }, texts.isOn(name)))}>${waiting > 0 ? texts.turnOnDelivering(name) : texts.turnOn(name)}</button>${this.forms.refusal(on)}`}
      ${waiting > 0 ? this.asking(`skip-${id}`, { ...skip, yes: skip.words }, () => this.#switch(webhook, { state: 'on', waiting: 'skip' }, texts.skipped(name))) : nothing}
      ${this.asking(`webhook-${id}`, { words: texts.removeOf(name), sure: texts.removeSure(name), yes: texts.removeOf(name) }, () => this.#remove(webhook, name))}`;
  }

  /** Of the webhook as it was when the form was opened; a new one has no id. */
  #form() {
    const { edited } = this;
    const { id, url = '', description = '', kinds = [] } = edited;
    const wrong = this.forms.wrong('webhook', 'kinds');
    const line = (words) => lineField(this.forms, 'webhook', edited, words);
    const check = (kind) => html`<label class="check"><input type="checkbox" name="kinds" value=${kind} .checked=${draft(edited, kinds.includes(kind))} /> <span><b>${kind}</b> ${texts.explained[kind]}</span></label>`;
    return html`<form @submit=${this.forms.submitting('webhook', (input, form) => this.#save(input, form))} data-testid="webhook-form">
      ${line({ name: 'url', label: texts.url, hint: texts.urlHint, value: url, type: 'url', max: URL_MAX, isRequired: true })}
      ${line({ name: 'description', label: texts.description, hint: texts.descriptionHint, value: description, max: DESCRIPTION_MAX })}
      <fieldset class="wide" aria-describedby=${wrong ? 'kinds-wrong' : nothing}><legend>${texts.kinds}</legend>${[...new Set([...KINDS, ...kinds])].map(check)}</fieldset>
      ${wrong ? html`<div class="wide bad" id="kinds-wrong" dir="auto" data-testid="kinds-wrong">${wrong}</div>` : nothing}
      ${id ? nothing : line({ name: 'secret', label: texts.secret, hint: texts.secretHint, value: '', type: 'password', max: SECRET_MAX })}
      ${this.forms.refusal('webhook', [...FIELDS, 'secret'])}
      <div class="row wide"><button class="primary" data-testid="save-webhook">${all.save}</button><button type="button" data-testid="leave-webhook" @click=${() => this.#leave()}>${all.cancel}</button></div>
    </form>`;
  }

  #rotation() {
    const { rotated } = this;
    return html`<form @submit=${this.forms.submitting('rotation', (input) => this.#replace(input))} data-testid="rotation-form">
      ${numberField(this.forms, 'rotation', rotated, { name: OVERLAP, label: texts.overlap, hint: texts.overlapHint, min: 0, max: OVERLAP_MAX, value: OVERLAP_USUAL, isRequired: true })}
      ${lineField(this.forms, 'rotation', rotated, { name: 'secret', label: texts.secret, hint: texts.secretHint, value: '', type: 'password', max: SECRET_MAX })}
      ${this.forms.refusal('rotation', [OVERLAP, 'secret'])}
      <div class="row wide"><button class="primary" data-testid="replace">${texts.replace}</button><button type="button" @click=${() => this.#leave()}>${all.cancel}</button></div>
    </form>`;
  }

  #secret() {
    const { name, secret } = this.#made.shown;
    return html`<section class="secret" aria-labelledby="made" data-testid="made"><h3 id="made" tabindex="-1">${texts.isMade(name)}</h3><p>${texts.once}</p>
      <dl class="facts">${this.copyable(texts.secretName, secret)}</dl>
      <p><button data-testid="secret-kept" @click=${() => this.#kept()}>${texts.isKept}</button></p></section>`;
  }

  async #kept() {
    this.#made.forget();
    await focusOn(this, 'h2');
  }

  async #edit(webhook) {
    this.asked = undefined;
    this.edited = webhook;
    this.#seen = new Seen(targetOf(webhook));
    this.forms.clear('webhook');
    await focusOn(this, '[name=url]');
  }

  async #rotate(webhook) {
    this.asked = undefined;
    this.rotated = webhook;
    this.forms.clear('rotation');
    await focusOn(this, `[name=${OVERLAP}]`);
  }

  async #leave() {
    const { edited, rotated } = this;
    this.edited = undefined;
    this.rotated = undefined;
    const { id } = edited ?? rotated;
    await focusOn(this, id ? `${placeOf(id)} [data-testid=${edited ? 'edit-webhook' : 'rotate'}]` : '[data-testid=add-webhook]');
  }

  async #save({ url, description, secret }, form) {
    const kinds = new FormData(form).getAll('kinds');
    if (kinds.length === 0) throw new Mistake(texts.noKind, 'kinds');
    const wish = { url: url.trim(), kinds, description: description.trim() };
    this.page.tell('');
    const { id } = this.edited;
    const stored = await (id ? this.#change(wish) : this.#create({ ...wish, secret: secret.trim() || undefined }));
    this.edited = undefined;
    await this.#stored(stored, (id ? texts.saved : texts.made)(nameOf(stored)));
  }

  async #change(wish) {
    const { edited } = this;
    const now = await this.api.get(pathOf(edited));
    try {
      this.#seen.look(targetOf(now), settings.newer);
    } catch (newer) {
      await this.read();
      throw newer;
    }
    return this.api.put(pathOf(edited), wish).catch((refused) => {
      throw withField(refused, FIELDS);
    });
  }

  /** A webhook whose answer is lost may be made all the same: a second one would tell all events twice. */
  #create(wish) {
    return this.api.post(ALL, wish).catch(async (refused) => {
      const isLost = refused.status === 0 || (refused.status >= SERVER_ERROR && refused.status !== UNAVAILABLE);
      if (!isLost) throw withField(refused, [...FIELDS, 'secret']);
      await this.refresh();
      throw new Mistake(texts.lost);
    });
  }

  async #replace(input) {
    const { rotated } = this;
    const wish = { [OVERLAP]: Number(input[OVERLAP]), secret: input.secret.trim() || undefined };
    this.page.tell('');
    const stored = await this.api.post(`${pathOf(rotated)}/secret`, wish).catch((refused) => {
      throw withField(refused, [OVERLAP, 'secret']);
    });
    this.rotated = undefined;
    await this.#stored(stored, texts.replaced(nameOf(stored)));
  }

  /** A secret that the server has made is shown, and is in no other place of the page. */
  async #stored({ secret, ...webhook }, words) {
    const { id } = webhook;
    if (secret) this.#made.show({ id, name: nameOf(webhook), secret });
    await this.done(words, secret ? '#made' : `${placeOf(id)} h3`);
  }

  async #switch(webhook, to, words) {
    await this.api.put(`${pathOf(webhook)}/state`, to);
    await this.done(words, `${placeOf(webhook.id)} h3`);
  }

  async #test(webhook) {
    this.#tells(webhook, texts.testing);
    try {
      const result = await this.api.post(`${pathOf(webhook)}/test`);
      this.#tells(webhook, testWords(result));
    } catch (refused) {
      this.#tells(webhook, '');
      throw refused.status === TOO_MANY ? new Mistake(texts.busy) : refused;
    }
  }

  #tells({ id }, words) {
    this.tested = { ...this.tested, [id]: words };
  }

  async #toggle(webhook) {
    const isShown = this.shown === webhook.id;
    this.deliveries = isShown ? undefined : await this.#deliveriesOf(webhook);
    this.shown = isShown ? undefined : webhook.id;
  }

  async #remove(webhook, name) {
    await this.api.remove(pathOf(webhook));
    if (this.#made.shown?.id === webhook.id) this.#made.forget();
    await this.done(texts.removed(name));
  }
}

/** The fields of a webhook that people write; none of a new one. */
function targetOf({ id, url, kinds, description }) {
  return id && { url, kinds, description };
}

function placeOf(id) {
  return `[data-webhook="${CSS.escape(id)}"]`;
}

customElements.define('parley-organisation-webhooks', Webhooks);
