import { LitElement, html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import '../ui/page-language.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { agentsTexts } from './agents-texts.js';

/*
 * A chat with the stored agent, in the frame that other sites have. It gets the reader's token, and so begins its session in the
 * reader's organisation; a new one with each version. It talks to frame.js as widget.js does.
 */
const texts = agentsTexts(language);

class Trial extends LitElement {
  static properties = { agent: {}, version: { type: Number }, count: { state: true } };

  #left = new AbortController();

  constructor() {
    super();
    /** Of conversations that the reader has begun anew. */
    this.count = 0;
  }

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('message', (message) => this.#hear(message), { signal: this.#left.signal });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#left.abort();
  }

  render() {
    const address = `/widget?${new URLSearchParams({ agent: this.agent, language })}`;
    return html`<h2 id="trial" tabindex="-1">${texts.trial}</h2>
      ${this.version
        ? html`<p class="soft">${texts.trialAbout(this.version)}</p>
            ${keyed(`${this.version} ${this.count}`, html`<iframe title=${texts.trialFrame(this.agent)} src=${address} data-testid="trial-frame" data-version=${this.version} @load=${({ target }) => this.#greet(target)}></iframe>`)}
            <p><button type="button" data-testid="trial-again" @click=${() => (this.count += 1)}>${texts.again}</button></p>`
        : html`<p class="soft" data-testid="no-trial">${texts.noTrial}</p>`}`;
  }

  #greet(frame) {
    this.#tell(frame.contentWindow, { parley: 'hello', open: true, customer: true, forget: true, trial: true });
  }

  async #hear({ origin, source, data }) {
    const frame = this.querySelector('iframe');
    if (!frame || source !== frame.contentWindow || origin !== location.origin) return;
    // the frame fills its place: there is no button to open it again
    if (data?.parley === 'minimise') this.#tell(source, { parley: 'shown' });
    if (data?.parley !== 'token-wanted') return;
    const answer = await signedIn.token().then(
      (token) => ({ token }),
      () => ({ failed: true }),
    );
    this.#tell(source, { parley: 'token', ask: data.ask, ...answer });
  }

  #tell(frame, message) {
    frame.postMessage(message, location.origin);
  }
}

customElements.define('parley-agent-trial', Trial);
