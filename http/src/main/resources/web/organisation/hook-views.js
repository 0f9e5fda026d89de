import { html, nothing } from 'lit';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { dateOf, numberOf } from '../ui/times.js';
import { hooksTexts } from './hooks-texts.js';

const texts = hooksTexts(language);
const STATUS = /^status (\d{3})$/;

/** The name of a webhook for people. */
export function nameOf({ url, description }) {
  return description || (URL.canParse(url) ? new URL(url).host : url);
}

/** A failure as the API has it, in words. */
export function errorOf(error) {
  const status = STATUS.exec(error)?.[1];
  return status ? texts.status(status) : (texts.errors[error] ?? error);
}

/** A webhook and its deliveries as terms of a list. */
export function hookFacts({ url, kinds, since, waiting, missed, failing, oldSecretUntil }) {
  return html`<div class="all"><dt>${texts.url}</dt><dd><code translate="no">${url}</code></dd></div>
    <div class="all"><dt>${texts.kinds}</dt><dd><code translate="no">${kinds.join(', ')}</code></dd></div>
    ${failing ? html`<div class="all bad"><dt>${texts.failing}</dt><dd data-testid="failing">${texts.failingOf(numberOf(failing.times), failing.since && dateOf(failing.since), failing.error && errorOf(failing.error))}</dd></div>` : nothing}
    <div><dt>${texts.since}</dt><dd>${dateOf(since)}</dd></div>
    <div><dt>${texts.waiting}</dt><dd>${numberOf(waiting)}</dd></div>
    <div><dt>${texts.missed}</dt><dd>${numberOf(missed)}</dd></div>
    ${oldSecretUntil ? html`<div><dt>${texts.oldSecret}</dt><dd>${dateOf(oldSecretUntil)}</dd></div>` : nothing}`;
}

/** The result of a test. */
export function testWords({ delivered, status, error = '', millis }) {
  return delivered ? texts.delivered(status, numberOf(millis)) : texts.undelivered(errorOf(error), numberOf(millis));
}

/** @param name of their webhook, for people */
export function deliveriesTable(deliveries, name) {
  if (deliveries.length === 0) return html`<p data-testid="no-deliveries">${texts.noDeliveries}</p>`;
  return html`<div class="broad" tabindex="0" role="group" aria-label=${texts.deliveriesOf(name)}><table data-testid="deliveries">
    <thead><tr>${[texts.at, texts.kind, texts.session, texts.state, texts.attempts, texts.last].map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
    <tbody>${deliveries.map(row)}</tbody>
  </table></div>`;
}

function row({ timestamp, type, data, state, attempts, last }) {
  return html`<tr><td>${dateOf(timestamp)}</td><td><code translate="no">${type}</code></td><td>${sessionOf(data)}</td>
    <td>${texts.messages[state] ?? state}</td><td>${numberOf(attempts)}</td><td>${last ? texts.lastOf(dateOf(last.at), outcomeOf(last), numberOf(last.millis)) : nothing}</td></tr>`;
}

function outcomeOf({ status, error }) {
  return error ? errorOf(error) : texts.status(status);
}

/** Its page opens for those who may see all conversations. */
function sessionOf({ session }) {
  if (!session) return nothing;
  const address = `/conversation?${new URLSearchParams({ session, lang: language })}`;
  return signedIn.may('oversee') ? html`<a href=${address}><code translate="no">${session}</code></a>` : html`<code translate="no">${session}</code>`;
}
