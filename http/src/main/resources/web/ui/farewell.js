import { LitElement, css, html, nothing } from 'lit';
import { icons } from './icons.js';
import './rating-form.js';
import { shared } from './shared-styles.js';
import { Speaking, texts } from './texts.js';

/**
 * Shown under an ended conversation: the reason, the rating, and the next steps. Fires `rate` with
 * `{score, comment}` in `detail`, `transcript`, `anew` and `follow`.
 */
export class Farewell extends LitElement {
  static properties = {
    /** Why it is over: a reason of the protocol, or `gone` or `expired`. */
    reason: {},
    rateable: { type: Boolean },
    savable: { type: Boolean },
    rated: { attribute: false },
    rating: {},
    problem: { attribute: false },
    /** Whether a new conversation has been begun in another window. */
    elsewhere: { type: Boolean },
  };

  #speaking = new Speaking(this);

  constructor() {
    super();
    this.reason = '';
    this.rateable = false;
    this.savable = false;
    this.rated = null;
    this.elsewhere = false;
  }

  focus() {
    this.renderRoot.querySelector('section').focus();
  }

  render() {
    const why = texts.over[this.reason] ?? texts.over.ended;
    return html`
      <section data-testid="over" aria-labelledby="why" tabindex="-1">
        <p class="why" id="why">${why}</p>
        ${this.rateable
          ? html`<parley-rating
              .rated=${this.rated}
              state=${this.rating}
              .problem=${this.problem}
              @rate=${({ detail }) => this.#fire('rate', detail)}
            ></parley-rating>`
          : nothing}
        ${this.elsewhere ? html`<p class="elsewhere" role="status">${texts.elsewhere}</p>` : nothing}
        <div class="buttons">
          ${this.savable
            ? html`<button data-testid="transcript" @click=${() => this.#fire('transcript')}>
                ${icons.transcript} ${texts.transcript}
              </button>`
            : nothing}
          ${this.elsewhere
            ? html`<button class="primary" data-testid="follow" @click=${() => this.#fire('follow')}>${texts.toElsewhere}</button>`
            : html`<button class="primary" data-testid="new-conversation" @click=${() => this.#fire('anew')}>
                ${texts.newConversation}
              </button>`}
        </div>
      </section>
    `;
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  static styles = [
    shared,
    css`
      :host {
        display: block;
      }
      section {
        display: grid;
        gap: 1rem;
        padding-block: 1.25rem 0.5rem;
        border-block-start: 1px solid var(--line);
        outline-offset: 6px;
      }
      .why,
      .elsewhere {
        margin: 0;
        text-wrap: pretty;
      }
      .why {
        color: var(--ink-soft);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: 0.625rem;
      }
      .buttons button {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        gap: 0.5rem;
      }
      @media (max-width: 30rem) {
        .buttons button {
          flex: 1 1 auto;
        }
      }
    `,
  ];
}

customElements.define('parley-farewell', Farewell);
