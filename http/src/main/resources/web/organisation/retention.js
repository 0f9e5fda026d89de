import { html, nothing } from 'lit';
import { numberField } from '../ui/field.js';
import { focusOn, withField } from '../ui/forms.js';
import { Seen } from '../ui/seen.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { numberOf } from '../ui/times.js';
import { organisationTexts } from './organisation-texts.js';
import { Section } from './section.js';
import { settingsTexts } from './settings-texts.js';

/*
 * How long an organisation keeps recordings of its calls, and its ended conversations. A shorter time erases some for good, which the
 * person confirms.
 */
const all = organisationTexts(language);
const settings = settingsTexts(language);
const texts = settings.retention;
const PATH = '/organisation/retention';
const RECORDINGS = 'recordingDays';
const SESSIONS = 'sessionDays';
const FIELDS = [RECORDINGS, SESSIONS];
/** As the server has it. */
const DAYS_MAX = 3660;

class Retention extends Section {
  static properties = { stored: { state: true }, edited: { state: true }, shorter: { state: true } };

  #seen;

  async read() {
    this.stored = await this.api.get(PATH);
  }

  render() {
    return html`<h2 tabindex="-1">${all.sections.retention}</h2><p class="soft">${texts.about}</p>
      ${this.stored ? this.#kept() : this.looking()}
      ${this.edited ? this.#form() : nothing}
      ${this.stored && !this.edited && signedIn.may('configure') ? html`<p><button aria-label=${texts.change} data-testid="change-retention" @click=${() => this.#edit()}>${settings.change}…</button></p>` : nothing}`;
  }

  #kept() {
    const kept = (days, forNone) => (days === undefined ? forNone : texts.kept(days, numberOf(days)));
    return html`<dl class="facts">
      <div><dt>${texts.recordings}</dt><dd data-testid="retention">${kept(this.stored[RECORDINGS], texts.keptAsInstallation)}</dd></div>
      <div><dt>${texts.sessions}</dt><dd data-testid="session-retention">${kept(this.stored[SESSIONS], texts.keptForever)}</dd></div>
    </dl>`;
  }

  /** Of the times as they were when the form was opened. */
  #form() {
    const typed = ({ currentTarget: form }) => (this.shorter = this.#shorter(Object.fromEntries(new FormData(form))));
    const days = (name) => numberField(this.forms, 'retention', this.edited, { name, label: texts.days[name], hint: texts.hints[name], min: 1, max: DAYS_MAX, value: this.edited[name] });
    const known = (name) => html`<label class="check wide"><input type="checkbox" name="${name}.known" required /> <span>${texts.erases[name]}</span></label>`;
    return html`<form @submit=${this.forms.submitting('retention', (input) => this.#save(input))} @input=${typed} data-testid="retention-form">
      ${FIELDS.map(days)}
      ${FIELDS.map((name) => (this.shorter.includes(name) ? known(name) : nothing))}
      ${this.forms.refusal('retention', FIELDS)}
      <div class="row wide"><button class="primary" data-testid="save-retention">${all.save}</button><button type="button" @click=${() => this.#leave()}>${all.cancel}</button></div>
    </form>`;
  }

  /** The times that end sooner. How long the installation keeps recordings is not known here. */
  #shorter(input) {
    return FIELDS.filter((name) => {
      const days = daysIn(input[name]);
      const before = this.stored[name];
      return days !== undefined && (before === undefined || days < before);
    });
  }

  async #edit() {
    this.edited = this.stored;
    this.#seen = new Seen(this.stored);
    this.shorter = [];
    this.forms.clear('retention');
    await focusOn(this, `[name=${RECORDINGS}]`);
  }

  async #leave() {
    this.edited = undefined;
    await focusOn(this, '[data-testid=change-retention]');
  }

  async #save(input) {
    await this.read();
    this.shorter = this.#shorter(input);
    this.#seen.look(this.stored, settings.newer);
    const wish = Object.fromEntries(FIELDS.map((name) => [name, daysIn(input[name])]));
    await this.api.put(PATH, { ...this.stored, ...wish }).catch((refused) => {
      throw withField(refused, FIELDS);
    });
    this.edited = undefined;
    await this.done(texts.retained);
  }
}

/** Undefined for no time; so is a text that is no number, which the browser does not submit. */
function daysIn(text) {
  return text === '' ? undefined : Number(text);
}

customElements.define('parley-organisation-retention', Retention);
