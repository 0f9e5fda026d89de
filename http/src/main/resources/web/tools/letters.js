import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { conversationOf } from '../conversation/link.js';
import { recordingsOf } from '../recordings/link.js';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import { pretty } from './forms.js';
import { lettersTexts } from './letters-texts.js';

/*
 * Calls that could not be delivered: a person reads them, has them made again, or drops them. `api` calls beneath `/v1`.
 */
const CONFLICT = 409;
const texts = lettersTexts(language);
const escaped = encodeURIComponent;
const time = (text) => new Date(text).toLocaleString(language);

class DeadLetters extends LitElement {
  static properties = {
    api: { attribute: false },
    shown: { state: true },
    letters: { state: true },
    next: { state: true },
    told: { state: true },
  };

  constructor() {
    super();
    this.shown = 'open';
    this.letters = [];
    this.told = { words: '', bad: false };
  }

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    this.#try(() => this.#read());
  }

  render() {
    return html`
      <h2>${texts.title}</h2>
      <p>${texts.about}</p>
      <div class="told ${this.told.bad ? 'bad' : ''}" role="status" data-testid="letters-told">${this.told.words}</div>
      <form>
        <label>${texts.shown}
          <select data-testid="letters-shown" @change=${({ target }) => this.#choose(target.value)}>
            ${Object.entries(texts.states).map(([state, word]) => html`<option value=${state} ?selected=${state === this.shown}>${word}</option>`)}
          </select>
        </label>
        <button type="button" data-testid="letters-look" @click=${() => this.#try(() => this.#read())}>${texts.look}</button>
      </form>
      ${this.letters.length === 0 ? html`<p data-testid="letters-none">${texts.none}</p>` : repeat(this.letters, ({ id }) => id, (letter) => this.#letter(letter))}
      ${this.next ? html`<button data-testid="letters-more" @click=${() => this.#try(() => this.#more())}>${texts.more}</button>` : nothing}
    `;
  }

  #letter(letter) {
    const decide = (event) => {
      event.preventDefault();
      this.#try(() => this.#decide(letter, event.submitter.value, new FormData(event.target).get('note').trim()));
    };
    return html`<article data-letter=${letter.id}>
      <h3>${letter.tool}</h3>
      <p class="found" dir="auto">${letter.failure}</p>
      <p>${texts.since(time(letter.since))} ${texts.tries(letter.tries)} ${texts.session}: ${letter.session}. ${conversationOf(letter.session, language)} ${recordingsOf(letter.session, language)}</p>
      <pre tabindex="0">${pretty(letter.arguments)}</pre>
      ${letter.note ? html`<p dir="auto">${letter.note}</p>` : nothing}
      ${letter.state === 'open'
        ? html`<form @submit=${decide}>
            <label>${texts.note}<input name="note" maxlength="1000" /></label>
            <button class="primary" value="retry" data-testid="retry">${texts.retry}</button>
            <button value="drop" data-testid="drop">${texts.drop}</button>
          </form>`
        : nothing}
    </article>`;
  }

  #choose(state) {
    this.shown = state;
    this.#try(() => this.#read());
  }

  async #read() {
    const { letters, next } = await this.api.get(`/dead-letters?state=${this.shown}`);
    this.letters = letters;
    this.next = next;
  }

  async #more() {
    const { letters, next } = await this.api.get(`/dead-letters?state=${this.shown}&after=${escaped(this.next)}`);
    this.letters = [...this.letters, ...letters];
    this.next = next;
  }

  async #decide(letter, decision, note) {
    const command = { id: crypto.randomUUID() };
    if (note) command.note = note;
    await this.api.post(`/dead-letters/${escaped(letter.id)}/${decision}`, command);
    this.letters = this.letters.filter(({ id }) => id !== letter.id);
    this.told = { words: decision === 'retry' ? texts.asked : texts.dropped, bad: false };
  }

  async #try(work) {
    this.told = { words: '', bad: false };
    try {
      await work();
    } catch (refused) {
      const { status, message } = refused;
      this.told = { words: status === CONFLICT ? texts.gone : message && status ? message : texts.failed, bad: true };
    }
  }
}

customElements.define('parley-dead-letters', DeadLetters);
