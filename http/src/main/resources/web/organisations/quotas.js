import { html } from 'lit';
import { Section } from '../organisation/section.js';
import { settingsTexts } from '../organisation/settings-texts.js';
import { numberField } from '../ui/field.js';
import { withField } from '../ui/forms.js';
import '../ui/page-language.js';
import { Seen } from '../ui/seen.js';
import { language } from '../ui/texts.js';
import { organisationsTexts } from './organisations-texts.js';

/*
 * Quotas of one organisation, which operators set. `close()` leaves them.
 */
const { cancel, quotas: texts } = organisationsTexts(language);
const { newer } = settingsTexts(language);
const KINDS = Object.keys(texts.kinds);
/** As the server has it. */
const MAX = 1_000_000_000_000_000;

class Quotas extends Section {
  static properties = { organisation: { attribute: false }, close: { attribute: false }, edited: { state: true } };

  #seen;

  async read() {
    const { quotas } = await this.api.get(this.#path());
    // later news leave alone what is typed
    if (this.edited === undefined) this.#begin(quotas);
  }

  /** The form begins with these. */
  #begin(quotas) {
    this.edited = quotas;
    this.#seen = new Seen(quotas);
  }

  render() {
    return html`<h4 tabindex="-1">${texts.title}</h4><p class="soft">${texts.about}</p>
      ${this.edited ? this.#form() : this.looking()}
      <p><button data-testid="close" @click=${() => this.close()}>${cancel}</button></p>`;
  }

  #form() {
    const amount = (kind) => numberField(this.forms, 'quotas', this.edited, { name: kind, label: texts.kinds[kind], value: this.edited[kind], min: 0, max: MAX });
    return html`<form @submit=${this.forms.submitting('quotas', (input) => this.#save(input))} data-testid="quotas-form">
      ${KINDS.map(amount)} ${this.forms.refusal('quotas', KINDS)}
      <div class="row wide"><button class="primary" data-testid="save-quotas">${texts.save}</button></div>
    </form>`;
  }

  /** Kinds that are left empty have the default of the installation. */
  async #save(input) {
    const wish = Object.fromEntries(KINDS.filter((kind) => input[kind] !== '').map((kind) => [kind, Number(input[kind])]));
    const { quotas } = await this.api.get(this.#path());
    this.#seen.look(quotas, `${newer} ${wordsOf(quotas)}`);
    const stored = await this.api.put(this.#path(), wish).catch((refused) => {
      throw withField(refused, KINDS);
    });
    this.#begin(stored.quotas);
    await this.done(texts.saved, 'h4');
  }

  #path() {
    return `/organisations/${encodeURIComponent(this.organisation)}/quotas`;
  }
}

function wordsOf(quotas) {
  const set = KINDS.filter((kind) => quotas[kind] !== undefined);
  return set.length === 0 ? texts.none : set.map((kind) => `${texts.kinds[kind]}: ${quotas[kind]}`).join('; ');
}

customElements.define('parley-given-quotas', Quotas);
