import { html, nothing } from 'lit';
import '../ui/page-language.js';
import { StaffPage } from '../ui/staff-page.js';
import { language } from '../ui/texts.js';
import { beginning, difference, linesOf, objectIn, pretty, rulesIn, skeleton } from './forms.js';
import './letters.js';
import { sourcesTexts } from './sources-texts.js';

/*
 * The operators' page of tool sources: their state, definitions, held-back tools, calls to try, and secrets.
 */
const texts = sourcesTexts(language);
document.title = texts.title;

const escaped = encodeURIComponent;
const commas = (text) => text.split(',').map((part) => part.trim()).filter(Boolean);
const held = ({ tools, prompts }) =>
  tools.filter(({ approved, allowed }) => allowed && !approved).length + prompts.filter(({ approved }) => !approved).length;

class Tools extends StaffPage {
  static properties = {
    kinds: { state: true },
    sources: { state: true },
    secrets: { state: true },
    shown: { state: true },
    deleting: { state: true },
    signInPage: { state: true },
    results: { state: true },
  };

  constructor() {
    super(texts, '/v1');
    this.kinds = [];
    this.sources = [];
    this.secrets = [];
    this.results = {};
  }

  opened(api) {
    return this.#read(api);
  }

  page() {
    return html`${this.shown ? this.#source() : this.#list()} ${this.#secrets()}
      <parley-dead-letters .api=${this.api}></parley-dead-letters>`;
  }

  #list() {
    const row = (each) => html`<tr>
      <td><button class="link" @click=${this.doing(() => this.#load(each.name))}>${each.name}</button></td>
      <td>${each.kind}</td><td>${state(each)}</td><td>${each.tools.length}</td><td>${held(each)}</td>
    </tr>`;
    return html`
      <h2>${texts.sources}</h2>
      ${this.sources.length === 0
        ? html`<p>${texts.none}</p>`
        : html`<div class="broad" tabindex="0" role="group" aria-label=${texts.sources}>
            <table data-testid="sources">
              <thead><tr><th>${texts.name}</th><th>${texts.kind}</th><th>${texts.state}</th><th>${texts.count}</th><th>${texts.held}</th></tr></thead>
              <tbody>${this.sources.map(row)}</tbody>
            </table>
          </div>`}
      <p><button data-testid="add" @click=${() => this.#show(blank(this.kinds[0]))}>${texts.add}</button></p>
    `;
  }

  #source() {
    const it = this.shown;
    const isNew = it.origin === undefined;
    return html`
      <h2>${isNew ? texts.add : `${it.name} (${it.kind})`}</h2>
      ${isNew ? nothing : html`<p data-testid="state">${texts.state}: ${state(it)}</p>`}
      ${it.signIn ? this.#signIn(it) : nothing}
      ${it.origin === 'file' ? html`<p>${texts.ofFile}</p><pre>${pretty(it.settings)}</pre>` : this.#definition(it, isNew)}
      <p>
        ${isNew ? nothing : html`<button data-testid="again" @click=${this.doing(() => this.#again(it.name))}>${texts.again}</button>`}
        <button data-testid="cancel" @click=${this.doing(() => this.#refresh())}>${texts.cancel}</button>
        ${isNew || it.origin === 'file' ? nothing : this.#removal(it)}
      </p>
      ${it.refused?.length ? html`<h3>${texts.refused}</h3><ul data-testid="refused">${it.refused.map((line) => html`<li>${line}</li>`)}</ul>` : nothing}
      ${(it.tools ?? []).map((tool) => this.#tool(it, tool))}
      ${it.prompts?.length ? html`<h2>${texts.prompts}</h2>${it.prompts.map((prompt) => this.#prompt(it, prompt))}` : nothing}
    `;
  }

  #signIn({ name, signIn: { state: standing, wanted } }) {
    return html`<div data-testid="sign-in">
      <p>${standing === 'done' ? texts.signedIn : wanted.length ? texts.wantsScopes(wanted.join(' ')) : nothing}</p>
      ${this.signInPage
        ? html`<p><a href=${this.signInPage} target="_blank" rel="noopener noreferrer" data-testid="sign-in-page">${texts.openPage}</a> ${texts.comeBack}</p>`
        : html`<button data-testid="sign-in-begin" @click=${this.doing(() => this.#beginSignIn(name))}>${texts.signIn}</button>`}
      ${standing === 'done' || wanted.length
        ? html`<button data-testid="sign-out" @click=${this.doing(() => this.#signOut(name))}>${texts.signOut}</button>`
        : nothing}
    </div>`;
  }

  #definition(it, isNew) {
    return html`<form @submit=${this.submitting((input) => this.#save(input))} data-testid="definition">
      <label>${texts.name}<input name="name" required pattern="[a-z][a-z0-9_\\-]*" maxlength="24" .value=${it.name} ?readonly=${!isNew} /></label>
      <label>${texts.kind}
        <select name="kind" @change=${(event) => this.#begin(event.target)}>
          ${this.kinds.map((kind) => html`<option ?selected=${kind === it.kind}>${kind}</option>`)}
        </select>
      </label>
      <label class="wide">${texts.settings}<textarea name="settings" spellcheck="false" .value=${pretty(it.settings)}></textarea></label>
      <label>${texts.agents}<input name="agents" .value=${it.agents.join(', ')} /></label>
      <label>${texts.allow}<input name="allow" .value=${it.allow.join(', ')} /></label>
      <label class="wide">${texts.rules}<textarea class="short" name="approvals" spellcheck="false" .value=${linesOf(it.approvals)}></textarea></label>
      <label class="wide">${texts.limits}<textarea class="short" name="limits" spellcheck="false" .value=${linesOf(it.limits)}></textarea></label>
      <button class="primary" data-testid="save">${texts.save}</button>
    </form>`;
  }

  #removal(it) {
    return this.deleting
      ? html`<span>${texts.sure(it.name)}</span>
          <button data-testid="delete-now" @click=${this.doing(() => this.#remove(it.name))}>${texts.remove}</button>`
      : html`<button data-testid="delete" @click=${() => (this.deleting = true)}>${texts.remove}…</button>`;
  }

  #tool(source, tool) {
    return html`<article data-tool=${tool.name}>
      <h3>${tool.name}</h3>
      <p class="found" dir="auto">${tool.label}. ${tool.description}</p>
      <p>${texts.policy[tool.policy] ?? tool.policy}. ${tool.rule ? texts.rule(tool.rule) : tool.approval ? texts.approval : nothing} ${tool.cost ? texts.cost(`${tool.cost.micros / 1e6} ${tool.cost.currency}`) : nothing} ${tool.allowed ? nothing : texts.forbiddenTool}</p>
      ${tool.approved ? nothing : this.#heldBack(source, tool)}
      <details><summary>${texts.parameters}</summary><pre tabindex="0">${pretty(tool.parameters)}</pre></details>
      <details>
        <summary>${texts.tryIt}</summary>
        <form @submit=${this.submitting((input, form, button) => this.#rehearse(source, tool, input, button?.value === 'call'))}>
          <label class="wide">${texts.arguments}<textarea class="short" name="arguments" spellcheck="false" .value=${pretty(skeleton(tool.parameters))}></textarea></label>
          <label>${texts.customer}<input name="customer" maxlength="128" /></label>
          <button value="show" data-testid="rehearse">${texts.rehearse}</button>
          <button value="call" data-testid="call">${texts.call}</button>
        </form>
        ${this.results[tool.name] ? html`<h4>${texts.result}</h4><pre tabindex="0" data-testid="result">${pretty(this.results[tool.name])}</pre>` : nothing}
      </details>
    </article>`;
  }

  #prompt(source, prompt) {
    const form = { name: prompt.approvalName, fingerprint: prompt.fingerprint, parameters: prompt.arguments };
    return html`<article data-prompt=${prompt.name}>
      <h3>${prompt.name}</h3>
      <p class="found" dir="auto">${prompt.title ? `${prompt.title}. ` : ''}${prompt.description}</p>
      ${prompt.approved ? nothing : this.#heldBack(source, form)}
    </article>`;
  }

  #heldBack(source, tool) {
    const line = ({ line: text, side }) =>
      side === 0 ? html`<span>  ${text}\n</span>` : side < 0 ? html`<del>- ${text}\n</del>` : html`<ins>+ ${text}\n</ins>`;
    return html`<p class="bad">${texts.waits}</p>
      ${tool.before
        ? html`<h4>${texts.difference}</h4><pre tabindex="0" data-testid="difference">${difference(tool.before, tool).map(line)}</pre>`
        : html`<h4>${texts.wholeForm}</h4><pre tabindex="0">${pretty(tool.parameters)}</pre>`}
      <button data-testid="approve" @click=${this.doing(() => this.#approve(source, tool))}>${texts.approve}</button>`;
  }

  #secrets() {
    const row = ({ name, host }) => html`<li>${name}: ${host}
      <button aria-label="${texts.remove}: ${name}" @click=${this.doing(() => this.#forget(name))}>${texts.remove}</button></li>`;
    return html`<h2>${texts.secrets}</h2>
      <p>${texts.secretNote}</p>
      ${this.secrets.length === 0 ? html`<p>${texts.noSecrets}</p>` : html`<ul data-testid="secrets">${this.secrets.map(row)}</ul>`}
      <form @submit=${this.submitting((input, form) => this.#keep(input, form))} data-testid="secret">
        <label>${texts.name}<input name="name" required pattern="[A-Za-z0-9._\\-]+" maxlength="64" /></label>
        <label>${texts.host}<input name="host" required /></label>
        <label>${texts.value}<textarea class="short" name="value" required autocomplete="off" spellcheck="false"></textarea></label>
        <button data-testid="keep">${texts.keep}</button>
      </form>`;
  }

  async #read(api) {
    const { sources, kinds } = await api.get('/tool-sources');
    this.sources = sources;
    this.kinds = kinds;
    this.secrets = (await api.get('/secrets')).secrets;
  }

  async #refresh() {
    this.#show(undefined);
    await this.#read(this.api);
  }

  #show(source) {
    this.shown = source;
    this.signInPage = undefined;
    this.deleting = false;
    this.results = {};
  }

  async #load(name) {
    this.#show(await this.api.get(`/tool-sources/${escaped(name)}`));
  }

  /** A new source begins with the settings of its kind. */
  #begin({ value, form }) {
    const settings = form.elements.settings;
    if (this.shown.origin === undefined) settings.value = pretty(beginning(value));
  }

  async #save({ name, kind, settings, agents, allow, approvals, limits }) {
    const json = this.#object(texts.settings, settings);
    if (!json) return;
    const definition = { kind, settings: json, agents: commas(agents), allow: commas(allow), approvals: rulesIn(approvals), limits: rulesIn(limits) };
    const saved = await this.api.put(`/tool-sources/${escaped(name)}`, definition);
    await this.#read(this.api);
    this.#show(saved);
    this.tell(texts.saved);
  }

  async #again(name) {
    const opened = await this.api.post(`/tool-sources/${escaped(name)}/try`, {});
    this.#show(opened);
    this.tell(`${texts.state}: ${state(opened)}`, opened.problem !== undefined);
  }

  /** The page of another server: opened by a link, which every browser allows. */
  async #beginSignIn(name) {
    this.signInPage = (await this.api.post(`/tool-sources/${escaped(name)}/authorize`, {})).page;
  }

  async #signOut(name) {
    await this.api.remove(`/tool-sources/${escaped(name)}/authorize`);
    await this.#load(name);
    this.tell(texts.signedOut);
  }

  async #remove(name) {
    await this.api.remove(`/tool-sources/${escaped(name)}`);
    await this.#refresh();
    this.tell(texts.removed);
  }

  async #approve(source, { name, fingerprint }) {
    this.#show(await this.api.post(`/tool-sources/${escaped(source.name)}/approve`, { tools: { [name]: fingerprint } }));
    this.tell(texts.approved);
  }

  async #rehearse(source, tool, input, send) {
    const args = this.#object(texts.arguments, input.arguments);
    if (!args) return;
    const rehearsal = { arguments: args, send };
    if (input.customer.trim()) rehearsal.customer = input.customer.trim();
    const path = `/tool-sources/${escaped(source.name)}/tools/${escaped(tool.name)}/try`;
    this.results = { ...this.results, [tool.name]: await this.api.post(path, rehearsal) };
  }

  async #keep({ name, host, value }, form) {
    await this.api.put(`/secrets/${escaped(name)}`, { host: host.trim(), value });
    form.reset();
    await this.#read(this.api);
    this.tell(texts.stored);
  }

  async #forget(name) {
    await this.api.remove(`/secrets/${escaped(name)}`);
    await this.#read(this.api);
    this.tell(texts.removed);
  }

  /** @returns undefined, and says so, if the text holds no object */
  #object(field, text) {
    const json = objectIn(text);
    if (!json) this.tell(texts.notJson(field), true);
    return json;
  }
}

function state({ problem, signIn }) {
  if (signIn?.state === 'needed' && signIn.wanted.length === 0) return texts.needsSignIn;
  return problem ?? texts.usable;
}

function blank(kind) {
  return { name: '', kind, settings: beginning(kind), agents: [], allow: [], approvals: {}, limits: {} };
}

customElements.define('parley-tools', Tools);
