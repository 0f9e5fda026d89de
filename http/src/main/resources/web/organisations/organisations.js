import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { SLUG, slugOf } from '../account/slug.js';
import '../organisation/audit.js';
import { organisationTexts } from '../organisation/organisation-texts.js';
import { focusOn } from '../ui/forms.js';
import { PersonPage } from '../ui/person-page.js';
import { signedIn } from '../ui/signed-in.js';
import { language, languages } from '../ui/texts.js';
import { dateOf } from '../ui/times.js';
import './assignments.js';
import './nodes.js';
import './numbers.js';
import { organisationsTexts } from './organisations-texts.js';
import './quotas.js';

/*
 * All organisations, for the platform's staff: makes them for clients, suspends and resumes them, and assigns colleagues. Operators see the
 * nodes, too.
 */
const texts = organisationsTexts(language);
const { states } = organisationTexts(language);
document.title = texts.title;

const escaped = encodeURIComponent;
const idOf = ({ id }) => id;
const CLAIMABLE = ['unclaimed', 'expired'];
const SUSPENDABLE = ['active', 'deleting'];

class Organisations extends PersonPage {
  /** The part of a name that is looked for; empty for all. */
  #wanted = '';

  static properties = { organisations: { state: true }, next: { state: true }, open: { state: true } };

  constructor() {
    super(texts.title);
    this.organisations = [];
    /** The open form, such as `create` or `suspend <id>`. */
    this.open = '';
  }

  async opened() {
    if (signedIn.may('list-organisations')) await this.#read();
  }

  page() {
    if (!signedIn.may('list-organisations', 'create-organisation')) return this.#elsewhere();
    return html`
      ${signedIn.may('operate') ? html`<parley-nodes .page=${this}></parley-nodes>` : nothing}
      ${signedIn.may('create-organisation') ? this.#creating() : nothing}
      <h2 id="all" tabindex="-1">${texts.title}</h2>
      ${signedIn.may('list-organisations') ? this.#finding() : nothing}
      ${this.organisations.length === 0 && signedIn.may('list-organisations') ? html`<p data-testid="none">${this.#wanted ? texts.noneFound : texts.none}</p>` : repeat(this.organisations, idOf, (each) => this.#organisation(each))}
      ${this.next ? html`<p><button @click=${this.forms.doing('more', () => this.#more())}>${texts.more}</button></p>${this.forms.refusal('more')}` : nothing}
      ${signedIn.may('operate') ? this.#trail() : nothing}
    `;
  }

  #trail() {
    if (this.open !== 'trail') return html`<h2>${texts.trail}</h2><p><button data-testid="trail" @click=${() => this.#show('trail', 'parley-organisation-audit h2')}>${texts.showTrail}</button></p>`;
    return html`<parley-organisation-audit .page=${this} path="/platform/audit" about=${texts.trailAbout}></parley-organisation-audit>
      <p><button data-testid="close-trail" @click=${() => this.#show('', '[data-testid=trail]')}>${texts.hideTrail}</button></p>`;
  }

  #finding() {
    return html`<form role="search" @submit=${this.forms.submitting('find', ({ part }) => this.#find(part.trim()))}>
      <label class="broadest">${texts.part}<input name="part" type="search" maxlength="100" autocomplete="off" spellcheck="false" data-testid="part" /></label>
      <button data-testid="find">${texts.find}</button> ${this.forms.refusal('find')}
    </form>`;
  }

  /** Staff that works in an organisation goes to the platform here. */
  #elsewhere() {
    return html`<p data-testid="not-here">${texts.notHere}</p>
      ${signedIn.now.organisation ? html`<p><button class="primary" data-testid="to-platform" @click=${this.forms.doing('go', () => this.#go())}>${texts.go}</button></p>${this.forms.refusal('go')}` : nothing}`;
  }

  #creating() {
    if (this.open !== 'create') return html`<p><button class="primary" data-testid="create" @click=${() => this.#show('create', '[name=name]')}>${texts.create}…</button></p>`;
    const suggest = ({ target }) => (target.form.elements.slug.value = slugOf(target.value));
    return html`<h2>${texts.create}</h2>
      <form class="narrow" @submit=${this.forms.submitting('create', (input) => this.#create(input))} data-testid="create-form">
        <p>${texts.createAbout}</p>
        <div class="field"><label>${texts.name}<input name="name" required maxlength="100" autocomplete="off" @change=${suggest} /></label></div>
        <div class="field"><label>${texts.slug}<input name="slug" required minlength="3" maxlength="40" pattern=${SLUG} autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby="slug-hint" /></label>
          <span class="soft" id="slug-hint">${texts.slugHint}</span></div>
        ${owner()} ${this.forms.refusal('create')}
        <div class="row"><button class="primary" data-testid="create-now">${texts.createNow}</button><button type="button" @click=${() => this.#show('', '[data-testid=create]')}>${texts.cancel}</button></div>
      </form>`;
  }

  #organisation(organisation) {
    const { id, name, state, since, slugs, suspension, claimExpiresAt, deletionAt, erasure } = organisation;
    const fact = (word, value) => (value ? html`<div><dt>${word}</dt><dd dir="auto">${value}</dd></div>` : nothing);
    return html`<article data-organisation=${id} data-state=${state}>
      <h3><bdi>${name}</bdi> <span class="badge ${state}">${states[state] ?? state}</span></h3>
      <dl class="facts">
        ${fact(texts.slugs, slugs.join(', '))} ${fact(texts.since, dateOf(since))} ${fact(texts.id, id)}
        ${fact(texts.claim, claimExpiresAt && dateOf(claimExpiresAt))} ${fact(texts.deletionAt, deletionAt && dateOf(deletionAt))} ${fact(texts.suspension, suspension)}
        ${fact(texts.erasure, erasure && texts.erased(erasure.rows, erasure.objects, erasure.doneAt && dateOf(erasure.doneAt)))}
      </dl>
      ${this.#acts(organisation)}
    </article>`;
  }

  #acts(organisation) {
    const { id, name } = organisation;
    switch (this.open) {
      case `suspend ${id}`:
        return this.#suspending(organisation);
      case `renew ${id}`:
        return this.#renewing(organisation);
      case `staff ${id}`:
        return html`<parley-assignments .page=${this} .organisation=${id} .close=${() => this.#close(id)}></parley-assignments>`;
      case `numbers ${id}`:
        return html`<parley-given-numbers .page=${this} .organisation=${id} .close=${() => this.#close(id, 'numbers')}></parley-given-numbers>`;
      case `quotas ${id}`:
        return html`<parley-given-quotas .page=${this} .organisation=${id} .close=${() => this.#close(id, 'quotas')}></parley-given-quotas>`;
      default:
        return html`<div class="row">${this.#buttons(organisation)} <button aria-label="${texts.staff}: ${name}" data-testid="staff" @click=${() => this.#show(`staff ${id}`, 'parley-assignments h4')}>${texts.staff}…</button>
            ${signedIn.may('operate') ? html`<button aria-label="${texts.numbers}: ${name}" data-testid="numbers" @click=${() => this.#show(`numbers ${id}`, 'parley-given-numbers h4')}>${texts.numbers}…</button>
              <button aria-label="${texts.quotas.title}: ${name}" data-testid="quotas" @click=${() => this.#show(`quotas ${id}`, 'parley-given-quotas h4')}>${texts.quotas.title}…</button>` : nothing}</div>
          ${this.forms.refusal(`resume ${id}`)}`;
    }
  }

  #buttons({ id, name, state, suspension }) {
    const button = (kind, words) => html`<button aria-label="${words}: ${name}" data-testid=${kind} @click=${() => this.#show(`${kind} ${id}`, `[data-organisation="${id}"] form :is(input, textarea)`)}>${words}…</button>`;
    const maySuspend = signedIn.may('suspend-organisation');
    return html`${CLAIMABLE.includes(state) && signedIn.may('create-organisation') ? button('renew', texts.renew) : nothing}
      ${maySuspend && SUSPENDABLE.includes(state) && !suspension ? button('suspend', texts.suspend) : nothing}
      ${maySuspend && suspension ? html`<button aria-label="${texts.resume}: ${name}" data-testid="resume" @click=${this.forms.doing(`resume ${id}`, () => this.#resume(id, name))}>${texts.resume}</button>` : nothing}`;
  }

  #suspending({ id, name }) {
    return html`<form class="narrow" @submit=${this.forms.submitting('suspend', ({ reason }) => this.#suspend(id, name, reason))} data-testid="suspend-form">
      <div class="field"><label>${texts.reason}<textarea class="short" name="reason" required minlength="10" maxlength="500" aria-describedby="reason-hint"></textarea></label><span class="soft" id="reason-hint">${texts.reasonHint}</span></div>
      ${this.forms.refusal('suspend')}
      <div class="row"><button class="primary" data-testid="suspend-now">${texts.suspendNow}</button><button type="button" @click=${() => this.#close(id)}>${texts.cancel}</button></div>
    </form>`;
  }

  #renewing({ id }) {
    return html`<form class="narrow" @submit=${this.forms.submitting('renew', (input) => this.#renew(id, input))} data-testid="renew-form">
      ${owner()} ${this.forms.refusal('renew')}
      <div class="row"><button class="primary">${texts.renew}</button><button type="button" @click=${() => this.#close(id)}>${texts.cancel}</button></div>
    </form>`;
  }

  async #go() {
    await signedIn.go();
    await this.opened();
    await focusOn(this, 'h1');
  }

  async #read() {
    const { organisations, next } = await this.#page(this.#wanted);
    this.organisations = organisations;
    this.next = next;
  }

  /** An empty text finds all. */
  async #find(part) {
    const { organisations, next } = await this.#page(part);
    this.#wanted = part;
    this.open = '';
    this.organisations = organisations;
    this.next = next;
    await focusOn(this, '#all');
  }

  #page(part, more = {}) {
    const query = new URLSearchParams({ ...(part ? { name: part } : {}), ...more });
    return this.api.get(`/organisations?${query}`);
  }

  async #more() {
    const { organisations, next } = await this.#page(this.#wanted, { after: this.next });
    this.organisations = [...this.organisations, ...organisations];
    this.next = next;
  }

  async #create({ name, slug, email, language: ofMail }) {
    await this.api.post('/organisations', { name: name.trim(), slug, email: email.trim(), language: ofMail });
    await this.#done(texts.created(name.trim()));
  }

  async #renew(id, { email, language: ofMail }) {
    await this.api.post(`/organisations/${escaped(id)}/claim`, { email: email.trim(), language: ofMail });
    await this.#done(texts.renewed);
  }

  async #suspend(id, name, reason) {
    await this.api.put(`/organisations/${escaped(id)}/suspension`, { reason: reason.trim() });
    await this.#done(texts.suspended(name));
  }

  async #resume(id, name) {
    await this.api.remove(`/organisations/${escaped(id)}/suspension`);
    await this.#done(texts.resumed(name));
  }

  async #done(words) {
    this.open = '';
    this.tell(words);
    await this.watched(() => this.opened());
    await focusOn(this, '#all');
  }

  async #show(open, focused) {
    this.open = open;
    await focusOn(this, focused);
  }

  #close(id, from = 'staff') {
    return this.#show('', `[data-organisation="${CSS.escape(id)}"] [data-testid=${from}]`);
  }
}

/** Address and language of those who get a claim. */
function owner() {
  return html`<div class="field"><label>${texts.email}<input name="email" type="email" required maxlength="254" autocomplete="off" spellcheck="false" autocapitalize="off" /></label></div>
    <div class="field"><label>${texts.language}<select name="language">${languages.map(({ code, name }) => html`<option value=${code} ?selected=${code === language} lang=${code}>${name}</option>`)}</select></label></div>`;
}

customElements.define('parley-organisations', Organisations);
