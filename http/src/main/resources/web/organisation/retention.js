import { html, nothing } from 'lit';
import { draft } from '../ui/draft.js';
import { field } from '../ui/field.js';
import { focusOn, withField } from '../ui/forms.js';
import { Seen } from '../ui/seen.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { numberOf } from '../ui/times.js';
import { organisationTexts } from './organisation-texts.js';
import { Section } from './section.js';
import { settingsTexts } from './settings-texts.js';

/*
 * How long an organisation keeps recordings of its calls. A shorter time erases some for good, which the person confirms.
 */
const all = organisationTexts(language);
const settings = settingsTexts(language);
const texts = settings.telephone;
const PATH = '/organisation/retention';
const DAYS = 'recordingDays';
/** As the server has it. */
const DAYS_MAX = 3660;

class Retention extends Section {
  static properties = { stored: { state: true }, edited: { state: true }, isShorter: { state: true } };

  #seen;

  async read() {
    this.stored = await this.api.get(PATH);
  }

  render() {
    return html`<h3 id="recordings" tabindex="-1">${texts.recordings}</h3><p class="soft">${texts.recordingsAbout}</p>
      ${this.stored ? html`<p data-testid="retention">${this.#kept()}</p>` : html`<p>${all.looking}</p>`}
      ${this.edited ? this.#form() : nothing}
      ${this.stored && !this.edited && signedIn.may('configure') ? html`<p><button aria-label=${texts.changeRetention} data-testid="change-retention" @click=${() => this.#edit()}>${settings.change}…</button></p>` : nothing}`;
  }

  #kept() {
    const { recordingDays: days } = this.stored;
    return days === undefined ? texts.keptAsInstallation : texts.kept(days, numberOf(days));
  }

  #form() {
    const { recordingDays: days } = this.edited;
    const typed = ({ currentTarget: form }) => (this.isShorter = isShorter(daysIn(form.elements[DAYS].value), this.stored.recordingDays));
    return html`<form @submit=${this.forms.submitting('retention', (input) => this.#save(input))} @input=${typed} data-testid="retention-form">
      ${field(this.forms, 'retention', { name: DAYS, label: texts.days, hint: texts.daysHint }, ({ describedBy, isWrong }) => html`<input name=${DAYS} type="number" min="1" max=${DAYS_MAX} step="1" autocomplete="off" aria-describedby=${describedBy} aria-invalid=${isWrong} .value=${draft(this.edited, String(days ?? ''))} />`)}
      ${this.isShorter ? html`<label class="check wide"><input type="checkbox" name="known" required /> <span>${texts.erases}</span></label>` : nothing}
      ${this.forms.refusal('retention', [DAYS])}
      <div class="row wide"><button class="primary" data-testid="save-retention">${all.save}</button><button type="button" @click=${() => this.#leave()}>${all.cancel}</button></div>
    </form>`;
  }

  async #edit() {
    this.edited = this.stored;
    this.#seen = new Seen(this.stored);
    this.isShorter = false;
    this.forms.clear('retention');
    await focusOn(this, `[name=${DAYS}]`);
  }

  async #leave() {
    this.edited = undefined;
    await focusOn(this, '[data-testid=change-retention]');
  }

  async #save(input) {
    const days = daysIn(input[DAYS]);
    await this.read();
    this.isShorter = isShorter(days, this.stored.recordingDays);
    this.#seen.look(this.stored, settings.newer);
    await this.api.put(PATH, { ...this.stored, [DAYS]: days }).catch((refused) => {
      throw withField(refused, [DAYS]);
    });
    this.edited = undefined;
    await this.done(texts.retained, '#recordings');
  }
}

/** Undefined for the installation's time; so is a text that is no number, which the browser does not submit. */
function daysIn(text) {
  return text === '' ? undefined : Number(text);
}

/** Whether recordings end sooner. How long the installation keeps them is not known here. */
function isShorter(days, before) {
  return days !== undefined && (before === undefined || days < before);
}

customElements.define('parley-organisation-retention', Retention);
