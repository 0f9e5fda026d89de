import { html, nothing } from 'lit';
import { Section } from '../organisation/section.js';
import { settingsTexts } from '../organisation/settings-texts.js';
import { organisationsTexts } from '../organisations/organisations-texts.js';
import { numberField } from '../ui/field.js';
import { focusOn, withField } from '../ui/forms.js';
import '../ui/page-language.js';
import { Seen } from '../ui/seen.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { numberOf } from '../ui/times.js';
import { usageTexts } from './usage-texts.js';

/*
 * The limits of an organisation: those of its plan, and those that it sets for itself.
 */
const texts = usageTexts(language).limits;
const { kinds } = organisationsTexts(language).quotas;
const { newer } = settingsTexts(language);
const PATH = '/organisation/limits';
/** Seats and storage are limited by the plan alone. */
const OWN = ['sessions', 'turns', 'tokens', 'uploads', 'calls'];
/** As the server has it. */
const MAX = 1_000_000_000_000_000;

class Limits extends Section {
  static properties = { stored: { state: true }, edited: { state: true } };

  #seen;

  async read() {
    this.stored = await this.api.get(PATH);
  }

  render() {
    const mayChange = this.stored && !this.edited && signedIn.may('set-budgets');
    return html`<h2 id="limits" tabindex="-1">${texts.title}</h2><p class="soft">${texts.about}</p>
      ${this.stored ? table(this.stored) : this.looking()}
      ${this.edited ? this.#form() : nothing}
      ${mayChange ? html`<p><button data-testid="change-limits" @click=${() => this.#edit()}>${texts.change}…</button></p>` : nothing}`;
  }

  #form() {
    const amount = (kind) => numberField(this.forms, 'limits', this.edited, { name: kind, label: kinds[kind], hint: texts.hint, value: this.edited[kind], min: 1, max: MAX });
    return html`<form @submit=${this.forms.submitting('limits', (input) => this.#save(input))} data-testid="limits-form">
      ${OWN.map(amount)} ${this.forms.refusal('limits', OWN)}
      <div class="row wide"><button class="primary" data-testid="save-limits">${texts.save}</button><button type="button" @click=${() => this.#leave()}>${texts.cancel}</button></div>
    </form>`;
  }

  /** Of the limits as they are now. */
  async #edit() {
    this.edited = this.stored.limits;
    this.#seen = new Seen(this.edited);
    this.forms.clear('limits');
    await focusOn(this, `[name=${OWN[0]}]`);
  }

  async #leave() {
    this.edited = undefined;
    await focusOn(this, '[data-testid=change-limits]');
  }

  async #save(input) {
    await this.read();
    this.#seen.look(this.stored.limits, newer);
    const wish = Object.fromEntries(OWN.filter((kind) => input[kind] !== '').map((kind) => [kind, Number(input[kind])]));
    this.stored = await this.api.put(PATH, wish).catch((refused) => {
      throw withField(refused, OWN);
    });
    this.edited = undefined;
    await this.done(texts.saved, '#limits');
  }
}

function table({ plan, limits }) {
  const amount = (of, kind) => (of[kind] === undefined ? texts.none : numberOf(of[kind]));
  return html`<div class="broad" tabindex="0" role="group" aria-label=${texts.title}><table data-testid="limits">
    <thead><tr><td></td><th scope="col" class="number">${texts.plan}</th><th scope="col" class="number">${texts.own}</th></tr></thead>
    <tbody>${Object.entries(kinds).map(([kind, name]) => html`<tr data-limit=${kind}><th scope="row">${name}</th><td class="number">${amount(plan, kind)}</td><td class="number">${amount(limits, kind)}</td></tr>`)}</tbody>
  </table></div>`;
}

customElements.define('parley-limits', Limits);
