import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { endOf, lastDays } from '../api-keys/key-facts.js';
import { organisationTexts } from '../organisation/organisation-texts.js';
import { Section } from '../organisation/section.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { dateOf } from '../ui/times.js';
import { organisationsTexts } from './organisations-texts.js';

/*
 * Staff of one organisation: who is assigned, and accesses to its data. `close()` leaves it.
 */
const texts = organisationsTexts(language);
const { roles, unnamed } = organisationTexts(language).staff;
const escaped = encodeURIComponent;
const idOf = ({ id }) => id;
const MINUTES = 60;
const MINUTES_MAX = 480;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

class Assignments extends Section {
  static properties = { organisation: { attribute: false }, close: { attribute: false }, found: { state: true } };

  async read() {
    this.found = await this.api.get(`${this.#path()}/assignments`);
  }

  render() {
    return html`<h4 tabindex="-1">${texts.assignments}</h4>
      ${this.found ? this.#listed(this.found) : this.looking()}
      <p><button data-testid="close" @click=${() => this.close()}>${texts.cancel}</button></p>`;
  }

  #listed({ assignments, accesses }) {
    return html`${assignments.length === 0 ? html`<p>${texts.noAssignments}</p>` : html`<ul class="cards">${repeat(assignments, idOf, (each) => this.#assignment(each))}</ul>`}
      ${this.forms.refusal('end')}
      ${signedIn.may('assign-staff') ? this.#assigning() : nothing}
      <h4>${texts.accesses}</h4>
      ${accesses.length === 0 ? html`<p>${texts.noAccesses}</p>` : html`<ul class="cards">${repeat(accesses, idOf, (each) => this.#access(each))}</ul>`}
      ${this.forms.refusal('leave')}
      ${assignments.some(({ staff }) => staff.id === signedIn.now.person.id) ? this.#entering() : nothing}`;
  }

  #assignment({ id, staff, role, until }) {
    const name = staff.name ?? unnamed;
    return html`<li class="row"><span class="grow"><bdi>${name}</bdi>, ${roles[role] ?? role}${until ? html` <span class="soft">${texts.by(dateOf(until))}</span>` : nothing}</span>
      <button aria-label=${texts.endOf(name)} data-testid="end-assignment" @click=${this.forms.doing('end', () => this.#end(id))}>${texts.end}</button></li>`;
  }

  #access({ id, staff, reason, until }) {
    return html`<li class="row"><span class="grow"><bdi>${staff.name ?? unnamed}</bdi>, ${texts.by(dateOf(until))} <span class="soft" dir="auto">${reason}</span></span>
      ${staff.id === signedIn.now.person.id ? html`<button data-testid="leave" @click=${this.forms.doing('leave', () => this.#leave(id))}>${texts.leave}</button>` : nothing}</li>`;
  }

  #assigning() {
    const { first } = lastDays();
    return html`<form @submit=${this.forms.submitting('assign', (input) => this.#assign(input))} data-testid="assign-form">
      <div class="field"><label>${texts.person}<input name="staff" required pattern=${UUID} maxlength="36" autocomplete="off" spellcheck="false" .defaultValue=${signedIn.now.person.id} aria-describedby="person-hint" /></label><span class="soft" id="person-hint">${texts.personHint}</span></div>
      <label>${texts.role}<select name="role">${Object.entries(roles).map(([word, name]) => html`<option value=${word}>${name}</option>`)}</select></label>
      <div class="field"><label>${texts.until}<input name="until" type="date" min=${first} aria-describedby="until-hint" /></label><span class="soft" id="until-hint">${texts.untilHint}</span></div>
      ${this.forms.refusal('assign')}
      <div class="row wide"><button data-testid="assign">${texts.assign}</button></div>
    </form>`;
  }

  #entering() {
    return html`<form @submit=${this.forms.submitting('enter', (input) => this.#enter(input))} data-testid="enter-form">
      <p class="wide">${texts.enter}. ${texts.enterAbout}</p>
      <div class="field"><label>${texts.reason}<input name="reason" required minlength="10" maxlength="500" autocomplete="off" aria-describedby="enter-hint" /></label><span class="soft" id="enter-hint">${texts.reasonHint}</span></div>
      <label>${texts.minutes}<input name="minutes" type="number" required min="1" max=${MINUTES_MAX} value=${MINUTES} /></label>
      ${this.forms.refusal('enter')}
      <div class="row wide"><button data-testid="enter">${texts.enterNow}</button></div>
    </form>`;
  }

  async #assign({ staff, role, until }) {
    const end = endOf(until);
    await this.api.post(`${this.#path()}/assignments`, { staff, role, ...(end ? { until: end } : {}) });
    await this.done(texts.assigned, 'h4');
  }

  async #end(id) {
    await this.api.remove(`${this.#path()}/assignments/${escaped(id)}`);
    await this.done(texts.ended, 'h4');
  }

  async #enter({ reason, minutes }) {
    await this.api.post(`${this.#path()}/accesses`, { reason: reason.trim(), minutes: Number(minutes) });
    await this.done(texts.entered, 'h4');
  }

  async #leave(id) {
    await this.api.remove(`${this.#path()}/accesses/${escaped(id)}`);
    await this.done(texts.left, 'h4');
  }

  #path() {
    return `/organisations/${escaped(this.organisation)}`;
  }
}

customElements.define('parley-assignments', Assignments);
