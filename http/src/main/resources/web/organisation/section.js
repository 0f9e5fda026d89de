import { LitElement, html, nothing } from 'lit';
import { copied } from '../ui/copying.js';
import { focusOn, Forms } from '../ui/forms.js';
import '../ui/page-language.js';
import { staffTexts } from '../ui/staff-texts.js';
import { language } from '../ui/texts.js';
import { organisationTexts } from './organisation-texts.js';

const { cancel, copying } = organisationTexts(language);

/**
 * A part of the page of an organisation. It reads what it shows once it is there, with `read()`. `page` is its [PersonPage].
 * Questions whether something is meant replace the button that asks.
 */
export class Section extends LitElement {
  static properties = { page: { attribute: false }, asked: { state: true } };

  forms = new Forms(this);
  #left = new AbortController();

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    this.page.addEventListener('again', () => this.refresh(), { signal: this.#left.signal });
    this.refresh();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#left.abort();
  }

  get api() {
    return this.page.api;
  }

  async refresh() {
    await this.page.watched(() => this.read());
    // a failure is told by the page, and ends the wait
    this.requestUpdate();
  }

  /** In place of what is not read yet: it is not known whether there is any. */
  looking() {
    return this.page.failed ? nothing : html`<p>${staffTexts(language).looking}</p>`;
  }

  /**
   * After an act: says so, reads again, and puts the focus where the section goes on; a question that was asked meanwhile
   * keeps it.
   */
  async done(words, focused = 'h2') {
    this.asked = undefined;
    this.page.tell(words);
    await this.refresh();
    if (this.asked === undefined) await focusOn(this, focused);
  }

  /**
   * A button that asks before it acts.
   *
   * @param name unique in the section; of the form whose refusal is shown
   * @param {{words: string, sure: string, yes: string}} texts of the button, of the question, and of its answer
   */
  asking(name, { words, sure, yes }, act) {
    const back = async () => {
      this.asked = undefined;
      this.forms.clear(name);
      await focusOn(this, `[data-asks="${CSS.escape(name)}"]`);
    };
    if (this.asked !== name) return html`<button data-asks=${name} data-testid="ask" @click=${() => this.#ask(name)}>${words}…</button>`;
    return html`<div class="row wide" role="group" tabindex="-1" aria-label=${sure} data-testid="sure" @keydown=${(event) => event.key === 'Escape' && back()}>
      <span class="wide">${sure}</span>
      <button class="primary" data-testid="sure-now" @click=${this.forms.doing(name, act)}>${yes}</button>
      <button data-testid="keep" @click=${back}>${cancel}</button>
      ${this.forms.refusal(name)}
    </div>`;
  }

  /** A term with a text that people copy to another place. */
  copyable(what, text) {
    const copy = async ({ currentTarget: button }) => {
      const done = await copied(text, button.parentElement.querySelector('code'));
      this.page.tell(done ? copying.copied : copying.byHand);
    };
    return html`<div class="all"><dt>${what}</dt><dd class="row"><code class="grow" translate="no">${text}</code> <button aria-label=${copying.copyOf(what)} @click=${copy}>${copying.copy}</button></dd></div>`;
  }

  async #ask(name) {
    this.asked = name;
    await focusOn(this, '[data-testid=sure]');
  }
}
