import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { focusOn, Mistake } from '../ui/forms.js';
import { signedIn } from '../ui/signed-in.js';
import { language, languages } from '../ui/texts.js';
import { dateOf } from '../ui/times.js';
import { organisationTexts } from './organisation-texts.js';
import { chosenRoles, roleChoice, roleNames } from './role-choice.js';
import { Section } from './section.js';

/*
 * Members of an organisation with their roles, and invitations.
 */
const all = organisationTexts(language);
const texts = all.people;
const escaped = encodeURIComponent;
const idOf = ({ id }) => id;

class People extends Section {
  static properties = { people: { state: true }, next: { state: true }, invitations: { state: true }, known: { state: true }, edited: { state: true }, isInviting: { state: true } };

  constructor() {
    super();
    this.people = undefined;
    this.invitations = [];
    this.isInviting = false;
  }

  async read() {
    const [{ people, next }, { invitations }, known] = await Promise.all([this.api.get('/organisation/people'), this.api.get('/organisation/invitations'), this.api.get('/organisation/roles')]);
    this.people = people;
    this.next = next;
    this.invitations = invitations;
    this.known = known;
  }

  render() {
    const mayChange = signedIn.may('manage-people');
    return html`<h2 tabindex="-1">${texts.members}</h2>
      ${this.people ? repeat(this.people, idOf, (each) => this.#member(each, mayChange)) : this.looking()}
      ${this.next ? html`<p><button @click=${this.forms.doing('more', () => this.#more())}>${all.more}</button></p>${this.forms.refusal('more')}` : nothing}
      <h2 id="invitations" tabindex="-1">${texts.invitations}</h2>
      ${mayChange && this.known ? this.#inviting() : nothing}
      ${this.known && this.invitations.length === 0 ? html`<p data-testid="no-invitations">${texts.noInvitations}</p>` : nothing}
      ${repeat(this.invitations, idOf, (each) => this.#invitation(each, mayChange))}`;
  }

  #member(member, mayChange) {
    const { id, name, email, since } = member;
    const isMe = id === signedIn.now.person.id;
    return html`<article data-person=${id}>
      <h3><bdi>${name}</bdi>${isMe ? html` <span class="badge valid">${texts.you}</span>` : nothing}</h3>
      <p class="address"><bdi>${email}</bdi></p>
      <p data-testid="roles">${roleNames(member)} <span class="soft">${texts.since(dateOf(since))}</span></p>
      ${this.edited === id ? this.#editing(member) : html`<div class="row">${this.#acts(member, isMe, mayChange)}</div>`}
    </article>`;
  }

  #acts({ id, name }, isMe, mayChange) {
    const change = html`<button data-testid="change-roles" aria-label=${texts.changeOf(name)} @click=${() => this.#edit(id)}>${texts.change}…</button>`;
    if (isMe) return html`${mayChange ? change : nothing} ${this.asking(id, { words: texts.leave, sure: texts.leaveSure, yes: texts.leave }, () => this.#leave())}`;
    return mayChange ? html`${change} ${this.asking(id, { words: texts.remove(name), sure: texts.sure(name), yes: texts.remove(name) }, () => this.#remove(id, name))}` : nothing;
  }

  #editing(member) {
    return html`<form @submit=${this.forms.submitting('roles', (_, form) => this.#change(member, form))} data-testid="roles-form">
      ${roleChoice(this.known, member)} ${this.forms.refusal('roles')}
      <div class="row"><button class="primary" data-testid="save-roles">${all.save}</button><button type="button" @click=${() => this.#edit(undefined)}>${all.cancel}</button></div>
    </form>`;
  }

  #inviting() {
    if (!this.isInviting) return html`<p><button class="primary" data-testid="invite" @click=${() => this.#invite(true)}>${texts.invite}…</button></p>`;
    return html`<h3>${texts.invite}</h3>
      <form @submit=${this.forms.submitting('invite', (input, form) => this.#send(input, form))} data-testid="invitation">
        <label class="broadest">${texts.email}<input name="email" type="email" required maxlength="254" autocomplete="off" spellcheck="false" autocapitalize="off" /></label>
        <label>${texts.language}<select name="language">${languages.map(({ code, name }) => html`<option value=${code} ?selected=${code === language} lang=${code}>${name}</option>`)}</select></label>
        ${roleChoice(this.known, { roles: ['member'], customRoles: [] })} ${this.forms.refusal('invite')}
        <div class="row"><button class="primary" data-testid="send-invitation">${texts.send}</button><button type="button" @click=${() => this.#invite(false)}>${all.cancel}</button></div>
      </form>`;
  }

  #invitation(invitation, mayChange) {
    const { id, email, expiresAt, expired } = invitation;
    return html`<article data-invitation=${id}>
      <h3><bdi>${email}</bdi> <span class="badge ${expired ? 'expired' : ''}">${expired ? texts.expired : texts.until(dateOf(expiresAt))}</span></h3>
      <p>${roleNames(invitation)}</p>
      ${mayChange ? html`<p><button aria-label=${texts.revokeOf(email)} data-testid="revoke" @click=${this.forms.doing(`revoke-${id}`, () => this.#revoke(id, email))}>${texts.revoke}</button></p>${this.forms.refusal(`revoke-${id}`)}` : nothing}
    </article>`;
  }

  async #more() {
    const { people, next } = await this.api.get(`/organisation/people?after=${escaped(this.next)}`);
    this.people = [...this.people, ...people];
    this.next = next;
  }

  async #edit(id) {
    const before = this.edited;
    this.edited = id;
    this.forms.clear('roles');
    await focusOn(this, id ? '[data-testid=roles-form] input' : `[data-person="${CSS.escape(before)}"] [data-testid=change-roles]`);
  }

  async #change({ id, name }, form) {
    await this.api.put(`/organisation/people/${escaped(id)}/roles`, required(form));
    this.edited = undefined;
    await this.done(texts.changed(name));
  }

  async #remove(id, name) {
    await this.api.remove(`/organisation/people/${escaped(id)}`);
    await this.done(texts.removed(name));
  }

  /** Nothing of the organisation is visible any more. */
  async #leave() {
    await this.api.remove('/organisation/people/me');
    location.replace(`/account?lang=${language}`);
  }

  async #invite(isInviting) {
    this.isInviting = isInviting;
    this.forms.clear('invite');
    await focusOn(this, isInviting ? '[data-testid=invitation] [name=email]' : '[data-testid=invite]');
  }

  async #send({ email, language: ofMail }, form) {
    await this.api.post('/organisation/invitations', { email: email.trim(), language: ofMail, ...required(form) });
    this.isInviting = false;
    await this.done(texts.invited(email.trim()), '#invitations');
  }

  async #revoke(id, email) {
    await this.api.remove(`/organisation/invitations/${escaped(id)}`);
    await this.done(texts.revoked(email), '#invitations');
  }
}

function required(form) {
  const chosen = chosenRoles(form);
  if (chosen.roles.length + chosen.customRoles.length === 0) throw new Mistake(texts.noRole, 'roles');
  return chosen;
}

customElements.define('parley-organisation-people', People);
