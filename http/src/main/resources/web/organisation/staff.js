import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { dateOf } from '../ui/times.js';
import { organisationTexts } from './organisation-texts.js';
import { Section } from './section.js';

/*
 * The platform's staff as an organisation sees it: who is assigned, and who has access to its data now, for which reason.
 */
const texts = organisationTexts(language).staff;
const idOf = ({ id }) => id;

class Staff extends Section {
  static properties = { found: { state: true } };

  async read() {
    this.found = await this.api.get('/organisation/staff');
  }

  render() {
    return html`<h2 tabindex="-1">${texts.accesses}</h2><p>${texts.about}</p>
      ${this.found ? this.#listed(this.found) : this.looking()}`;
  }

  #listed({ assignments, accesses }) {
    return html`${accesses.length === 0 ? html`<p data-testid="no-accesses">${texts.noAccesses}</p>` : repeat(accesses, idOf, (each) => this.#access(each))}
      <h2>${texts.assignments}</h2>
      ${assignments.length === 0 ? html`<p>${texts.noAssignments}</p>` : html`<ul class="cards">${repeat(assignments, idOf, assigned)}</ul>`}`;
  }

  #access({ id, staff, reason, since, until }) {
    const name = staff.name ?? texts.unnamed;
    const end = `end-${id}`;
    return html`<article data-access=${id}><h3><bdi>${name}</bdi></h3>
      <dl class="facts"><div class="all"><dt>${texts.reason}</dt><dd dir="auto">${reason}</dd></div>
        <div><dt>${texts.from}</dt><dd>${dateOf(since)}</dd></div><div><dt>${texts.until}</dt><dd>${dateOf(until)}</dd></div></dl>
      ${signedIn.may('dismiss-staff') ? html`<p><button class="primary" aria-label=${texts.endOf(name)} data-testid="end-access" @click=${this.forms.doing(end, () => this.#end(id))}>${texts.end}</button></p>${this.forms.refusal(end)}` : nothing}
    </article>`;
  }

  async #end(id) {
    await this.api.remove(`/organisation/staff/accesses/${encodeURIComponent(id)}`);
    await this.done(texts.ended);
  }
}

function assigned({ staff, role, stage, since, until }) {
  return html`<li><bdi>${staff.name ?? texts.unnamed}</bdi>, ${texts.roles[role] ?? role}${stage ? html` <span class="badge">${texts.stages[stage] ?? stage}</span>` : nothing}
    <span class="soft">${texts.from} ${dateOf(since)}${until ? html`, ${texts.until} ${dateOf(until)}` : nothing}</span></li>`;
}

customElements.define('parley-organisation-staff', Staff);
