import { html, nothing } from 'lit';
import { budgetView } from '../usage/budget-view.js';
import { choiceField, numberField } from '../ui/field.js';
import { focusOn, Mistake, withField } from '../ui/forms.js';
import { MICROS } from '../ui/money.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { numberOf } from '../ui/times.js';
import { modelsTexts } from './models-texts.js';
import { organisationTexts } from './organisation-texts.js';
import { Section } from './section.js';
import { settingsTexts } from './settings-texts.js';

/*
 * Budgets of an organisation's own models for a day and a month, and the amounts spent.
 */
const all = organisationTexts(language);
const settings = settingsTexts(language);
const texts = modelsTexts(language).budgets;
const PATH = '/organisation/budgets';
const PERIODS = ['day', 'month'];
const CHEAPER = 'cheaper';
const ALERT = 'alertPercent';
/** As the server has it, in the currency's unit. */
const LIMIT_MAX = 1_000_000_000;
const limitOf = (period) => `${period}.limitMicros`;
const actOf = (period) => `${period}.atLimit`;
const FIELDS = [...PERIODS.flatMap((each) => [limitOf(each), actOf(each)]), CHEAPER, ALERT];
const VERSION_DIFFERS = 'version-differs';

class OwnBudgets extends Section {
  static properties = { models: { attribute: false }, stored: { state: true }, edited: { state: true } };

  /** The newest version that the author of the form has seen; 0 for none. */
  #seen = 0;

  async read() {
    this.stored = await this.api.get(PATH);
  }

  render() {
    return html`<h2 id="budgets" tabindex="-1">${texts.title}</h2><p class="soft">${texts.about}</p>
      ${this.stored ? this.#standing() : this.looking()}
      ${this.edited ? this.#form() : nothing}
      ${this.stored && !this.edited && signedIn.may('set-budgets') ? html`<p><button aria-label=${texts.change} data-testid="change-budgets" @click=${() => this.#edit()}>${settings.change}…</button></p>` : nothing}`;
  }

  #standing() {
    const { stored } = this;
    const limited = PERIODS.filter((each) => stored[each]);
    if (limited.length === 0) return html`<p data-testid="no-own-budgets">${texts.none}</p>`;
    const act = ({ atLimit }) => (atLimit === CHEAPER ? texts.goesOn(stored.cheaper) : texts.stops);
    return html`<div data-testid="own-budgets">${limited.map((scope) => budgetView({ scope, ...stored[scope] }, stored.currency, html`<p class="soft">${act(stored[scope])}</p>`))}
      <p class="soft">${texts.alertAt(numberOf(stored.alertPercent))} ${texts.zone(stored.zone)}</p></div>`;
  }

  /** Of the budgets as they were when the form was opened. */
  #form() {
    const { edited } = this;
    const names = [...new Set([...(this.models ?? []), ...(edited.cheaper ? [edited.cheaper] : [])])];
    const period = (each) => html`
      ${numberField(this.forms, 'budgets', edited, { name: limitOf(each), label: texts.limit[each](edited.currency), hint: texts.limitHint, min: 1 / MICROS, max: LIMIT_MAX, step: 'any', value: edited[each] && edited[each].limitMicros / MICROS })}
      ${choiceField(this.forms, 'budgets', edited, { name: actOf(each), label: texts.atLimit[each], options: texts.acts, value: edited[each]?.atLimit ?? 'stop' })}`;
    return html`<form @submit=${this.forms.submitting('budgets', (input) => this.#save(input))} data-testid="budgets-form">
      ${PERIODS.map(period)}
      ${choiceField(this.forms, 'budgets', edited, { name: CHEAPER, label: texts.cheaper, hint: texts.cheaperHint, options: { '': texts.noCheaper, ...Object.fromEntries(names.map((each) => [each, each])) }, value: edited.cheaper ?? '' })}
      ${numberField(this.forms, 'budgets', edited, { name: ALERT, label: texts.alert, hint: texts.alertHint, min: 1, max: 100, value: edited.alertPercent, isRequired: true })}
      ${this.forms.refusal('budgets', FIELDS)}
      <div class="row wide"><button class="primary" data-testid="save-budgets">${all.save}</button><button type="button" @click=${() => this.#leave()}>${all.cancel}</button></div>
    </form>`;
  }

  async #edit() {
    this.edited = this.stored;
    this.#seen = this.stored.version;
    this.forms.clear('budgets');
    await focusOn(this, `[name="${limitOf('day')}"]`);
  }

  async #leave() {
    this.edited = undefined;
    await focusOn(this, '[data-testid=change-budgets]');
  }

  async #save(input) {
    const [day, month] = PERIODS.map((each) => limitIn(input, each));
    const isContinued = [day, month].some((limit) => limit?.atLimit === CHEAPER);
    const cheaper = input[CHEAPER] || undefined;
    if (isContinued && !cheaper) throw new Mistake(texts.cheaperNeeded, CHEAPER);
    if (cheaper && !isContinued) throw new Mistake(texts.cheaperUnused, CHEAPER);
    this.page.tell('');
    const stored = await this.api.put(PATH, { day, month, cheaper, [ALERT]: Number(input[ALERT]), version: this.#seen }).catch((refused) => this.#refused(refused));
    const words = (stored.version === this.#seen ? texts.same : texts.saved)(stored.version);
    this.edited = undefined;
    await this.done(words, '#budgets');
  }

  /** Newer budgets are shown above the form; what was typed stays, and may be stored over them. */
  async #refused(refused) {
    if (refused.kind !== VERSION_DIFFERS) throw withField(refused, FIELDS);
    await this.read();
    this.#seen = this.stored.version;
    throw new Mistake(settings.newer);
  }
}

/** Undefined for a period without a limit. */
function limitIn(input, period) {
  const limit = input[limitOf(period)];
  return limit === '' ? undefined : { limitMicros: Math.round(Number(limit) * MICROS), atLimit: input[actOf(period)] };
}

customElements.define('parley-organisation-budgets', OwnBudgets);
