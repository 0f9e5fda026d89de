import { html, nothing } from 'lit';
import { Section } from '../organisation/section.js';
import { moneyOf } from '../ui/money.js';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import { dateOf, numberOf } from '../ui/times.js';
import { usageTexts } from './usage-texts.js';

/*
 * The state of each budget for models.
 */
const texts = usageTexts(language);
const WHOLE = 100;

class Budgets extends Section {
  static properties = { report: { state: true } };

  async read() {
    this.report = await this.api.get('/budgets');
  }

  render() {
    const { budgets = [], currency } = this.report ?? {};
    return html`<h2 tabindex="-1">${texts.budgets}</h2>
      ${this.report && budgets.length === 0 ? html`<p data-testid="no-budgets">${texts.noBudgets}</p>` : nothing}
      ${budgets.map((each) => budget(each, currency))}`;
  }
}

function budget({ scope, period, end, limitMicros, spentMicros, percent, state, forecast }, currency) {
  const name = texts.budget[scope] ?? scope;
  const money = (micros) => moneyOf(micros, currency);
  return html`<article class="budget" data-budget=${period}>
    <h3>${name} <span class="badge ${state === 'ok' ? 'valid' : 'expired'}">${texts.states[state] ?? state}</span></h3>
    <p>${texts.spent(money(spentMicros), money(limitMicros))} (${texts.percent(numberOf(percent))})${end ? html`, <span class="soft">${texts.until(dateOf(end))}</span>` : nothing}</p>
    <progress max=${WHOLE} .value=${Math.min(percent, WHOLE)} aria-label="${texts.budgets}: ${name}"></progress>
    ${forecast ? html`<p class="soft">${texts.forecast(money(forecast.costMicros))}</p>` : nothing}
  </article>`;
}

customElements.define('parley-budgets', Budgets);
