import { html, nothing } from 'lit';
import { Section } from '../organisation/section.js';
import { focusOn, Mistake, withField } from '../ui/forms.js';
import { canonicalTag } from '../ui/language-tag.js';
import '../ui/page-language.js';
import { isSame } from '../ui/same.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { agentFields } from './agent-form.js';
import { agentsTexts, labelOf } from './agents-texts.js';
import { changeLines, changesBetween } from './changes.js';
import { contentOf, readForm } from './content.js';
import { KeptDraft } from './kept-draft.js';
import './trial.js';
import './versions.js';

/*
 * One agent: its fields, a chat with the stored version beside them, its versions, and its end. Typed text is kept in the
 * tab until it is stored or discarded, or the person signs out.
 */
const texts = agentsTexts(language);
const NOT_FOUND = 404;
const nameOf = ({ name }) => name;
const VERSION_DIFFERS = 'version-differs';
/** Versions of the installation's agents end at it, those of an organisation's own are above it. */
const OF_INSTALLATION_MAX = 1000;
/** Of an agent that begins as no copy. */
const COLOURS = { accent: '#1f5c4a', accentDark: '#8fcdb4' };

class AgentEditor extends Section {
  static properties = { agent: {}, left: { attribute: false }, stored: { state: true }, edited: { state: true }, known: { state: true }, isDirty: { state: true }, note: { state: true }, newer: { state: true }, said: { state: true } };

  /** The version that the fields began with; not the stored one while somebody else has stored another. */
  #from = 0;

  constructor() {
    super();
    /** As the server has it; null for an agent that is not stored. */
    this.stored = undefined;
    /** The content that the fields began with; another object writes them anew. */
    this.edited = undefined;
    /** Names that its fields offer. */
    this.known = { models: [], tools: [], collections: [] };
    this.isDirty = false;
    this.note = '';
    /** Changes by somebody else since the fields began; null if nobody has, or it is retired. */
    this.newer = null;
    /** The last success, again where the eyes are: the page says it at its top, and aloud. */
    this.said = '';
  }

  async read() {
    const [stored, known] = await Promise.all([this.#found(this.#address), this.#offered()]);
    const content = contentOf(stored ?? (await this.#copied()));
    const kept = this.#draft.find();
    const isDirty = this.#mayWrite && kept !== null && !isSame(kept.content, content);
    const told = isDirty ? await this.#meanwhile(kept.version, stored) : {};
    this.known = known;
    this.stored = stored;
    this.isDirty = isDirty;
    this.edited = isDirty ? kept.content : content;
    if (!isDirty) return this.#drop('');
    this.#from = kept.version;
    Object.assign(this, told);
  }

  async #offered() {
    const [{ models }, { sources }, { collections }] = await Promise.all([
      this.api.get('/organisation/models'),
      this.#hint('connect', '/tool-sources', { sources: [] }),
      this.#hint('oversee', '/knowledge/collections', { collections: [] }),
    ]);
    const isForIt = ({ agents }) => agents.length === 0 || agents.includes(this.agent);
    const tools = sources.filter(isForIt).flatMap((source) => source.tools.filter(({ allowed, approved }) => allowed && approved));
    return { models: models.map(nameOf), tools: tools.map(nameOf), collections: collections.map(nameOf) };
  }

  /** Without an answer there is no hint; the agent can be written all the same. */
  async #hint(permission, path, none) {
    return signedIn.may(permission) ? this.api.get(path).catch(() => none) : none;
  }

  /** Null for what is not there. */
  #found(address) {
    return this.api.get(address).catch((refused) => {
      if (refused.status === NOT_FOUND) return null;
      throw refused;
    });
  }

  /**
   * Changes by somebody else since the fields began, which the next save overwrites.
   *
   * @param from the version that they began with
   * @param stored the newest one; null if there is none
   */
  async #meanwhile(from, stored) {
    if (from === versionOf(stored)) return { note: texts.restoredDraft, newer: null };
    const isOwn = from > OF_INSTALLATION_MAX;
    if (stored === null || (isOwn && !stored.own)) return { note: texts.retiredMeanwhile, newer: null };
    const began = isOwn ? await this.#found(`${this.#address}/versions/${from}`) : null;
    return { note: texts.staleDraft(stored.version), newer: changesBetween(began && contentOf(began), contentOf(stored)) };
  }

  get #address() {
    return `/organisation/agents/${encodeURIComponent(this.agent)}`;
  }

  get #draft() {
    const { person, organisation } = signedIn.now;
    return new KeptDraft({ person: person.id, organisation: organisation.id, agent: this.agent });
  }

  get #version() {
    return versionOf(this.stored);
  }

  get #mayWrite() {
    return signedIn.may('configure');
  }

  get #form() {
    return this.querySelector('form.agent');
  }

  /** A new agent begins as the default one. */
  async #copied() {
    const { agents } = await this.api.get('/agents');
    const id = agents.find((each) => each.default)?.id;
    if (!id) return { company: '', languages: [language], texts: { [language]: { title: '', suggestions: [] } }, theme: COLOURS, tools: [], collections: [] };
    return this.api.get(`/organisation/agents/${encodeURIComponent(id)}`);
  }

  render() {
    return html`<p><a href="#">${texts.all}</a></p>
      <h2 tabindex="-1"><bdi>${this.agent}</bdi>${this.stored ? html` <span class="badge">${texts.version(this.stored.version)}</span>` : nothing}</h2>
      ${this.edited ? this.#opened() : this.looking()}`;
  }

  #opened() {
    return html`${this.stored === null ? html`<p>${texts.isNew}</p>` : this.stored.own ? nothing : html`<p>${texts.isInstallations}</p>`}
      ${this.#mayWrite ? nothing : html`<p data-testid="read-only">${texts.readOnly}</p>`}
      <div class="beside">
        ${this.#fields()}
        ${signedIn.may('start') ? html`<parley-agent-trial class="trial" agent=${this.agent} .version=${this.#version}></parley-agent-trial>` : nothing}
      </div>
      ${this.stored?.own
        ? html`<parley-agent-versions .page=${this.page} .agent=${this.agent} .newest=${this.stored.version} .mayRestore=${this.#mayWrite} .isDirty=${this.isDirty} .restored=${(agent) => this.#has(agent)} .late=${(refused) => this.#late(refused)}></parley-agent-versions>
            ${this.#mayWrite ? html`<div class="row">${this.asking('retire', { words: texts.retire, sure: texts.retireSure(this.agent), yes: texts.retire }, () => this.#retire())}</div>` : nothing}`
        : nothing}`;
  }

  #fields() {
    const change = (act, focused) => this.#change(act, focused);
    return html`<form class="agent" data-testid="agent-form" @input=${() => this.#typed()} @submit=${this.forms.submitting('save', () => this.#save())}>
      <div role="status">${this.note ? html`<p data-testid="draft-note">${this.note}</p>` : nothing}</div>
      ${this.newer?.length ? html`<details class="changed" data-testid="newer"><summary>${texts.whatChanged(this.#version)}</summary>${changeLines(this.newer)}</details>` : nothing}
      <fieldset class="all" ?disabled=${!this.#mayWrite}><legend class="unseen">${this.agent}</legend>${agentFields(this.edited, this.known, change, (input) => this.#addLanguage(input))}</fieldset>
      ${this.forms.refusal('save')}
      ${this.#mayWrite
        ? html`<div class="save row"><button class="primary" data-testid="save-agent">${texts.save}</button>
            ${this.isDirty ? html`<button type="button" data-testid="discard" @click=${() => this.#discard()}>${texts.discard}</button> <span class="soft" data-testid="unsaved">${texts.unsaved}</span>` : nothing}
            <span class="soft" aria-hidden="true">${this.said}</span></div>`
        : nothing}
    </form>`;
  }

  #typed() {
    this.#unmark();
    this.said = '';
    this.#keep(readForm(this.#form, this.edited));
  }

  /** No field is refused any more. */
  #unmark() {
    for (const field of this.#form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
  }

  #keep(content) {
    this.isDirty = this.stored === null || !isSame(content, contentOf(this.stored));
    if (this.isDirty) this.#draft.keep(this.#from, content);
    else this.#drop('');
  }

  #drop(note) {
    this.#draft.drop();
    this.isDirty = false;
    this.#from = this.#version;
    this.newer = null;
    this.note = note;
  }

  /** Adds or removes fields; what was typed into the others stays. */
  async #change(act, focused) {
    const content = structuredClone(readForm(this.#form, this.edited));
    act(content);
    this.edited = content;
    this.#keep(content);
    if (focused) await focusOn(this, focused);
  }

  #addLanguage(input) {
    this.forms.once('save', () => this.#added(input), this.#form);
  }

  async #added(input) {
    const code = canonicalTag(input.value.trim());
    if (!code) throw new Mistake(texts.badTag, 'languages');
    if (this.edited.languages.includes(code)) throw new Mistake(texts.twice, 'languages');
    input.value = '';
    const act = (content) => {
      content.languages = [...content.languages, code];
      content.texts[code] = { title: '', suggestions: [] };
    };
    await this.#change(act, `[name="texts.${code}.title"]`);
  }

  async #save() {
    this.page.tell('');
    const content = readForm(this.#form, this.edited);
    const before = this.stored?.own ? this.stored.version : 0;
    const agent = await this.api.put(this.#address, { ...content, version: this.#version }).catch((refused) => this.#refused(refused));
    await this.#takes(agent, content);
    this.said = agent.version === before ? texts.same(agent.version) : texts.saved(agent.version);
    this.page.tell(this.said);
  }

  /** The fields show the stored version, unless somebody has typed on while it was being stored. */
  async #takes(agent, content) {
    const typed = readForm(this.#form, this.edited);
    if (isSame(typed, content)) return this.#has(agent);
    this.stored = agent;
    this.#from = agent.version;
    this.newer = null;
    this.note = '';
    this.#keep(typed);
  }

  /** A newer version is told, with its changes; what was typed stays, and may be stored over it. */
  async #refused(refused) {
    if (refused.kind !== VERSION_DIFFERS) throw this.#named(refused);
    const stored = await this.#found(this.#address);
    // before the next version is named as seen
    const told = await this.#meanwhile(this.#from, stored);
    Object.assign(this, { stored, ...told });
    this.#keep(readForm(this.#form, this.edited));
    throw new Mistake(texts.newer);
  }

  /** A refusal of a field names it as the form does, and marks it. */
  #named(refused) {
    const names = [...this.#form.elements].map(({ name }) => name);
    const { field: name, message } = withField(refused, names);
    if (!name) return refused;
    this.#form.elements.namedItem(name).setAttribute('aria-invalid', 'true');
    return new Mistake(`${labelOf(texts, name)}: ${message}`, name);
  }

  /** The server has another version. */
  async #has(agent) {
    this.stored = agent;
    this.edited = contentOf(agent);
    this.#drop('');
    await this.updateComplete;
  }

  async #discard() {
    this.#drop('');
    this.#unmark();
    this.forms.clear('save');
    this.page.tell(texts.discarded);
    await this.refresh();
    await focusOn(this, '[name=company]');
  }

  /** Somebody else was first: the page shows the newest version, and the act may be asked for again. */
  async #late(refused) {
    if (refused.kind !== VERSION_DIFFERS) throw refused;
    await this.refresh();
    throw new Mistake(texts.late);
  }

  async #retire() {
    await this.api.remove(`${this.#address}?seen=${this.#version}`).catch((refused) => this.#late(refused));
    this.#draft.drop();
    this.left(texts.retired(this.agent));
  }
}

/** 0 of an agent that is not stored. */
function versionOf(stored) {
  return stored?.version ?? 0;
}

customElements.define('parley-agent-editor', AgentEditor);
