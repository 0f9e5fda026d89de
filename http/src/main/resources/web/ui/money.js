import { language } from './texts.js';

/** Of the currency's unit, in amounts of the API. */
export const MICROS = 1_000_000;

/** An amount in the reader's own manner. @param digits the most after the point */
export function moneyOf(micros, currency, digits = 2) {
  return new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: digits }).format(micros / MICROS);
}
