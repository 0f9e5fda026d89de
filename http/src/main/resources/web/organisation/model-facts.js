import { html } from 'lit';
import { moneyOf } from '../ui/money.js';
import { language } from '../ui/texts.js';
import { modelsTexts } from './models-texts.js';

const texts = modelsTexts(language).models;
const PRICE_DIGITS = 6;

/** A version of a model as terms of a list, without its key. */
export function modelFacts({ kind, model, address, price, fallbacks = [] }, currency) {
  const money = (micros) => moneyOf(micros, currency, PRICE_DIGITS);
  return html`<div class="all"><dt>${texts.kind}</dt><dd>${texts.kinds[kind] ?? kind}</dd></div>
    <div><dt>${texts.model}</dt><dd><code translate="no">${model}</code></dd></div>
    <div><dt>${texts.address}</dt><dd>${address ? html`<code translate="no">${address}</code>` : texts.ofProvider}</dd></div>
    <div><dt>${texts.price}</dt><dd>${price ? texts.prices(money(price.inputMicros), money(price.outputMicros)) : texts.noPrice}</dd></div>
    <div><dt>${texts.fallbacks}</dt><dd>${fallbacks.length === 0 ? texts.noFallbacks : html`<code translate="no">${fallbacks.join(', ')}</code>`}</dd></div>`;
}
