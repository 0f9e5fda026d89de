import { html, nothing } from 'lit';
import { dateOf } from './times.js';

/*
 * Sessions as pages for people of the company name them. `texts` has the words: `session`, `customer`, `agent`, `begun`,
 * `newest`, `noSessions`, `stranger` and `verified`.
 */

/** The newest ones. Parameters are those of `sessionsTable`. */
export function newestSessions(sessions, texts, open) {
  return html`<h2>${texts.newest}</h2>${sessionsTable(sessions, texts, open)}`;
}

/** @param open shows a session's id as what opens it */
export function sessionsTable(sessions, texts, open) {
  const row = ({ id, customer, agent, createdAt }) => html`<tr>
    <td>${open(id)}</td><td dir="auto">${named(customer, texts)}</td><td>${agent.id}</td><td>${dateOf(createdAt)}</td>
  </tr>`;
  if (sessions.length === 0) return html`<p data-testid="no-sessions">${texts.noSessions}</p>`;
  return html`<div class="broad" tabindex="0" role="group" aria-label=${texts.newest}>
    <table data-testid="newest">
      <thead><tr>${[texts.session, texts.customer, texts.agent, texts.begun].map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
      <tbody>${sessions.map(row)}</tbody>
    </table>
  </div>`;
}

/** Customer and agent of a session. */
export function whose({ customer, agent }, texts) {
  return html`<dl class="facts" data-testid="whose">
    <div><dt>${texts.customer}</dt><dd dir="auto">${named(customer, texts)}${customer?.verified ? html` <span class="badge">${texts.verified}</span>` : nothing}</dd></div>
    <div><dt>${texts.agent}</dt><dd>${agent.id}</dd></div>
  </dl>`;
}

function named(customer, { stranger }) {
  return customer ? [customer.name, customer.id].filter(Boolean).join(', ') : stranger;
}
