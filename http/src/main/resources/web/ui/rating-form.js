import { LitElement, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { icons } from './icons.js';
import { ratingStyles } from './rating-styles.js';
import { shared } from './shared-styles.js';
import { Speaking, texts } from './texts.js';

const SCORES = [1, 2, 3, 4, 5];
const COMMENT_MAX = 1_000;
const TOO_MANY = 'too-many-ratings';

/**
 * The customer's rating of a conversation. Fires `rate` with `{score, comment}` in `detail`; what was typed stays until
 * it is known to be stored, which `rated` tells.
 */
export class RatingForm extends LitElement {
  static properties = {
    /** The rating that counts, `{score, comment}`, or null. */
    rated: { attribute: false },
    /** The state of a sent rating: `none`, `sending` or `failed`, and why. */
    state: {},
    problem: { attribute: false },
    score: { state: true },
    comment: { state: true },
    changing: { state: true },
    missing: { state: true },
  };

  #speaking = new Speaking(this);
  #thank = false;

  constructor() {
    super();
    this.rated = null;
    this.state = 'none';
    this.#clear();
  }

  #clear() {
    this.score = 0;
    this.comment = '';
    this.changing = false;
    this.missing = false;
  }

  willUpdate(changed) {
    if (!changed.has('rated') || this.rated === null) return;
    // The button under the focus vanishes with the form.
    this.#thank = this.renderRoot?.activeElement !== null && this.hasUpdated;
    this.#clear();
  }

  updated() {
    if (this.#thank) this.renderRoot.querySelector('.thanks').focus();
    this.#thank = false;
  }

  render() {
    return this.rated !== null && !this.changing ? this.#thanks() : this.#form();
  }

  #thanks() {
    const { rating } = texts;
    return html`
      <div class="thanks" data-testid="rated" tabindex="-1">
        <p>
          <strong>${rating.thanks}</strong>
          <span class="result">${this.#stars(this.rated.score)} ${this.#words(this.rated.score)}</span>
        </p>
        ${this.rated.comment ? html`<p class="comment" dir="auto">${this.rated.comment}</p>` : nothing}
        <button class="quiet" data-testid="rating-change" @click=${this.#change}>${rating.change}</button>
      </div>
    `;
  }

  #form() {
    const { rating } = texts;
    const sending = this.state === 'sending';
    return html`
      <form data-testid="rating" aria-label=${rating.title} @submit=${this.#submit}>
        <fieldset>
          <legend>${rating.title}</legend>
          <div class="scores">${SCORES.map((score) => this.#score(score))}</div>
          <p class="word" aria-hidden="true">${this.score > 0 ? this.#words(this.score) : nothing}</p>
        </fieldset>
        ${this.score > 0
          ? html`<label class="addition">
              ${rating.comment}
              <textarea
                data-testid="rating-comment"
                rows="2"
                maxlength=${COMMENT_MAX}
                dir="auto"
                ?readonly=${sending}
                .value=${live(this.comment)}
                @input=${({ target }) => (this.comment = target.value)}
              ></textarea>
            </label>`
          : nothing}
        <p class="failure" role="alert" data-testid="rating-failure">${this.#failure()}</p>
        <div class="buttons">
          ${this.changing
            ? html`<button type="button" class="quiet" @click=${this.#keep}>${rating.keep}</button>`
            : nothing}
          <button class="primary" data-testid="rating-send" aria-disabled=${sending}>
            ${sending ? rating.sending : rating.send}
          </button>
        </div>
      </form>
    `;
  }

  #score(score) {
    return html`<label class=${score <= this.score ? 'full' : ''} title=${this.#words(score)}>
      <input
        type="radio"
        name="score"
        data-testid="rating-score-${score}"
        value=${score}
        .checked=${live(score === this.score)}
        @change=${() => this.#choose(score)}
      />
      ${icons.star}<span class="unseen">${this.#words(score)}</span>
    </label>`;
  }

  #stars(score) {
    return SCORES.map((each) => html`<span class="star ${each <= score ? 'full' : ''}">${icons.star}</span>`);
  }

  #words(score) {
    return texts.rating.score(score, texts.rating.words[score - 1]);
  }

  #failure() {
    const { missing, failed, tooMany } = texts.rating;
    if (this.missing) return missing;
    if (this.state !== 'failed') return nothing;
    return this.problem?.type?.endsWith(TOO_MANY) ? tooMany : failed;
  }

  #choose(score) {
    this.score = score;
    this.missing = false;
  }

  async #change() {
    this.score = this.rated.score;
    this.comment = this.rated.comment;
    this.changing = true;
    await this.updateComplete;
    this.renderRoot.querySelector('input:checked').focus();
  }

  async #keep() {
    this.#clear();
    await this.updateComplete;
    this.renderRoot.querySelector('.thanks').focus();
  }

  #submit(event) {
    event.preventDefault();
    if (this.state === 'sending') return;
    this.missing = this.score === 0;
    if (this.missing) return;
    const detail = { score: this.score, comment: this.comment.trim() };
    this.dispatchEvent(new CustomEvent('rate', { detail }));
  }

  static styles = [shared, ratingStyles];
}

customElements.define('parley-rating', RatingForm);
