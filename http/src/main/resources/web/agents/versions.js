import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { authorOf, memberNames } from '../organisation/authors.js';
import { Section } from '../organisation/section.js';
import { focusOn, Mistake } from '../ui/forms.js';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import { dateOf } from '../ui/times.js';
import { agentsTexts } from './agents-texts.js';
import { changeLines, changesBetween } from './changes.js';
import { contentOf } from './content.js';

/*
 * The versions of an agent, the newest first, with what each changed. The content of an earlier one is stored as the next.
 */
const texts = agentsTexts(language);

class AgentVersions extends Section {
  static properties = {
    agent: {},
    newest: { type: Number },
    mayRestore: { attribute: false },
    isDirty: { attribute: false },
    /** Takes the agent after a restoration. */
    restored: { attribute: false },
    /** Takes a refusal, and fails with what is to be shown. */
    late: { attribute: false },
    versions: { state: true },
    names: { state: true },
    shown: { state: true },
    changes: { state: true },
  };

  constructor() {
    super();
    this.versions = undefined;
    this.names = new Map();
    /** The number of the version whose changes are shown. */
    this.shown = undefined;
    this.changes = [];
  }

  updated(changed) {
    // the first one is read by the section itself
    if (changed.get('newest') !== undefined) this.refresh();
  }

  async read() {
    const [{ versions }, names] = await Promise.all([this.api.get(`${this.#address}/versions`), memberNames(this.api)]);
    this.names = names;
    this.versions = versions;
  }

  get #address() {
    return `/organisation/agents/${encodeURIComponent(this.agent)}`;
  }

  render() {
    return html`<h2 id="versions" tabindex="-1">${texts.versions}</h2>
      ${this.forms.refusal('show')}
      ${this.versions ? html`<ul class="cards" data-testid="versions">${repeat(this.versions, ({ version }) => version, (each, index) => this.#version(each, index))}</ul>` : this.looking()}`;
  }

  #version({ version, by, at }, index) {
    const isShown = this.shown === version;
    return html`<li data-version=${version}>
      <div class="row"><span class="grow"><b>${texts.version(version)}</b>${index === 0 ? html` <span class="badge valid">${texts.newest}</span>` : nothing}
          <span class="soft">${dateOf(at)} <bdi>${texts.by(authorOf(by, this.names, texts.program))}</bdi></span></span>
        <button aria-expanded=${isShown} aria-label=${isShown ? texts.hideOf(version) : texts.showOf(version)} data-testid="show-changes" @click=${this.forms.doing('show', () => this.#toggle(version))}>${isShown ? texts.hide : texts.show}</button></div>
      ${this.mayRestore && index > 0 ? html`<div class="row">${this.asking(`restore-${version}`, { words: texts.restore(version), sure: texts.restoreSure(version), yes: texts.restore(version) }, () => this.#restore(version))}</div>` : nothing}
      ${isShown ? this.#changes(version) : nothing}
    </li>`;
  }

  #changes(version) {
    const isFirst = version === this.versions.at(-1).version;
    return html`<div class="changed" data-testid="changes">
      ${isFirst ? html`<p>${texts.first}</p>` : this.changes.length === 0 ? html`<p>${texts.noChange}</p>` : nothing}
      ${changeLines(this.changes)}
    </div>`;
  }

  async #toggle(version) {
    if (this.shown === version) {
      this.shown = undefined;
      return;
    }
    const index = this.versions.findIndex((each) => each.version === version);
    const before = this.versions[index + 1]?.version;
    const [now, then] = await Promise.all([this.#content(version), before === undefined ? null : this.#content(before)]);
    this.changes = changesBetween(then, now);
    this.shown = version;
  }

  async #content(version) {
    return contentOf(await this.api.get(`${this.#address}/versions/${version}`));
  }

  async #restore(version) {
    if (this.isDirty) throw new Mistake(texts.draftFirst);
    const restoration = this.api.post(`${this.#address}/versions/${version}/restoration?seen=${this.newest}`);
    const agent = await restoration.catch((refused) => this.late(refused));
    this.asked = undefined;
    await this.restored(agent);
    this.page.tell(texts.restored(version, agent.version));
    await focusOn(this, 'h2');
  }
}

customElements.define('parley-agent-versions', AgentVersions);
