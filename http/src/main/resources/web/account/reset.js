import { html } from 'lit';
import { focusOn } from '../ui/forms.js';
import { language } from '../ui/texts.js';
import { EntryPage, takeSecret } from './entry-page.js';
import { entryTexts } from './entry-texts.js';
import { passwordField } from './fields.js';

/*
 * The holder of a link sets a new password. All sign-ins of the account end by that.
 */
const all = entryTexts(language);
const texts = all.reset;
document.title = texts.title;

const secret = takeSecret();
const NOT_FOUND = 404;
const USED = ['unknown-link', 'expired'];

class Reset extends EntryPage {
  static properties = { state: { state: true } };

  constructor() {
    super();
    this.state = secret ? 'open' : 'missing';
  }

  render() {
    if (this.state === 'open') return html`<h1>${texts.title}</h1>${this.#form()}`;
    if (this.state === 'done') return html`<h1 tabindex="-1">${texts.done}</h1><p data-testid="done">${texts.doneAbout}</p><p><a href="/sign-in?lang=${language}" data-testid="to-sign-in">${all.signIn.do}</a></p>`;
    const isMissing = this.state === 'missing';
    return html`<h1 tabindex="-1">${isMissing ? texts.title : all.link.bad}</h1>
      <p data-testid=${this.state}>${isMissing ? all.link.missing : all.link.badAbout}</p>
      <p><a href="/forgot?lang=${language}">${texts.ask}</a></p>`;
  }

  #form() {
    return html`<p>${texts.about}</p>
      <form class="narrow" method="post" @submit=${this.forms.submitting('reset', ({ password }) => this.#submit(password))} data-testid="reset">
        ${passwordField({ label: all.newPassword, isNew: true })} ${this.forms.refusal('reset')}
        <div class="row"><button class="primary" data-testid="set">${texts.do}</button></div>
      </form>`;
  }

  async #submit(password) {
    try {
      await this.api.put('/password-resets', { token: secret, password });
      this.state = 'done';
    } catch (refused) {
      if (refused.kind === 'password-refused') throw Object.assign(refused, { field: 'password' });
      if (refused.status !== NOT_FOUND && !USED.includes(refused.problem?.reason)) throw refused;
      this.state = 'bad';
    }
    await focusOn(this, 'h1');
  }
}

customElements.define('parley-reset', Reset);
