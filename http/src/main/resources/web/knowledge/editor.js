import { html, nothing } from 'lit';
import { draft } from '../ui/draft.js';
import '../ui/page-language.js';
import { StaffPage } from '../ui/staff-page.js';
import { language } from '../ui/texts.js';
import './asked.js';
import { editorTexts } from './editor-texts.js';
import './sources.js';

/*
 * The operators' page of the knowledge base: documents with their versions, uploads, collections, and a search to try.
 */
const PAGE = 50;
const DEFAULT = 'default';

const texts = editorTexts(language);
document.title = texts.title;

const escaped = encodeURIComponent;
const commas = (text) => text.split(',').map((part) => part.trim()).filter(Boolean);

class Knowledge extends StaffPage {
  static properties = {
    collections: { state: true },
    documents: { state: true },
    next: { state: true },
    edited: { state: true },
    versions: { state: true },
    deleting: { state: true },
    passages: { state: true },
  };

  #filter = {};

  constructor() {
    super(texts, '/v1/knowledge');
    this.collections = [];
    this.documents = [];
    this.versions = [];
  }

  async opened(api) {
    this.collections = (await api.get('/collections')).collections;
    await this.#show({}, undefined, api);
  }

  page() {
    return html`${this.edited ? this.#editor() : this.#list()} ${this.#uploading()}
      <parley-knowledge-sources .api=${this.api} .collections=${this.collections} .page=${this}></parley-knowledge-sources>
      ${this.#searching()} ${this.#sets()}
      <parley-asked .api=${this.api} .collections=${this.collections} .page=${this}></parley-asked>`;
  }

  #list() {
    return html`
      <h2>${texts.documents}</h2>
      <form @submit=${this.submitting((input) => this.#show(input))}>
        <label>${texts.collection}
          <select name="collection"><option value="">${texts.every}</option>${this.#options('')}</select>
        </label>
        <label>${texts.contains}<input name="text" /></label>
        <button>${texts.filter}</button>
        <button type="button" data-testid="add" @click=${() => this.#edit(blank())}>${texts.add}</button>
      </form>
      ${this.documents.length === 0 ? html`<p>${texts.none}</p>` : this.#table()}
      ${this.next ? html`<button @click=${this.doing(() => this.#show(this.#filter, this.next))}>${texts.more}</button>` : nothing}
    `;
  }

  #table() {
    const row = (each) => html`<tr>
      <td><button class="link" @click=${this.doing(() => this.#load(each.ref))}>${each.title}</button></td>
      <td>${each.ref}</td><td>${each.collection}</td><td>${each.labels.join(', ')}</td><td>${each.version}</td>
      <td>${new Date(each.updatedAt).toLocaleDateString(language)}</td>
    </tr>`;
    return html`<div class="broad" tabindex="0" role="group" aria-label=${texts.documents}>
      <table data-testid="documents">
        <thead><tr><th>${texts.name}</th><th>${texts.ref}</th><th>${texts.collection}</th><th>${texts.labels.split(',')[0]}</th><th>${texts.version}</th><th>${texts.changed}</th></tr></thead>
        <tbody>${this.documents.map(row)}</tbody>
      </table>
    </div>`;
  }

  #editor() {
    const it = this.edited;
    const isNew = it.version === 0;
    return html`
      <h2>${isNew ? texts.add : it.title}</h2>
      ${it.shown && it.shown !== it.version ? html`<p>${texts.shown(it.shown)}</p>` : nothing}
      <form @submit=${this.submitting((input, form) => this.#save(input, form))} data-testid="editor">
        <label>${texts.ref}<input name="ref" required pattern="[A-Za-z0-9][A-Za-z0-9._\\-]*" maxlength="120" .value=${draft(it, it.ref)} ?readonly=${!isNew} /></label>
        <label>${texts.name}<input name="title" required maxlength="300" .value=${draft(it, it.title)} /></label>
        <label>${texts.collection}<select name="collection">${this.#options(it.collection)}</select></label>
        <label>${texts.labels}<input name="labels" .value=${draft(it, it.labels.join(', '))} /></label>
        <label>${texts.language}<input name="language" maxlength="35" .value=${draft(it, it.language ?? '')} /></label>
        <label>${texts.source}<input name="source" maxlength="2000" .value=${draft(it, it.source ?? '')} /></label>
        <label class="wide">${texts.body}<textarea name="body" required .value=${draft(it, it.body)}></textarea></label>
        <button class="primary" data-testid="save">${texts.save}</button>
        <button type="button" data-testid="cancel" @click=${() => this.#edit(undefined)}>${texts.cancel}</button>
        ${isNew ? nothing : this.#standing(it)}
      </form>
    `;
  }

  #standing(it) {
    return html`
      <label>${texts.versions}
        <select data-testid="versions" @change=${this.doing((event) => this.#load(it.ref, Number(event.target.value)))}>
          ${this.versions.map((each) => html`<option value=${each.version} ?selected=${each.version === it.shown}>${each.version}, ${new Date(each.updatedAt).toLocaleString(language)}</option>`)}
        </select>
      </label>
      ${this.deleting
        ? html`<p>${texts.sure(it.ref)}</p>
            <button type="button" data-testid="delete-now" @click=${this.doing(() => this.#remove(it.ref))}>${texts.remove}</button>`
        : html`<button type="button" data-testid="delete" @click=${() => (this.deleting = true)}>${texts.remove}…</button>`}
    `;
  }

  #uploading() {
    return html`<h2>${texts.upload}</h2>
      <form @submit=${this.submitting((input, form) => this.#upload(input, form.elements.files.files))}>
        <label>${texts.files}<input name="files" type="file" multiple required data-testid="files" /></label>
        <label>${texts.collection}<select name="collection">${this.#options(DEFAULT)}</select></label>
        <label>${texts.labels}<input name="labels" /></label>
        <button data-testid="upload">${texts.send}</button>
      </form>`;
  }

  #searching() {
    const passage = (each) => html`<li><strong>${each.title}</strong> (${each.ref}${each.anchor ? `#${each.anchor}` : ''}), ${texts.score}: ${each.score.toFixed(3)}
      <div class="found" dir="auto">${each.text}</div></li>`;
    return html`<h2>${texts.search}</h2>
      <form @submit=${this.submitting((input) => this.#search(input.question))}>
        <label>${texts.question}<input name="question" required maxlength="2000" data-testid="question" /></label>
        <button data-testid="search">${texts.find}</button>
      </form>
      ${this.passages === undefined ? nothing : this.passages.length === 0 ? html`<p>${texts.nothing}</p>` : html`<ol data-testid="passages">${this.passages.map(passage)}</ol>`}`;
  }

  #sets() {
    const set = ({ name, title, documents, public: open }) =>
      html`<li>${name}${title ? `, ${title}` : ''}: ${documents} ${texts.documents}. ${texts.isPublic}: ${open ? texts.yes : texts.no}</li>`;
    return html`<h2>${texts.collections}</h2>
      <ul data-testid="collections">${this.collections.map(set)}</ul>
      <form @submit=${this.submitting((input) => this.#collect(input))}>
        <label>${texts.collectionName}<input name="name" required pattern="[a-z0-9][a-z0-9._\\-]*" maxlength="63" /></label>
        <label>${texts.name}<input name="title" maxlength="200" /></label>
        <label class="check"><input name="open" type="checkbox" checked />${texts.isPublic}</label>
        <button>${texts.put}</button>
      </form>`;
  }

  #options(chosen) {
    return this.collections.map(({ name }) => html`<option value=${name} ?selected=${name === chosen}>${name}</option>`);
  }

  async #show(filter, after, api = this.api) {
    const query = new URLSearchParams({ limit: PAGE });
    for (const [name, value] of Object.entries({ ...filter, after })) if (value) query.set(name, value);
    const page = await api.get(`/documents?${query}`);
    this.documents = after ? [...this.documents, ...page.documents] : page.documents;
    this.next = page.next;
    this.#filter = filter;
  }

  async #load(ref, version) {
    const { document, versions } = await this.#read(ref, version);
    this.versions = versions;
    this.#edit(document);
  }

  async #read(ref, version) {
    const path = `/documents/${escaped(ref)}`;
    const newest = await this.api.get(path);
    const shown = version ? await this.api.get(`${path}/versions/${version}`) : newest;
    const { versions } = await this.api.get(`${path}/versions`);
    return { document: { ...shown, version: newest.version, shown: shown.version }, versions };
  }

  #edit(document) {
    this.edited = document;
    this.deleting = false;
  }

  async #save(input, form) {
    const { ref, title, collection, labels, language: tag, source, body } = input;
    const document = { title, collection, labels: commas(labels), body, version: this.edited.version };
    if (tag.trim()) document.language = tag.trim();
    if (source.trim()) document.source = source.trim();
    const written = await this.api.put(`/documents/${escaped(ref)}`, document);
    const { document: saved, versions } = await this.#read(ref);
    // unless it was closed meanwhile
    if (form.isConnected) {
      this.versions = versions;
      this.#edit({ ...saved, ...typedSince(form, input) });
    }
    await this.#refresh();
    this.tell([texts.saved(written.added, written.changed)]);
  }

  async #remove(ref) {
    await this.api.remove(`/documents/${escaped(ref)}`);
    this.#edit(undefined);
    await this.#refresh();
    this.tell([texts.removed]);
  }

  async #upload({ collection, labels }, files) {
    const lines = [];
    let bad = false;
    for (const file of files) {
      try {
        await this.api.upload(`/collections/${escaped(collection)}/files/${escaped(file.name)}?labels=${escaped(commas(labels).join(','))}`, file);
        lines.push(texts.uploaded(file.name));
      } catch (refused) {
        bad = true;
        lines.push(texts.refused(file.name, this.reason(refused)));
      }
    }
    await this.#refresh();
    this.tell(lines, bad);
  }

  async #search(question) {
    this.passages = (await this.api.get(`/search?q=${escaped(question)}`)).passages;
  }

  async #collect({ name, title, open }) {
    await this.api.put(`/collections/${escaped(name)}`, { title, public: open === 'on' });
    await this.#refresh();
  }

  async #refresh() {
    this.collections = (await this.api.get('/collections')).collections;
    await this.#show(this.#filter);
  }
}

/** The fields as typed while the form was being saved, which are kept; none if nothing was typed. */
function typedSince(form, input) {
  const now = Object.fromEntries(new FormData(form));
  if (Object.entries(now).every(([name, value]) => value === input[name])) return {};
  const { title, collection, labels, language: tag, source, body } = now;
  return { title, collection, labels: [labels], language: tag, source, body };
}

function blank() {
  return { ref: '', title: '', collection: DEFAULT, labels: [], body: '', version: 0 };
}

customElements.define('parley-knowledge', Knowledge);
