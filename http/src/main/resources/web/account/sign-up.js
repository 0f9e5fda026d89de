import { html } from 'lit';
import { focusOn } from '../ui/forms.js';
import { reasonsTexts } from '../ui/reasons.js';
import { language } from '../ui/texts.js';
import { EntryPage } from './entry-page.js';
import { entryTexts } from './entry-texts.js';
import { emailField } from './fields.js';
import { SLUG, slugOf } from './slug.js';

/*
 * Somebody registers a company. Nothing is made before the link of the mail is opened.
 */
const all = entryTexts(language);
const texts = all.signUp;
document.title = texts.title;

const OF_SLUG = ['unavailable', 'reserved'];

class SignUp extends EntryPage {
  static properties = { sentTo: { state: true }, isClosed: { state: true } };

  /** Whether the person has written a short name: then it does not follow the company's any more. */
  #ownSlug = false;

  connectedCallback() {
    super.connectedCallback();
    this.#look();
  }

  /** An answer that does not come closes nothing: the form itself is refused then. */
  async #look() {
    const { open } = await this.api.get('/sign-ups').catch(() => ({ open: true }));
    if (open === false) this.isClosed = true;
  }

  render() {
    return html`<h1 tabindex="-1">${this.isClosed ? texts.closed : this.sentTo ? texts.sent : texts.title}</h1>
      ${this.isClosed ? html`<p data-testid="closed">${reasonsTexts(language).closed}</p>` : this.sentTo ? this.#sent() : this.#form()}
      <p><a href="/sign-in?lang=${language}">${texts.have}</a></p>`;
  }

  #sent() {
    return html`<p data-testid="sent">${texts.sentTo(this.sentTo)}</p><p class="soft">${texts.none}</p>`;
  }

  #form() {
    return html`<p>${texts.about}</p>
      <form class="narrow" method="post" @submit=${this.forms.submitting('sign-up', (input) => this.#submit(input))} data-testid="sign-up">
        <div class="field"><label>${all.name}<input name="name" required maxlength="100" autocomplete="name" data-testid="name" /></label></div>
        ${emailField()}
        <div class="field"><label>${texts.organisation}<input name="organisation" required maxlength="100" autocomplete="organization" data-testid="organisation" @input=${(event) => this.#suggest(event)} /></label></div>
        <div class="field"><label>${texts.slug}<input name="slug" required minlength="3" maxlength="40" pattern=${SLUG} autocomplete="off" spellcheck="false" autocapitalize="off"
          aria-describedby="slug-hint" data-testid="slug" @input=${({ target }) => (this.#ownSlug = target.value !== '')} /></label>
          <span class="soft" id="slug-hint">${texts.slugHint}</span></div>
        ${this.forms.refusal('sign-up')}
        <div class="row"><button class="primary" data-testid="register">${texts.do}</button></div>
      </form>`;
  }

  #suggest({ target }) {
    if (!this.#ownSlug) target.form.elements.slug.value = slugOf(target.value);
  }

  async #submit({ name, email, organisation, slug }) {
    const wish = { name: name.trim(), email: email.trim(), organisation: organisation.trim(), slug, language };
    try {
      await this.api.post('/sign-ups', wish);
      this.sentTo = wish.email;
    } catch (refused) {
      if (refused.kind !== 'sign-up-closed') throw OF_SLUG.includes(refused.problem?.reason) ? Object.assign(refused, { field: 'slug' }) : refused;
      this.isClosed = true;
    }
    await focusOn(this, 'h1');
  }
}

customElements.define('parley-sign-up', SignUp);
