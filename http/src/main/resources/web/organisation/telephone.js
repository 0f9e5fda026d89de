import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { draft } from '../ui/draft.js';
import { field } from '../ui/field.js';
import { focusOn, Mistake, withField } from '../ui/forms.js';
import { canonicalTag } from '../ui/language-tag.js';
import { Seen } from '../ui/seen.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { organisationTexts } from './organisation-texts.js';
import { Section } from './section.js';
import { settingsTexts } from './settings-texts.js';
import './trunks.js';

/*
 * Telephone numbers of an organisation, with the agent and the language that answer each.
 */
const all = organisationTexts(language);
const settings = settingsTexts(language);
const texts = settings.telephone;
const ALL = '/organisation/numbers';
const FIELDS = ['agent', 'language'];
const textOf = ({ number }) => number;

class Telephone extends Section {
  static properties = { numbers: { state: true }, agents: { state: true }, edited: { state: true } };

  #seen;

  async read() {
    const [{ numbers }, { agents }] = await Promise.all([this.api.get(ALL), this.api.get('/agents')]);
    this.numbers = numbers;
    this.agents = agents;
  }

  render() {
    return html`<h2 tabindex="-1">${all.sections.telephone}</h2>
      <parley-organisation-trunks .page=${this.page}></parley-organisation-trunks>
      <h3 id="numbers" tabindex="-1">${texts.numbers}</h3><p class="soft">${texts.numbersAbout}</p>
      ${this.numbers ? this.#listed() : this.looking()}`;
  }

  #listed() {
    if (this.numbers.length === 0) return html`<p data-testid="no-numbers">${texts.noNumbers}</p>`;
    return html`<ul class="cards" data-testid="numbers">${repeat(this.numbers, textOf, (each) => this.#number(each))}</ul>`;
  }

  #number(each) {
    const { number, agent, language: tag } = each;
    const isEdited = this.edited?.number === number;
    return html`<li data-number=${number}>
      <div class="row"><span class="grow"><b translate="no">${number}</b>${agent && !this.#isKnown(agent) ? html` <span class="badge expired">${texts.unknown}</span>` : nothing}
          <span class="soft">${agent ?? this.#byDefault}, ${tag ? texts.spoken(tag) : texts.preferred}</span></span>
        ${signedIn.may('connect') && !isEdited ? html`<button aria-label=${texts.changeOf(number)} data-testid="change-number" @click=${() => this.#edit(each)}>${settings.change}…</button>` : nothing}</div>
      ${isEdited ? this.#form() : nothing}
    </li>`;
  }

  #isKnown(agent) {
    return this.agents.some(({ id }) => id === agent);
  }

  get #byDefault() {
    const id = this.agents.find((each) => each.default)?.id;
    return id ? texts.byDefault(id) : texts.default;
  }

  /** Of the number that is edited, as it was when the form was opened. */
  #form() {
    const { number, agent = '', language: tag = '' } = this.edited;
    const ids = [...new Set([...this.agents.map(({ id }) => id), ...(agent ? [agent] : [])])];
    return html`<form @submit=${this.forms.submitting('number', (input) => this.#save(input))} aria-label=${texts.changeOf(number)} data-testid="number-form">
      ${field(this.forms, 'number', { name: 'agent', label: texts.agent }, ({ describedBy, isWrong }) => html`<select name="agent" aria-describedby=${describedBy} aria-invalid=${isWrong}>
        <option value="" .selected=${agent === ''}>${this.#byDefault}</option>
        ${repeat(ids, (id) => id, (id) => html`<option value=${id} .selected=${agent === id}>${id}</option>`)}</select>`)}
      ${field(this.forms, 'number', { name: 'language', label: texts.language, hint: texts.languageHint }, ({ describedBy, isWrong }) => html`<input name="language" maxlength="35" autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby=${describedBy} aria-invalid=${isWrong} .value=${draft(this.edited, tag)} />`)}
      ${this.forms.refusal('number', FIELDS)}
      <div class="row wide"><button class="primary" data-testid="save-number">${all.save}</button><button type="button" @click=${() => this.#leave()}>${all.cancel}</button></div>
    </form>`;
  }

  async #edit(each) {
    this.edited = each;
    this.#seen = new Seen(each);
    this.forms.clear('number');
    await focusOn(this, '[data-testid=number-form] select');
  }

  async #leave() {
    const { number } = this.edited;
    this.edited = undefined;
    await focusOn(this, changeOf(number));
  }

  async #save({ agent, language: written }) {
    const { number } = this.edited;
    const tag = written.trim() ? canonicalTag(written.trim()) : '';
    if (tag === undefined) throw new Mistake(texts.badTag, 'language');
    await this.read();
    const now = this.numbers.find((each) => each.number === number);
    if (now) {
      this.#seen.look(now, settings.newer);
      const wanted = { ...(agent ? { agent } : {}), ...(tag ? { language: tag } : {}) };
      await this.api.put(`${ALL}/${number}`, wanted).catch((refused) => {
        throw withField(refused, FIELDS);
      });
    }
    this.edited = undefined;
    await this.done(now ? texts.saved(number) : texts.gone(number), now ? changeOf(number) : '#numbers');
  }
}

/** The button that opens the form of a number. */
function changeOf(number) {
  return `[data-number="${CSS.escape(number)}"] [data-testid=change-number]`;
}

customElements.define('parley-organisation-telephone', Telephone);
