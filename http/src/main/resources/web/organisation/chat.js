import { html, nothing } from 'lit';
import { draft } from '../ui/draft.js';
import { Seen } from '../ui/seen.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { organisationTexts } from './organisation-texts.js';
import { Section } from './section.js';
import { settingsTexts } from './settings-texts.js';

/*
 * Where visitors reach the chat of an organisation: its addresses, the line for its web site, and the sites that may hold it.
 */
const all = organisationTexts(language);
const texts = all.chat;
const { newer } = settingsTexts(language);
const ORIGINS = '/organisation/origins';

class Chat extends Section {
  static properties = { organisation: { attribute: false }, origins: { state: true }, edited: { state: true } };

  #seen;

  async read() {
    this.origins = await this.#stored();
    // later news leave alone what is typed
    if (this.edited === undefined) this.#begin(this.origins);
  }

  async #stored() {
    return (await this.api.get(ORIGINS)).origins;
  }

  /** The form begins with these. */
  #begin(origins) {
    this.edited = origins;
    this.#seen = new Seen(origins);
  }

  render() {
    const { state, slugs, domains } = this.organisation;
    const [slug] = slugs;
    return html`<h2 tabindex="-1">${all.sections.chat}</h2>
      ${state === 'active' ? nothing : html`<p class="bad">${texts.stopped}</p>`}
      <h3>${texts.addresses}</h3><p class="soft">${texts.addressesAbout}</p>
      <dl class="facts" data-testid="addresses">${slugs.map((each) => this.copyable(texts.byName(each), `${location.origin}/o/${each}`))}
        ${domains.filter(({ verifiedAt }) => verifiedAt).map(({ domain }) => this.copyable(texts.byDomain(domain), `https://${domain}/`))}</dl>
      ${slug === undefined
        ? nothing
        : html`<h3>${texts.widget}</h3><p class="soft">${texts.widgetAbout}</p>
            <dl class="facts" data-testid="snippet">${this.copyable(texts.snippet, `<script src="${location.origin}/widget.js?organisation=${slug}" async></script>`)}</dl>`}
      <h3 id="origins" tabindex="-1">${texts.origins}</h3><p class="soft">${texts.originsAbout}</p>
      ${this.origins === undefined ? this.looking() : this.#origins()}`;
  }

  #origins() {
    if (!signedIn.may('configure'))
      return this.origins.length === 0 ? html`<p>${texts.noOrigins}</p>` : html`<ul class="cards">${this.origins.map((origin) => html`<li><code translate="no">${origin}</code></li>`)}</ul>`;
    return html`<form @submit=${this.forms.submitting('origins', ({ origins }) => this.#allow(origins))} data-testid="allow">
      <label class="broadest">${texts.each}<textarea class="short" name="origins" rows="4" spellcheck="false" autocapitalize="off" placeholder="https://www.shop.example" .value=${draft(this.edited, this.edited.join('\n'))}></textarea></label>
      <button data-testid="allow-now">${all.save}</button> ${this.forms.refusal('origins')}
    </form>`;
  }

  /** People copy addresses of pages: what is behind the host is no part of an origin. */
  async #allow(written) {
    const origins = written.split(/\s+/).filter(Boolean).map(originOf);
    const now = await this.#stored();
    this.#seen.look(now, `${newer} ${now.join(', ') || texts.noOrigins}`);
    await this.api.put(ORIGINS, { origins });
    this.#begin(await this.#stored());
    await this.done(all.saved, '#origins');
  }
}

function originOf(text) {
  try {
    const { origin } = new URL(text);
    return origin === 'null' ? text : origin;
  } catch {
    return text; // the server says what is wrong with it
  }
}

customElements.define('parley-organisation-chat', Chat);
