import { LitElement, html, nothing } from 'lit';
import './page-language.js';
import { signedIn } from './signed-in.js';
import { signInFor } from './staff-links.js';
import { staffTexts } from './staff-texts.js';
import { language } from './texts.js';

/*
 * The header of pages for people of the company: links to those that the person may open, the name, and the way out. Empty
 * while nobody is signed in. It says when the sign-in has ended, and when another tab has gone elsewhere.
 */
const texts = staffTexts(language);

/** Pages of an organisation, with the permissions of which one opens each. */
const PAGES = {
  conversation: ['oversee'],
  approvals: ['decide', 'resolve'],
  recordings: ['oversee'],
  knowledge: ['curate'],
  tools: ['connect'],
  'api-keys': ['manage-keys'],
  agents: ['view-organisation'],
  usage: ['view-usage', 'oversee'],
  organisation: ['view-organisation'],
  organisations: ['list-organisations', 'create-organisation'],
};

class StaffHeader extends LitElement {
  static properties = { failed: { state: true } };

  #left = new AbortController();
  #leaving = false;
  /** Whether this page has shown a person's. */
  #wasOpen = false;

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    const { signal } = this.#left;
    signedIn.addEventListener('change', () => this.requestUpdate(), { signal });
    // what the page has read must not stay on the screen
    signedIn.addEventListener('out', () => location.reload(), { signal });
    // nor come back from the history
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.#wasOpen && !signedIn.isKnown && location.reload(), { signal });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#left.abort();
  }

  render() {
    const { now, state } = signedIn;
    if (!now) return nothing;
    this.#wasOpen = true;
    return html`
      <div class="bar">
        <nav aria-label=${texts.pages}>
          <ul>${Object.entries(PAGES).filter(([, permissions]) => signedIn.may(...permissions)).map(([name]) => this.#link(`/${name}`, texts.links[name]))}</ul>
        </nav>
        <p class="who">
          <a href="/account?lang=${language}" aria-current=${location.pathname === '/account' ? 'page' : nothing} data-testid="who"><bdi>${now.person.name}</bdi><span class="unseen">: ${texts.account}</span></a>
          <span class="soft" data-testid="where"><bdi>${now.organisation?.name ?? texts.platform}</bdi></span>
          ${state === 'elsewhere' ? nothing : html`<button data-testid="sign-out" @click=${() => this.#signOut()}>${texts.signOut}</button>`}
        </p>
      </div>
      <div role="alert" data-testid="sign-in-state">
        ${this.failed ? html`<p class="bad">${texts.notOut}</p>` : nothing}
        ${state === 'ended' ? html`<p class="bad">${texts.ended} <a href=${signInFor('/account')} target="_blank">${texts.again}</a></p>` : nothing}
        ${state === 'elsewhere' ? html`<p class="bad">${texts.elsewhere} <button @click=${() => location.reload()}>${texts.load}</button></p>` : nothing}
      </div>
    `;
  }

  #link(address, words) {
    return html`<li><a href="${address}?lang=${language}" aria-current=${location.pathname === address ? 'page' : nothing}>${words}</a></li>`;
  }

  async #signOut() {
    if (this.#leaving) return;
    this.#leaving = true;
    this.failed = false;
    try {
      await signedIn.end();
      location.assign(`/sign-in?lang=${language}`);
    } catch {
      this.failed = true;
    }
    this.#leaving = false;
  }
}

customElements.define('parley-staff-header', StaffHeader);
