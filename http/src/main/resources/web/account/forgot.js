import { html } from 'lit';
import { focusOn } from '../ui/forms.js';
import { language } from '../ui/texts.js';
import { EntryPage } from './entry-page.js';
import { entryTexts } from './entry-texts.js';
import { emailField } from './fields.js';

/*
 * Somebody asks for a link to a new password. The page says the same whether the address has an account or not.
 */
const all = entryTexts(language);
const texts = all.forgot;
document.title = texts.title;

class Forgot extends EntryPage {
  static properties = { sentTo: { state: true } };

  render() {
    return html`<h1 tabindex="-1">${this.sentTo ? texts.sent : texts.title}</h1>
      ${this.sentTo ? html`<p data-testid="sent">${texts.sentTo(this.sentTo)}</p>` : this.#form()}
      <p><a href="/sign-in?lang=${language}">${all.signIn.do}</a></p>`;
  }

  #form() {
    return html`<p>${texts.about}</p>
      <form class="narrow" method="post" @submit=${this.forms.submitting('forgot', ({ email }) => this.#submit(email.trim()))} data-testid="forgot">
        ${emailField()} ${this.forms.refusal('forgot')}
        <div class="row"><button class="primary" data-testid="send">${texts.do}</button></div>
      </form>`;
  }

  async #submit(email) {
    await this.api.post('/password-resets', { email, language });
    this.sentTo = email;
    await focusOn(this, 'h1');
  }
}

customElements.define('parley-forgot', Forgot);
