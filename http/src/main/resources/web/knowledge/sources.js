import { LitElement, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { doing, submitting } from '../ui/staff-page.js';
import { language } from '../ui/texts.js';
import { sourcesTexts } from './sources-texts.js';

/*
 * Sites, exports and resources that are read again and again: their last and next runs, and forms that add, change, read and
 * delete them. While one is read, the list follows it. `page` is its [StaffPage].
 */
const ROOT = '/sources';
const FOLLOW_MS = 2000;
const RUNS = 10;
const HOUR = 60;
const DAY = 24 * HOUR;
const EVERY = [HOUR, 6 * HOUR, DAY, 7 * DAY];

/** The fields that only some kinds have, by kind. */
const KINDS = { site: ['paths', 'pagesMax', 'hook'], export: ['login', 'pagesMax', 'hook'], resources: ['paths', 'pagesMax'] };

const escaped = encodeURIComponent;
const commas = (text) => text.split(',').map((part) => part.trim()).filter(Boolean);
const time = (text) => new Date(text).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });

class KnowledgeSources extends LitElement {
  static properties = {
    api: { attribute: false },
    collections: { attribute: false },
    page: { attribute: false },
    sources: { state: true },
    edited: { state: true },
    kind: { state: true },
    runs: { state: true },
    deleting: { state: true },
  };

  #timer = 0;
  #texts = sourcesTexts(language);

  constructor() {
    super();
    this.collections = [];
    this.sources = [];
    /** Runs that are shown, by id of their source. */
    this.runs = {};
  }

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    this.page.watched(() => this.#read());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  render() {
    const texts = this.#texts;
    return html`<h2>${texts.title}</h2>
      <p>${texts.about}</p>
      ${this.sources.length === 0 ? html`<p>${texts.none}</p>` : html`<ul class="cards" data-testid="sources">${this.sources.map((each) => this.#source(each))}</ul>`}
      ${this.edited ? keyed(this.edited, this.#form(this.edited)) : html`<button data-testid="source-add" @click=${() => this.#edit({})}>${texts.add}</button>`}`;
  }

  #source(it) {
    const texts = this.#texts;
    const { lastRun, nextRunAt } = it;
    const shown = this.runs[it.id];
    return html`<li data-source=${it.id}>
      <strong>${it.id}</strong> <span class="badge ${it.state}">${texts.states[it.state] ?? it.state}</span>
      <div class="address">${it.kind === 'resources' ? it.url : html`<a href=${it.url} target="_blank" rel="noopener noreferrer">${it.url}</a>`}</div>
      <div>${texts.kinds[it.kind] ?? it.kind}, ${texts.into(it.collection)}, ${texts.pages(it.pages)}</div>
      <div>${it.everyMinutes ? texts.every(it.everyMinutes) : texts.byHand}${nextRunAt && it.state === 'idle' ? html`, ${texts.next} ${time(nextRunAt)}` : nothing}</div>
      ${lastRun ? html`<div>${lastRun.endedAt ? html`${texts.last} ${this.#run(lastRun)}` : `${texts.begun} ${time(lastRun.begunAt)}`}</div>` : nothing}
      ${lastRun?.held ? this.#held(it, lastRun.held) : nothing}
      ${it.hookSecret ? html`<div class="address">${texts.hook(it.hookSecret)} <code>${location.origin}/v1/knowledge/sources/${it.id}/changed</code></div>` : nothing}
      ${shown ? html`<h3>${texts.runs}</h3>${shown.length === 0 ? html`<p>${texts.noRuns}</p>` : html`<ul data-testid="runs">${shown.map((run) => html`<li>${this.#run(run)}</li>`)}</ul>`}` : nothing}
      <p class="row">${this.deleting === it.id ? this.#removal(it) : this.#actions(it, shown)}</p>
    </li>`;
  }

  #run({ begunAt, endedAt, error, problems, complete, ...counts }) {
    const texts = this.#texts;
    const told = Object.entries(texts.counts).filter(([name]) => counts[name] > 0).map(([name, words]) => `${counts[name]} ${words}`);
    return html`${time(begunAt)}: ${endedAt ? (told.join(', ') || texts.nothing) : texts.goesOn}${endedAt && !complete ? html`, <span class="bad">${texts.partly}</span>` : nothing}
      ${error ? html`<div class="bad">${error}</div>` : nothing}
      ${problems?.length ? html`<details><summary>${texts.problems(problems.length)}</summary><ul class="address">${problems.map((line) => html`<li>${line}</li>`)}</ul></details>` : nothing}`;
  }

  #held(it, count) {
    return html`<div><span class="bad">${this.#texts.held(count)}</span>
      <button data-testid="source-force" @click=${this.#doing(() => this.#sync(it.id, true))}>${this.#texts.force}</button></div>`;
  }

  #actions(it, shown) {
    const texts = this.#texts;
    return html`<button data-testid="source-sync" aria-label="${texts.sync}: ${it.id}" @click=${this.#doing(() => this.#sync(it.id, false))}>${texts.sync}</button>
      <button data-testid="source-runs" aria-label="${texts.runs}: ${it.id}" aria-expanded=${shown ? 'true' : 'false'} @click=${this.#doing(() => this.#show(it.id))}>${texts.runs}</button>
      ${it.kind in KINDS ? html`<button data-testid="source-change" aria-label="${texts.change}: ${it.id}" @click=${() => this.#edit(it)}>${texts.change}</button>` : nothing}
      <button data-testid="source-delete" aria-label="${texts.remove}: ${it.id}" @click=${() => (this.deleting = it.id)}>${texts.remove}…</button>`;
  }

  #removal(it) {
    const texts = this.#texts;
    return html`<span>${texts.sure(it.id)}</span>
      <button data-testid="source-delete-all" @click=${this.#doing(() => this.#remove(it.id, 'remove'))}>${texts.removeAll}</button>
      <button data-testid="source-delete-keep" @click=${this.#doing(() => this.#remove(it.id, 'keep'))}>${texts.removeKeep}</button>
      <button @click=${() => (this.deleting = undefined)}>${texts.cancel}</button>`;
  }

  #form(it) {
    const texts = this.#texts;
    const has = (field) => KINDS[this.kind].includes(field);
    const every = it.id && it.everyMinutes && !EVERY.includes(it.everyMinutes) ? [it.everyMinutes, ...EVERY] : EVERY;
    const chosen = it.id ? it.everyMinutes : DAY;
    return html`<h3>${it.id ? texts.changeOf(it.id) : texts.add}</h3>
      <form @submit=${this.#submit((input) => this.#save(input))} data-testid="source-form">
        <label>${texts.kind}<select name="kind" @change=${({ target }) => (this.kind = target.value)}>
          ${Object.keys(KINDS).map((kind) => html`<option value=${kind} ?selected=${kind === this.kind}>${texts.kinds[kind]}</option>`)}
        </select></label>
        <label>${texts.id}<input name="id" required pattern="[a-z0-9][a-z0-9_\\-]*" maxlength="63" .value=${it.id ?? ''} ?readonly=${it.id !== undefined} /></label>
        <label class="broadest">${texts.url[this.kind]}<input name="url" type="url" required maxlength="2000" placeholder=${this.kind === 'resources' ? 'mcp://crm' : 'https://'} .value=${it.url ?? ''} /></label>
        <label>${texts.collection}<select name="collection">${this.collections.map(({ name }) => html`<option value=${name} ?selected=${name === (it.collection ?? 'default')}>${name}</option>`)}</select></label>
        <label>${texts.schedule}<select name="everyMinutes">
          ${every.map((minutes) => html`<option value=${minutes} ?selected=${minutes === chosen}>${texts.every(minutes)}</option>`)}
          <option value="" ?selected=${!chosen}>${texts.byHand}</option>
        </select></label>
        ${has('pagesMax') ? html`<label>${texts.pagesMax}<input name="pagesMax" type="number" min="1" max="1000000" .value=${String(it.pagesMax ?? '')} /></label>` : nothing}
        ${has('paths') ? html`<label>${texts.paths[this.kind]}<input name="paths" placeholder=${this.kind === 'resources' ? 'file:///handbook/' : '/help/, /faq/'} .value=${(it.paths ?? []).join(', ')} /></label>` : nothing}
        <label>${texts.labels}<input name="labels" .value=${(it.labels ?? []).join(', ')} /></label>
        <label>${texts.language}<input name="language" maxlength="35" .value=${it.language ?? ''} /></label>
        ${has('login') ? html`<label>${texts.loginSecret}<input name="loginSecret" maxlength="64" pattern="[A-Za-z0-9._\\-]+" .value=${it.loginSecret ?? ''} /></label>
        <label>${texts.loginUser}<input name="loginUser" maxlength="200" autocomplete="off" .value=${it.loginUser ?? ''} /></label>` : nothing}
        ${has('hook') ? html`<label>${texts.hookSecret}<input name="hookSecret" maxlength="64" pattern="[A-Za-z0-9._\\-]+" .value=${it.hookSecret ?? ''} /></label>
        <p class="wide">${texts.hookNote} <a href="/tools">${texts.hookPage}</a>.</p>` : nothing}
        ${it.id ? html`<p class="wide">${texts.moved}</p>` : nothing}
        <div class="row wide"><button class="primary" data-testid="source-save">${texts.save}</button>
        <button type="button" @click=${() => (this.edited = undefined)}>${texts.cancel}</button></div>
      </form>`;
  }

  #edit(source) {
    this.edited = source;
    this.kind = source.kind ?? Object.keys(KINDS)[0];
    this.deleting = undefined;
  }

  async #read() {
    clearTimeout(this.#timer);
    this.sources = (await this.api.get(ROOT)).sources;
    for (const id of Object.keys(this.runs)) await this.#readRuns(id);
    const isBusy = this.sources.some(({ state }) => state !== 'idle');
    if (isBusy && this.isConnected) this.#timer = setTimeout(() => this.page.watched(() => this.#read()), FOLLOW_MS);
  }

  async #readRuns(id) {
    if (!this.sources.some((each) => each.id === id)) return this.#hide(id);
    const { runs } = await this.api.get(`${ROOT}/${escaped(id)}/runs?limit=${RUNS}`);
    this.runs = { ...this.runs, [id]: runs };
  }

  #hide(id) {
    this.runs = Object.fromEntries(Object.entries(this.runs).filter(([each]) => each !== id));
  }

  async #show(id) {
    if (this.runs[id]) this.#hide(id);
    else await this.#readRuns(id);
  }

  async #save({ id, kind, url, collection, everyMinutes, pagesMax, paths, labels, language: tag, loginSecret, loginUser, hookSecret }) {
    const source = { kind, url: url.trim(), collection, labels: commas(labels) };
    if (everyMinutes) source.everyMinutes = Number(everyMinutes);
    if (pagesMax) source.pagesMax = Number(pagesMax);
    if (paths) source.paths = commas(paths);
    if (tag.trim()) source.language = tag.trim();
    if (loginSecret) source.loginSecret = loginSecret;
    if (loginUser) source.loginUser = loginUser.trim();
    if (hookSecret) source.hookSecret = hookSecret;
    await this.api.put(`${ROOT}/${escaped(id)}`, source);
    this.edited = undefined;
    await this.#read();
    this.page.tell(this.#texts.saved(id));
  }

  async #sync(id, force) {
    await this.api.post(`${ROOT}/${escaped(id)}/sync`, { force });
    await this.#read();
  }

  async #remove(id, documents) {
    await this.api.remove(`${ROOT}/${escaped(id)}?documents=${documents}`);
    if (this.edited?.id === id) this.edited = undefined;
    this.deleting = undefined;
    await this.#read();
    this.page.tell(documents === 'keep' ? this.#texts.removedKept(id) : this.#texts.removed(id));
  }

  #submit(work) {
    return submitting(this.page, work);
  }

  #doing(work) {
    return doing(this.page, work);
  }
}

customElements.define('parley-knowledge-sources', KnowledgeSources);
