import { LitElement, html, nothing } from 'lit';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import './chat-parts.js';
import './console-parts.js';
import { designTexts } from './design-texts.js';
import './live-parts.js';
import { paint, tokenNames, tokensView } from './tokens.js';

/*
 * The page of the design system: its tokens, and the parts of all pages, as those pages have them. It asks the server nothing.
 */
const texts = designTexts(language);
document.title = texts.title;

class DesignPage extends LitElement {
  static properties = { told: { state: true } };

  #scheme = matchMedia('(prefers-color-scheme: dark)');
  #turned = () => this.requestUpdate();

  constructor() {
    super();
    this.told = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#scheme.addEventListener('change', this.#turned);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#scheme.removeEventListener('change', this.#turned);
  }

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  render() {
    const { sections } = texts;
    return html`<h1>${texts.title}</h1>
      <div class="told" role="status" data-testid="told">${this.told ? html`<p>${this.told}</p>` : nothing}</div>
      <p>${texts.about}</p>
      <nav class="parts" aria-label=${texts.parts}><ul>${Object.entries(sections).map(([name, words]) => html`<li><a href="#${name}">${words}</a></li>`)}</ul></nav>
      <h2 id="tokens" tabindex="-1">${sections.tokens}</h2>${tokensView(tokenNames())}
      <parley-console-parts .page=${this}></parley-console-parts>
      <h2 id="chat" tabindex="-1">${sections.chat}</h2><parley-chat-parts></parley-chat-parts>
      <h2 id="live" tabindex="-1">${sections.live}</h2><parley-live-parts lang="en"></parley-live-parts>`;
  }

  updated() {
    paint(this);
  }

  /** As a page of the console has it, for its parts. */
  tell(words) {
    this.told = words;
  }

  /** Parts that ask the server: they do not here. */
  doing() {
    return () => this.tell(texts.undone);
  }

  async watched(work) {
    await work();
  }
}

customElements.define('parley-design', DesignPage);
