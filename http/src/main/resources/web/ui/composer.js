import { LitElement, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { composerStyles } from './composer-styles.js';
import { icons } from './icons.js';
import { Refusal } from './refusal.js';
import { shared } from './shared-styles.js';
import { Speaking, texts } from './texts.js';
import { numberOf } from './times.js';

/** The server's limit for one message, in UTF-16 units. */
const MAX_LENGTH = 8_000;
const COUNT_FROM = MAX_LENGTH - 500;
const MAX_ROWS = 8;

/**
 * Where the customer writes. Enter sends, Shift+Enter begins a line. Fires `send` with the text in `detail`, `stop`,
 * `talk`, `ask` when talking is unavailable, and `typing` with every change.
 */
export class Composer extends LitElement {
  static properties = {
    /** Whether a reply is being made, which can be stopped. */
    answering: { type: Boolean },
    /** Whether calls are possible: `no` (nothing is shown), `yes`, or a sentence with the reason why not just now. */
    talking: {},
    text: { state: true },
    whyNot: { state: true },
    stopping: { state: true },
  };

  #refusal = new Refusal(this);
  #speaking = new Speaking(this);

  constructor() {
    super();
    this.text = '';
    this.talking = 'no';
    this.whyNot = false;
    this.stopping = false;
  }

  /** Takes back words that were not stored, before what was written meanwhile, and says why. */
  restore(words, problem) {
    this.text = [...words, this.text].filter((t) => t !== '').join('\n');
    this.#refusal.because(problem);
  }

  focus(options) {
    this.#field?.focus(options);
  }

  get #field() {
    return this.renderRoot?.querySelector('textarea');
  }

  get #sendable() {
    const { text } = this;
    return text.trim() !== '' && text.length <= MAX_LENGTH && !this.#refusal.waiting;
  }

  /** Where a call is begun. */
  get talk() {
    return this.renderRoot?.querySelector('.talk');
  }

  willUpdate(changed) {
    if (changed.has('talking') && ['no', 'yes'].includes(this.talking)) this.whyNot = false;
    if (!changed.has('answering') || this.answering) return;
    this.stopping = false;
    // The button under the focus is about to vanish.
    if (this.renderRoot?.activeElement?.classList.contains('stop')) this.focus();
  }

  render() {
    const left = MAX_LENGTH - this.text.length;
    return html`
      <form aria-label=${texts.composerLabel} @submit=${this.#submit}>
        ${this.#refusal.text
          ? html`<p class="refusal" id="refusal" data-testid="refusal">${this.#refusal.text}</p>`
          : nothing}
        <p class="refusal note" id="why-not" data-testid="why-not" role="status" ?hidden=${!this.whyNot}>
          ${this.whyNot ? this.talking : nothing}
        </p>
        <p class="unseen" role="alert">${left < 0 ? texts.refused.tooLong : this.#refusal.spoken}</p>
        <div class="field">
          <label class="unseen" for="text">${texts.composerLabel}</label>
          <textarea
            id="text"
            rows=${Math.min(MAX_ROWS, this.text.split('\n').length)}
            placeholder=${texts.placeholder}
            enterkeyhint="send"
            autocomplete="off"
            dir="auto"
            aria-invalid=${left < 0 ? 'true' : 'false'}
            aria-describedby="count ${this.#refusal.text ? 'refusal' : ''}"
            data-testid="composer"
            .value=${live(this.text)}
            @input=${this.#written}
            @keydown=${this.#key}
          ></textarea>
          <div class="buttons">
            ${this.answering
              ? html`<button
                  type="button"
                  class="stop"
                  data-testid="stop"
                  aria-disabled=${this.stopping ? 'true' : 'false'}
                  @click=${this.#stop}
                >
                  <span class="square" aria-hidden="true"></span>
                  ${this.stopping ? texts.stopping : texts.stop}
                </button>`
              : nothing}
            ${this.talking === 'no' ? nothing : this.#talkButton()}
            <button class="primary send" data-testid="send" ?disabled=${!this.#sendable} title=${texts.send}>
              ${icons.send}<span class="unseen">${texts.send}</span>
            </button>
          </div>
        </div>
        <p class="count ${left < 0 ? 'over' : ''}" id="count" data-testid="count">
          ${this.text.length < COUNT_FROM
            ? nothing
            : left < 0
              ? texts.charactersOver(-left, numberOf(-left))
              : texts.charactersLeft(left, numberOf(left))}
        </p>
      </form>
    `;
  }

  /** When talking is unavailable it is not disabled, or its reason could not be asked for. */
  #talkButton() {
    const able = this.talking === 'yes';
    return html`<button
      type="button"
      class="quiet talk"
      data-testid="talk"
      title=${able ? texts.voice.talk : this.talking}
      aria-disabled=${able ? 'false' : 'true'}
      aria-describedby=${able ? nothing : 'why-not-talk'}
      @click=${this.#talk}
    >
      ${icons.talk}<span class="word">${texts.voice.talk}</span>
      ${able ? nothing : html`<span class="unseen" id="why-not-talk" aria-hidden="true">${this.talking}</span>`}
    </button>`;
  }

  #talk() {
    if (this.talking === 'yes') this.dispatchEvent(new Event('talk'));
    else {
      this.whyNot = !this.whyNot;
      this.dispatchEvent(new Event('ask'));
    }
  }

  #written(event) {
    this.text = event.target.value;
    this.whyNot = false;
    this.#refusal.edited();
    this.dispatchEvent(new Event('typing'));
  }

  #key(event) {
    // While an input method composes, Enter picks a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #submit(event) {
    event.preventDefault();
    this.#send();
  }

  #send() {
    if (!this.#sendable) return;
    const text = this.text.trim();
    this.text = '';
    this.#refusal.clear();
    this.dispatchEvent(new CustomEvent('send', { detail: text }));
    this.focus();
  }

  /** Not disabled when pressed, or it would drop the focus while the customer waits. */
  #stop() {
    if (this.stopping) return;
    this.stopping = true;
    this.dispatchEvent(new Event('stop'));
  }

  static styles = [shared, composerStyles];
}

customElements.define('parley-composer', Composer);
