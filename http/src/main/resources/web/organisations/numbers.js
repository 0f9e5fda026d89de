import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Section } from '../organisation/section.js';
import { field } from '../ui/field.js';
import { Mistake, withField } from '../ui/forms.js';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import { organisationsTexts } from './organisations-texts.js';

/*
 * Telephone numbers of one organisation, which operators give and take. `close()` leaves them.
 */
const texts = organisationsTexts(language);
const escaped = encodeURIComponent;
const textOf = ({ number }) => number;
const OF_ANOTHER = 'unavailable';

class GivenNumbers extends Section {
  static properties = { organisation: { attribute: false }, close: { attribute: false }, numbers: { state: true } };

  async read() {
    this.numbers = (await this.api.get(this.#path())).numbers;
  }

  render() {
    return html`<h4 tabindex="-1">${texts.numbers}</h4>
      ${this.numbers ? this.#listed() : this.looking()}
      <form @submit=${this.forms.submitting('give', ({ number }, form) => this.#give(number.trim(), form))} data-testid="give-form">
        ${field(this.forms, 'give', { name: 'number', label: texts.number, hint: texts.numberHint }, ({ describedBy, isWrong }) => html`<input name="number" type="tel" required maxlength="40" autocomplete="off" aria-describedby=${describedBy} aria-invalid=${isWrong} />`)}
        ${this.forms.refusal('give', ['number'])}
        <div class="row wide"><button class="primary" data-testid="give">${texts.give}</button><button type="button" data-testid="close" @click=${() => this.close()}>${texts.cancel}</button></div>
      </form>`;
  }

  #listed() {
    if (this.numbers.length === 0) return html`<p data-testid="no-numbers">${texts.noNumbers}</p>`;
    return html`<ul class="cards" data-testid="given">${repeat(this.numbers, textOf, (each) => this.#number(each))}</ul>`;
  }

  #number({ number, agent, language: tag }) {
    return html`<li class="row" data-number=${number}><span class="grow"><b translate="no">${number}</b>${agent || tag ? html` <span class="soft">${[agent, tag].filter(Boolean).join(', ')}</span>` : nothing}</span>
      ${this.asking(`take-${number}`, { words: texts.take(number), sure: texts.takeSure(number), yes: texts.take(number) }, () => this.#take(number))}</li>`;
  }

  async #give(number, form) {
    await this.api.put(`${this.#path()}/${escaped(number)}`).catch((refused) => {
      throw refused.problem?.reason === OF_ANOTHER ? new Mistake(texts.ofAnother, 'number') : withField(refused, ['number']);
    });
    form.reset();
    await this.done(texts.given(number), 'h4');
  }

  async #take(number) {
    await this.api.remove(`${this.#path()}/${number}`);
    await this.done(texts.gone(number), 'h4');
  }

  #path() {
    return `/organisations/${escaped(this.organisation)}/numbers`;
  }
}

customElements.define('parley-given-numbers', GivenNumbers);
