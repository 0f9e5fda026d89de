import { LitElement, css, html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { openTurn } from '../session/conversation.js';
import { messageStyles } from './message-styles.js';
import { answer, said, saying, typingBy } from './message-views.js';
import { ScrollFollow } from './scroll-follow.js';
import { shared } from './shared-styles.js';
import { texts } from './texts.js';
import { newDay } from './times.js';

/**
 * The conversation. Fires `suggest` with a text in `detail`, and `retry` with the turn that failed.
 *
 * The log's own live region is off: a screen reader would read every delta of a reply, and the whole history after a
 * reload. The page announces each finished message once instead (`announcer.js`).
 */
export class MessageList extends LitElement {
  static properties = {
    conversation: { attribute: false },
    saying: { attribute: false },
    over: { type: Boolean },
  };

  #follow = new ScrollFollow(this, () => this.renderRoot?.querySelector('.scroll'));

  /** Brings the newest into view, wherever the reader was. */
  toEnd() {
    this.#follow.toEnd();
  }

  render() {
    const empty = this.conversation.entries.length === 0 && this.saying.length === 0;
    return html`
      <div
        class="scroll"
        role="log"
        aria-live="off"
        aria-label=${texts.conversation}
        data-testid="log"
        tabindex="0"
        @scroll=${() => this.#follow.scrolled()}
      >
        <div class="column ${empty ? 'empty' : ''}">${empty ? this.#greeting() : this.#messages()}</div>
      </div>
      ${this.#follow.following || empty
        ? nothing
        : html`<button class="latest" data-testid="latest" @click=${this.#toLatest}>
            <span aria-hidden="true">↓</span> ${texts.latest}
          </button>`}
    `;
  }

  #greeting() {
    return html`
      <section class="greeting" data-testid="greeting" aria-labelledby="greeting">
        <h2 id="greeting">${texts.greetingTitle}</h2>
        <p>${texts.greeting}</p>
        <ul aria-label=${texts.suggestionsLabel}>
          ${texts.suggestions.map(
            (text) => html`<li>
              <button data-testid="suggestion" @click=${() => this.#fire('suggest', text)}>${text}</button>
            </li>`,
          )}
        </ul>
      </section>
    `;
  }

  #messages() {
    const { entries } = this.conversation;
    const last = entries.at(-1);
    let before = null;
    return html`
      <h2 class="unseen">${texts.conversation}</h2>
      ${repeat(
        entries,
        (entry) => entry.key,
        (entry) => {
          const day = newDay(entry.at, before);
          before = entry.at ?? before;
          const mayRetry = entry === last && entry.status === 'failed' && !this.over;
          return guard([entry, day, mayRetry], () => this.#entry(entry, day, mayRetry));
        },
      )}
      ${repeat(this.saying, (words) => words.id, saying)} ${this.#typing()}
    `;
  }

  #entry(entry, day, mayRetry) {
    const retry = mayRetry ? () => this.#fire('retry', entry) : null;
    return html`
      ${day ? html`<p class="day">${day}</p>` : nothing}
      ${entry.kind === 'said' ? said(entry) : answer(entry, { retry })}
    `;
  }

  #typing() {
    if (this.conversation.typing === 'agent') return typingBy('agent');
    const turn = openTurn(this.conversation);
    // A call that is being made says more than dots; words that arrive say it all.
    const quiet = turn && turn.text.trim() === '' && !turn.calls.some((c) => texts.calls[c.status]);
    return quiet || (!turn && this.conversation.typing === 'bot') ? typingBy('bot') : nothing;
  }

  #toLatest() {
    this.toEnd();
    this.renderRoot.querySelector('.scroll').focus();
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  static styles = [
    shared,
    messageStyles,
    css`
      :host {
        position: relative;
        display: block;
        min-height: 0;
      }
      .scroll {
        height: 100%;
        overflow-y: auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
        outline-offset: -3px;
      }
      /* The same on both sides, so that the column stands exactly above the composer. */
      @media (min-width: 50rem) {
        .scroll {
          scrollbar-gutter: stable both-edges;
        }
      }
      .column {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        gap: 1.375rem;
        max-width: var(--column);
        min-height: 100%;
        margin-inline: auto;
        padding: 1.5rem var(--gutter) 1rem;
      }
      .column.empty {
        align-content: end;
        padding-block-end: clamp(1rem, 6vh, 3.5rem);
      }
      .greeting h2 {
        margin: 0;
        font: 400 clamp(2rem, 1.4rem + 3vw, 3.25rem) / 1.1 var(--serif);
        letter-spacing: -0.015em;
        text-wrap: balance;
      }
      .greeting p {
        max-width: 34rem;
        margin: 1rem 0 2rem;
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      .greeting ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.625rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .greeting button {
        text-align: start;
        border-radius: 1.375rem;
      }
      .day {
        margin: 0.5rem 0 1.375rem;
        font-size: 0.8125rem;
        text-align: center;
        color: var(--ink-soft);
      }
      .latest {
        position: absolute;
        inset-block-end: 0.75rem;
        inset-inline-start: 50%;
        translate: -50%;
        border-radius: 1.375rem;
        font-size: 0.9375rem;
        box-shadow: var(--shadow);
      }
    `,
  ];
}

customElements.define('parley-messages', MessageList);
