import { html, nothing } from 'lit';
import { focusOn } from '../ui/forms.js';
import { PersonPage } from '../ui/person-page.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { organisationTexts } from './organisation-texts.js';
import './audit.js';
import './chat.js';
import './customers.js';
import './mails.js';
import './models.js';
import './overview.js';
import './ownership.js';
import './people.js';
import './retention.js';
import './roles.js';
import './sign-in.js';
import './staff.js';
import './telephone.js';
import './webhooks.js';

/*
 * The page of the organisation that a person works in, in parts: `#people` in the address opens one. Each part offers what the
 * person may do, and the server decides.
 */
const texts = organisationTexts(language);
document.title = texts.title;

/** Parts with the permission that opens each. */
const PARTS = { overview: 'view-organisation', chat: 'view-organisation', telephone: 'view-organisation', model: 'view-organisation', customers: 'manage-keys', webhooks: 'connect', mails: 'view-organisation', retention: 'view-organisation', people: 'view-people', roles: 'view-people', 'sign-in': 'manage-organisation', staff: 'view-people', audit: 'view-audit', ownership: 'view-organisation' };

class OrganisationPage extends PersonPage {
  static properties = { organisation: { state: true }, part: { state: true } };

  constructor() {
    super(texts.title);
    this.part = 'overview';
  }

  async opened() {
    if (!signedIn.now.organisation) return;
    await this.readOrganisation();
    this.part = this.#wanted();
  }

  /** For parts that change it. */
  async readOrganisation() {
    this.organisation = await this.api.get('/organisation');
  }

  page() {
    if (!signedIn.now.organisation) return html`<p>${texts.none}</p><p><a href="/account?lang=${language}">${texts.toAccount}</a></p>`;
    return html`
      <p class="name"><bdi>${this.organisation.name}</bdi> <span class="badge ${this.organisation.state}">${texts.states[this.organisation.state] ?? this.organisation.state}</span></p>
      <nav class="parts" aria-label=${texts.parts}><ul>${this.#parts().map((name) => html`<li><a href="#${name}" aria-current=${name === this.part ? 'true' : nothing} data-testid="part-${name}">${texts.sections[name]}</a></li>`)}</ul></nav>
      ${this.#shown()}
    `;
  }

  #parts() {
    return Object.keys(PARTS).filter((name) => signedIn.may(PARTS[name]));
  }

  #shown() {
    switch (this.part) {
      case 'chat':
        return html`<parley-organisation-chat .page=${this} .organisation=${this.organisation}></parley-organisation-chat>`;
      case 'telephone':
        return html`<parley-organisation-telephone .page=${this}></parley-organisation-telephone>`;
      case 'model':
        return html`<parley-organisation-models .page=${this}></parley-organisation-models>`;
      case 'customers':
        return html`<parley-organisation-customers .page=${this}></parley-organisation-customers>`;
      case 'webhooks':
        return html`<parley-organisation-webhooks .page=${this}></parley-organisation-webhooks>`;
      case 'mails':
        return html`<parley-organisation-mails .page=${this}></parley-organisation-mails>`;
      case 'retention':
        return html`<parley-organisation-retention .page=${this}></parley-organisation-retention>`;
      case 'people':
        return html`<parley-organisation-people .page=${this}></parley-organisation-people>`;
      case 'roles':
        return html`<parley-organisation-roles .page=${this}></parley-organisation-roles>`;
      case 'sign-in':
        return html`<parley-organisation-sign-in .page=${this} .organisation=${this.organisation}></parley-organisation-sign-in>`;
      case 'staff':
        return html`<parley-organisation-staff .page=${this}></parley-organisation-staff>`;
      case 'audit':
        return html`<parley-organisation-audit .page=${this}></parley-organisation-audit>`;
      case 'ownership':
        return html`<parley-organisation-ownership .page=${this} .organisation=${this.organisation}></parley-organisation-ownership>`;
      default:
        return html`<parley-organisation-overview .page=${this} .organisation=${this.organisation}></parley-organisation-overview>`;
    }
  }

  /** Histories and lists of tabs name the part. */
  updated(changed) {
    super.updated(changed);
    if (this.organisation) document.title = `${texts.sections[this.part]}: ${texts.title}`;
  }

  #wanted() {
    const name = location.hash.slice(1);
    return this.#parts().includes(name) ? name : 'overview';
  }

  async turned() {
    if (!signedIn.now.organisation) return;
    this.tell('');
    this.part = this.#wanted();
    await this.updateComplete;
    const [part] = this.querySelectorAll('nav.parts ~ *');
    await part.updateComplete;
    await focusOn(part, 'h2');
  }
}

customElements.define('parley-organisation', OrganisationPage);
