import { LitElement, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { headerStyles } from './header-styles.js';
import { icons } from './icons.js';
import { shared } from './shared-styles.js';
import { Speaking, language, languages, texts } from './texts.js';

/**
 * The company's name, and the actions on the chat. Fires `language` with a code in `detail`, `sound`, `transcript`,
 * `end` and `minimise`. With enough space the choices stand side by side, otherwise behind one button.
 */
export class ChatHeader extends LitElement {
  static properties = {
    company: {},
    /** Inside another page: compact, and to be minimised. */
    embedded: { type: Boolean },
    /** Whether there is a conversation to end, and one to save. */
    endable: { type: Boolean },
    savable: { type: Boolean },
    sound: { type: Boolean },
    unfolded: { state: true },
  };

  #speaking = new Speaking(this);

  constructor() {
    super();
    this.company = '';
    this.embedded = false;
    this.endable = false;
    this.savable = false;
    this.sound = false;
    this.unfolded = false;
    this.addEventListener('keydown', (event) => event.key === 'Escape' && this.#fold(event));
    this.addEventListener('focusout', ({ relatedTarget }) => {
      // Focus that goes nowhere is a click on something that takes none: that may be in the choices themselves.
      if (relatedTarget) this.unfolded = false;
    });
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#pressed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#pressed);
  }

  #pressed = (event) => {
    if (!event.composedPath().includes(this)) this.unfolded = false;
  };

  /** Whether the focus is on the button to end, which is about to vanish. */
  get focusVanishes() {
    return this.renderRoot?.activeElement?.matches('.end, .transcript') ?? false;
  }

  render() {
    const initial = [...this.company.trim()][0] ?? '';
    return html`
      <div class="bar ${this.embedded ? 'compact' : ''}">
        <span class="mark" aria-hidden="true">${initial.toLocaleUpperCase(language)}</span>
        <h1>
          <span class="company" dir="auto">${this.company}</span>
          <span class="service">${texts.service}</span>
        </h1>
        <button
          class="quiet picture options"
          data-testid="options"
          aria-expanded=${this.unfolded}
          aria-controls="choices"
          title=${texts.options}
          @click=${() => (this.unfolded = !this.unfolded)}
        >
          ${icons.options}<span class="unseen">${texts.options}</span>
        </button>
        <div class="choices ${this.unfolded ? 'unfolded' : ''}" id="choices">
          ${this.#languages()} ${this.#sound()} ${this.savable ? this.#transcript() : nothing}
          ${this.embedded && this.endable ? this.#end() : nothing}
        </div>
        ${!this.embedded && this.endable ? this.#end() : nothing}
        ${this.embedded
          ? html`<button class="quiet picture" data-testid="minimise" title=${texts.minimise} @click=${() => this.#fire('minimise')}>
              ${icons.minimise}<span class="unseen">${texts.minimise}</span>
            </button>`
          : nothing}
      </div>
    `;
  }

  #languages() {
    return html`<label class="choice language">
      ${icons.language}<span class="word">${texts.language}</span>
      <select
        data-testid="language"
        .value=${live(language)}
        @change=${({ target }) => this.#fire('language', target.value)}
      >
        ${languages.map(
          ({ code, name }) => html`<option value=${code} lang=${code} ?selected=${code === language}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  #sound() {
    return html`<button
      class="choice quiet"
      data-testid="sound"
      title=${texts.sound}
      aria-pressed=${this.sound}
      @click=${() => this.#fire('sound')}
    >
      ${this.sound ? icons.soundOn : icons.soundOff}<span class="word">${texts.sound}</span>
      <span class="switch" aria-hidden="true"></span>
    </button>`;
  }

  #transcript() {
    return html`<button
      class="choice quiet transcript"
      data-testid="transcript"
      title=${texts.transcript}
      @click=${() => this.#fire('transcript')}
    >
      ${icons.transcript}<span class="word">${texts.transcript}</span>
    </button>`;
  }

  #end() {
    return html`<button class="choice quiet end" data-testid="end" @click=${this.#askToEnd}>
      ${icons.end}<span class="word">${texts.endChat}</span>
    </button>`;
  }

  #askToEnd() {
    // Folded at once, the focus would have nowhere to come back to after the dialog.
    if (this.unfolded) this.renderRoot.querySelector('.options').focus();
    this.unfolded = false;
    this.#fire('end');
  }

  #fold(event) {
    if (!this.unfolded) return;
    event.stopPropagation();
    this.unfolded = false;
    this.renderRoot.querySelector('.options').focus();
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  static styles = [shared, headerStyles];
}

customElements.define('parley-header', ChatHeader);
