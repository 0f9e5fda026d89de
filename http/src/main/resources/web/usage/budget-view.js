import { html, nothing } from 'lit';
import { moneyOf } from '../ui/money.js';
import { language } from '../ui/texts.js';
import { dateOf, numberOf } from '../ui/times.js';
import { usageTexts } from './usage-texts.js';

const texts = usageTexts(language);
const WHOLE = 100;

/**
 * A budget with what is spent of it, as the API has them.
 *
 * @param more what follows its state
 */
export function budgetView({ scope, period, end, limitMicros, spentMicros, percent, state, forecast }, currency, more = nothing) {
  const name = texts.budget[scope] ?? scope;
  const money = (micros) => moneyOf(micros, currency);
  return html`<article class="budget" data-budget=${period}>
    <h3>${name} <span class="badge ${state === 'ok' ? 'valid' : 'expired'}">${texts.states[state] ?? state}</span></h3>
    <p>${texts.spent(money(spentMicros), money(limitMicros))} (${texts.percent(numberOf(percent))})${end ? html`, <span class="soft">${texts.until(dateOf(end))}</span>` : nothing}</p>
    <progress max=${WHOLE} .value=${Math.min(percent, WHOLE)} aria-label="${texts.budgets}: ${name}"></progress>
    ${forecast ? html`<p class="soft">${texts.forecast(money(forecast.costMicros))}</p>` : nothing} ${more}
  </article>`;
}
