import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { conversationOf } from '../conversation/link.js';
import { recordingsOf } from '../recordings/link.js';
import { draft } from '../ui/draft.js';
import { doing, submitting } from '../ui/staff-page.js';
import { language } from '../ui/texts.js';
import { askedTexts } from './asked-texts.js';

/*
 * Questions that were not answered, in groups of one meaning: a person writes the answer, and publishes it as a document.
 * `page` is its [StaffPage].
 */
const PAGE = 20;
const STATES = ['open', 'answered', 'dismissed'];
const ROOT = '/asked';
const inputOf = (form) => Object.fromEntries(new FormData(form));

class Asked extends LitElement {
  static properties = {
    api: { attribute: false },
    collections: { attribute: false },
    page: { attribute: false },
    state: { state: true },
    groups: { state: true },
    next: { state: true },
    chosen: { state: true },
    proposals: { state: true },
    proposal: { state: true },
    waiting: { state: true },
  };

  constructor() {
    super();
    this.collections = [];
    this.groups = [];
    this.state = STATES[0];
    this.waiting = false;
  }

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    this.page.tried(() => this.#show(this.state));
  }

  render() {
    const texts = this.#texts();
    return html`<h2>${texts.title}</h2>
      <form>
        <label>${texts.state}
          <select data-testid="asked-state" @change=${this.#doing((event) => this.#show(event.target.value))}>
            ${STATES.map((each) => html`<option value=${each} ?selected=${each === this.state}>${texts[each]}</option>`)}
          </select>
        </label>
      </form>
      ${this.groups.length === 0 ? html`<p data-testid="asked-none">${texts.none}</p>` : html`<ul class="cards" data-testid="asked">${repeat(this.groups, ({ id }) => id, (each) => this.#group(each))}</ul>`}
      ${this.next ? html`<button @click=${this.#doing(() => this.#show(this.state, this.next))}>${texts.more}</button>` : nothing}`;
  }

  #texts() {
    return askedTexts(language);
  }

  #group(group) {
    const texts = this.#texts();
    const open = this.chosen?.id === group.id;
    const last = new Date(group.lastAskedAt).toLocaleString(language);
    return html`<li>
      <strong dir="auto">${group.draft?.question || group.examples[0]?.text}</strong>
      <div>${texts.times(group.count)}, ${texts.last} ${last}, ${texts.language}: ${group.language}${group.ref ? `, ${group.ref}` : ''}</div>
      ${open ? this.#answering(this.chosen) : html`<button data-testid="asked-write" @click=${this.#doing(() => this.#choose(group.id))}>${texts.write}</button>
        ${group.state === 'open'
          ? html`<button data-testid="asked-dismiss" @click=${this.#doing(() => this.#move(group.id, 'dismissed'))}>${texts.dismiss}</button>`
          : html`<button data-testid="asked-reopen" @click=${this.#doing(() => this.#move(group.id, 'open'))}>${texts.reopen}</button>`}`}
    </li>`;
  }

  #answering(group) {
    const texts = this.#texts();
    const others = this.groups.filter(({ id }) => id !== group.id);
    const example = ({ text, reasons, answer, session }) => html`<li><span dir="auto">${text}</span> (${reasons.map((each) => texts.reasons[each] ?? each).join(', ')})
      ${answer ? html`<div class="address">${texts.answeredIn} <code>${session}</code> (${conversationOf(session, language)}, ${recordingsOf(session, language)}):</div><div class="found" dir="auto">${answer}</div>` : nothing}</li>`;
    return html`<p>${texts.others}:</p>
      <ul data-testid="asked-examples">${group.examples.map(example)}</ul>
      ${group.draft?.proposed ? html`<p data-testid="asked-proposed">${texts.proposed}</p>` : nothing}
      <form @submit=${this.#submit((input, form, button) => this.#save(group.id, input, form, button?.value === 'approve'))}>
        <label class="wide">${texts.question}<input name="question" required maxlength="300" .value=${draft(group, group.draft?.question ?? group.examples[0]?.text ?? '')} /></label>
        <label class="wide">${texts.answer}<textarea name="answer" required maxlength="20000" .value=${draft(group, group.draft?.answer ?? '')}></textarea></label>
        ${this.proposals ? this.#proposing(group) : nothing}
        <label>${texts.collection}<select name="collection">${this.collections.map(({ name }) => html`<option value=${name}>${name}</option>`)}</select></label>
        <button class="primary" value="approve" data-testid="asked-approve">${texts.approve}</button>
        <button value="keep" data-testid="asked-keep">${texts.keep}</button>
        <button type="button" @click=${() => (this.chosen = undefined)}>${texts.close}</button>
      </form>
      ${others.length === 0 ? nothing : html`<form @submit=${this.#submit((input) => this.#merge(group.id, Number(input.into)))}>
        <label>${texts.merge}<select name="into">${others.map(({ id, draft, examples }) => html`<option value=${id}>${draft?.question || examples[0]?.text}</option>`)}</select></label>
        <button data-testid="asked-merge">${texts.join}</button>
      </form>`}`;
  }

  /** Not sent with the form: its first button is that of the key Enter. */
  #proposing(group) {
    const texts = this.#texts();
    const it = this.proposal;
    const block = it?.answer
      ? html`<div class="wide" data-testid="asked-model"><strong>${texts.byModel(it.model)}</strong> ${it.refs.length ? texts.from(it.refs.join(', ')) : nothing}
          <div class="found" dir="auto">${it.answer}</div></div>`
      : it ? html`<p class="wide" data-testid="asked-model">${texts.nothingKnown}</p>` : nothing;
    return html`${block}<div class="row wide">
      ${it?.answer ? html`<button type="button" data-testid="asked-use" @click=${({ target }) => this.#write(group, { ...inputOf(target.form), answer: it.answer })}>${texts.use}</button>` : nothing}
      <button type="button" ?disabled=${this.waiting} data-testid="asked-propose" @click=${this.#doing(({ target }) => this.#propose(group, target.form))}>${texts.propose}</button></div>`;
  }

  async #show(state, offset) {
    const { groups, next, proposals } = await this.api.get(`${ROOT}?${new URLSearchParams({ state, limit: PAGE, offset: offset ?? 0 })}`);
    // a group that was asked about meanwhile has moved, and may come twice
    const more = groups.filter(({ id }) => !this.groups.some((each) => each.id === id));
    this.groups = offset ? [...this.groups, ...more] : groups;
    this.next = next;
    this.proposals = proposals;
    this.state = state;
    // the answer to another group may be half written
    if (!this.groups.some(({ id }) => id === this.chosen?.id)) this.chosen = undefined;
  }

  async #choose(id) {
    this.chosen = await this.api.get(`${ROOT}/${id}`);
    this.proposal = undefined;
  }

  async #propose(group, form) {
    this.page.tell(this.#texts().proposing);
    this.waiting = true;
    this.#write(group, inputOf(form));
    try {
      const proposal = await this.api.post(`${ROOT}/${group.id}/proposal`, {});
      this.page.tell([]);
      // another group may be open by now
      if (this.chosen?.id === group.id) this.proposal = proposal;
    } finally {
      if (this.chosen?.id === group.id && form.isConnected) this.#write(this.chosen, inputOf(form));
      this.waiting = false;
    }
  }

  /** The words of the form stay when it is shown anew. */
  #write(group, { question, answer }) {
    this.chosen = { ...group, draft: { ...group.draft, question, answer } };
  }

  async #save(id, { question, answer, collection }, form, publish) {
    if (publish) {
      const { documents } = await this.api.post(`${ROOT}/${id}/approval`, { question, answer, collection });
      if (this.chosen?.id === id) this.chosen = undefined;
      await this.#show(this.state);
      this.page.tell([this.#texts().published(documents.join(', '))]);
      return;
    }
    const kept = await this.api.put(`${ROOT}/${id}/draft`, { question, answer });
    // another group may be open by now, or more was written
    if (this.chosen?.id === id && form.isConnected) this.#write(kept, inputOf(form));
    this.page.tell([this.#texts().kept]);
  }

  async #move(id, state) {
    await this.api.put(`${ROOT}/${id}/state`, { state });
    await this.#show(this.state);
  }

  async #merge(id, into) {
    await this.api.post(`${ROOT}/${id}/merge`, { into });
    await this.#show(this.state);
  }

  #submit(work) {
    return submitting(this.page, work);
  }

  #doing(work) {
    return doing(this.page, work);
  }
}

customElements.define('parley-asked', Asked);
