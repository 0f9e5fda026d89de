import { LitElement, html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { callOf, openTurn } from '../session/conversation.js';
import { listStyles } from './list-styles.js';
import { messageStyles } from './message-styles.js';
import { answer, hearing, said, saying, typingBy } from './message-views.js';
import { ScrollFollow } from './scroll-follow.js';
import { shared } from './shared-styles.js';
import { Speaking, language, texts } from './texts.js';
import { newDay } from './times.js';

/**
 * The conversation; what is put inside the element stands under its last message. Fires `suggest` with a text in `detail`, `retry` with the turn that failed, `decide` with `{call, decision}`, and `fill` with `{form, action, content}`.
 *
 * The log's own live region is off: a screen reader would read every delta of a reply, and the whole history after a
 * reload. The page announces each finished message once instead (`announcer.js`).
 */
export class MessageList extends LitElement {
  static properties = {
    conversation: { attribute: false },
    saying: { attribute: false },
    over: { type: Boolean },
    /** There is a conversation that has not been loaded yet. */
    loading: { type: Boolean },
    /** The texts above an empty conversation, `{title, greeting, suggestions, lang}`; null until loaded. */
    greeting: { attribute: false },
  };

  #speaking = new Speaking(this);
  // A greeting is read from its beginning.
  #follow = new ScrollFollow(this, () => (this.#empty ? null : this.renderRoot?.querySelector('.scroll')));

  constructor() {
    super();
    this.over = false;
    this.loading = false;
    this.greeting = null;
  }

  /** Brings the newest into view, wherever the reader was. */
  toEnd() {
    this.#follow.toEnd();
  }

  /** The conversation itself, which scrolls by keys. */
  async focus(options) {
    await this.updateComplete;
    this.renderRoot.querySelector('.scroll')?.focus(options);
  }

  get #empty() {
    return this.conversation.entries.length === 0 && this.saying.length === 0 && this.#words === '';
  }

  /** The words that are said aloud. */
  get #words() {
    return this.over ? '' : (callOf(this.conversation)?.words.trim() ?? '');
  }

  render() {
    const empty = this.#empty;
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
        <div class="column ${empty ? 'empty' : ''}">
          ${empty ? this.#beginning() : this.#messages()}
          <slot></slot>
        </div>
      </div>
      ${this.#follow.following || empty || this.over
        ? nothing
        : html`<button class="latest" data-testid="latest" @click=${this.#toLatest}>
            <span aria-hidden="true">↓</span> ${texts.latest}
          </button>`}
    `;
  }

  #beginning() {
    if (this.over) return nothing;
    if (this.loading) return html`<p class="loading">${texts.loading}</p>`;
    if (!this.greeting) return nothing;
    const { title, greeting, suggestions, lang } = this.greeting;
    return html`
      <section class="greeting" data-testid="greeting" aria-labelledby="greeting" lang=${lang}>
        <h2 id="greeting">${title}</h2>
        ${greeting ? html`<p>${greeting}</p>` : nothing}
        ${suggestions.length > 0
          ? html`<ul aria-label=${texts.suggestionsLabel}>
              ${suggestions.map(
                (text) => html`<li>
                  <button data-testid="suggestion" @click=${() => this.#fire('suggest', text)}>${text}</button>
                </li>`,
              )}
            </ul>`
          : nothing}
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
          return guard([entry, day, mayRetry, language], () => this.#entry(entry, day, mayRetry));
        },
      )}
      ${repeat(this.saying, (words) => words.id, saying)} ${this.#words ? hearing(this.#words) : nothing} ${this.#typing()}
    `;
  }

  #entry(entry, day, mayRetry) {
    const retry = mayRetry ? () => this.#fire('retry', entry) : null;
    return html`
      ${day ? html`<p class="day">${day}</p>` : nothing}
      ${entry.kind === 'said' ? said(entry) : answer(entry, { retry, decide: this.#decide, fill: this.#fill })}
    `;
  }

  #typing() {
    if (this.over) return nothing;
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

  #decide = (call, decision) => this.#fire('decide', { call, decision });

  #fill = (form, action, content) => this.#fire('fill', { form, action, content });

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  static styles = [shared, messageStyles, listStyles];
}

customElements.define('parley-messages', MessageList);
