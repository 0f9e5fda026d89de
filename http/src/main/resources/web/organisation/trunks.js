import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { choiceField, lineField } from '../ui/field.js';
import { focusOn, Mistake, withField } from '../ui/forms.js';
import { canonicalTag } from '../ui/language-tag.js';
import { Seen } from '../ui/seen.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { organisationTexts } from './organisation-texts.js';
import { Section } from './section.js';
import { settingsTexts } from './settings-texts.js';
import { trunksTexts } from './trunks-texts.js';

/*
 * Trunks that an organisation brings. A password is written, and never read.
 */
const all = organisationTexts(language);
const settings = settingsTexts(language);
const texts = trunksTexts(language);
const ALL = '/organisation/trunks';
/** As the server has them. */
const TRUNKS_MAX = 5;
const HOST_MAX = 259;
const USER_MAX = 100;
const PASSWORD_MAX = 200;
const NUMBERS_MAX = 1000;
const AGENT_MAX = 64;
const TAG_MAX = 35;
const NAME = '[a-z0-9\\-]{1,40}';
const FIELDS = ['name', 'host', 'transport', 'user', 'login', 'password', 'numbers', 'agent', 'language'];
const FORM = '[data-testid=trunk-form] input';
const PLACE = '#trunks';
const nameOf = ({ name }) => name;
const pathOf = (name) => `${ALL}/${encodeURIComponent(name)}`;

class Trunks extends Section {
  static properties = { trunks: { state: true }, edited: { state: true } };

  #seen;

  async read() {
    this.trunks = (await this.api.get(ALL)).trunks;
  }

  render() {
    return html`<h3 id="trunks" tabindex="-1">${texts.title}</h3><p class="soft">${texts.about}</p>
      ${this.trunks ? this.#listed() : this.looking()}`;
  }

  #listed() {
    const list = html`<ul class="cards" data-testid="trunks">${repeat(this.trunks, nameOf, (each) => this.#trunk(each))}</ul>`;
    return html`${this.trunks.length === 0 ? html`<p data-testid="no-trunks">${texts.none}</p>` : list} ${signedIn.may('connect') ? this.#writing() : nothing}`;
  }

  #trunk(each) {
    const { name, host, user, numbers, state } = each;
    const is = state?.is ?? 'waiting';
    return html`<li data-trunk=${name}>
      <div class="row"><span class="grow"><b translate="no">${name}</b> <span class="badge ${is === 'registered' ? 'valid' : 'expired'}" data-testid="trunk-state">${texts.states[is] ?? is}</span>
          <span class="soft"><bdi translate="no">${user}@${host}</bdi>${numbers.length > 0 ? html`, ${texts.shows(numbers.join(', '))}` : nothing}</span></span>
        ${signedIn.may('connect') && !this.edited ? this.#acts(each) : nothing}</div>
    </li>`;
  }

  #acts(each) {
    const { name } = each;
    return html`<button aria-label=${texts.changeOf(name)} data-testid="change-trunk" @click=${() => this.#edit(each)}>${settings.change}…</button>
      ${this.asking(`trunk-${name}`, { words: texts.removeOf(name), sure: texts.removeSure(name), yes: texts.removeOf(name) }, () => this.#remove(name))}`;
  }

  #writing() {
    if (this.edited) return html`<h4>${this.edited.name ? texts.changeOf(this.edited.name) : texts.add}</h4>${this.#form()}`;
    if (this.trunks.length >= TRUNKS_MAX) return nothing;
    return html`<p><button data-testid="add-trunk" @click=${() => this.#edit({})}>${texts.add}…</button></p>`;
  }

  /** Of the trunk as it was when the form was opened; a new one has no name. */
  #form() {
    const { edited } = this;
    const { name, host = '', transport = 'dns', user = '', login = '', numbers = [], agent = '', language: tag = '' } = edited;
    const line = (words) => lineField(this.forms, 'trunk', edited, words);
    return html`<form @submit=${this.forms.submitting('trunk', (input) => this.#save(input))} data-testid="trunk-form">
      ${name ? nothing : line({ name: 'name', label: texts.name, hint: texts.nameHint, value: '', pattern: NAME, isRequired: true })}
      ${line({ name: 'host', label: texts.host, hint: texts.hostHint, value: host, max: HOST_MAX, isRequired: true })}
      ${choiceField(this.forms, 'trunk', edited, { name: 'transport', label: texts.transport, value: transport, options: texts.transports })}
      ${line({ name: 'user', label: texts.user, hint: texts.userHint, value: user, max: USER_MAX, isRequired: true })}
      ${line({ name: 'login', label: texts.login, hint: texts.loginHint, value: login, max: USER_MAX })}
      ${line({ name: 'password', label: texts.password, hint: name ? texts.passwordKept : texts.passwordHint, value: '', type: 'password', max: PASSWORD_MAX, isRequired: !name })}
      ${line({ name: 'numbers', label: texts.numbers, hint: texts.numbersHint, value: numbers.join(', '), max: NUMBERS_MAX })}
      ${line({ name: 'agent', label: texts.agent, hint: texts.agentHint, value: agent, max: AGENT_MAX })}
      ${line({ name: 'language', label: settings.telephone.language, hint: settings.telephone.languageHint, value: tag, max: TAG_MAX })}
      ${this.forms.refusal('trunk', FIELDS)}
      <div class="row wide"><button class="primary" data-testid="save-trunk">${all.save}</button><button type="button" data-testid="leave-trunk" @click=${() => this.#leave()}>${all.cancel}</button></div>
    </form>`;
  }

  async #edit(each) {
    this.edited = each;
    this.#seen = new Seen(writtenOf(each));
    this.forms.clear('trunk');
    await focusOn(this, FORM);
  }

  async #leave() {
    this.edited = undefined;
    await focusOn(this, PLACE);
  }

  async #save(input) {
    const name = this.edited.name ?? input.name.trim();
    const wish = wishOf(input);
    await this.read();
    const now = this.trunks.find((each) => each.name === name);
    if (!this.edited.name && now) throw new Mistake(texts.nameTaken, 'name');
    this.#seen.look(writtenOf(now ?? {}), settings.newer);
    await this.api.put(pathOf(name), wish).catch((refused) => {
      throw withField(refused, FIELDS);
    });
    this.edited = undefined;
    await this.done(texts.saved(name), PLACE);
  }

  async #remove(name) {
    await this.api.remove(pathOf(name));
    await this.done(texts.removed(name), PLACE);
  }
}

/** The fields that people write; none of a new one. */
function writtenOf({ name, host, transport, user, login, numbers, agent, language: tag }) {
  return name && { host, transport, user, login, numbers, agent, language: tag };
}

/** @throws {Mistake} if the language is no tag */
function wishOf(input) {
  const text = (field) => input[field].trim() || undefined;
  const written = text('language');
  const tag = written && canonicalTag(written);
  if (written && !tag) throw new Mistake(settings.telephone.badTag, 'language');
  return {
    host: text('host'),
    transport: input.transport,
    user: text('user'),
    login: text('login'),
    password: input.password || undefined,
    numbers: input.numbers.split(',').map((each) => each.trim()).filter(Boolean),
    agent: text('agent'),
    language: tag,
  };
}

customElements.define('parley-organisation-trunks', Trunks);
