import { html, nothing } from 'lit';
import { dateOf } from './times.js';

/*
 * Sessions as pages for people of the company name them. `texts` has the words: `session`, `customer`, `agent`, `begun`,
 * `newest`, `noSessions`, `stranger` and `verified`.
 */

/** @param open shows a session's id as what opens it */
export function newestSessions(sessions, texts, open) {
  const row = ({ id, customer, agent, createdAt }) => html`<tr>
    <td>${open(id)}</td><td dir="auto">${named(customer, texts)}</td><td>${agent.id}</td><td>${dateOf(createdAt)}</td>
  </tr>`;
  return html`<h2>${texts.newest}</h2>
    ${sessions.length === 0
      ? html`<p data-testid="no-sessions">${texts.noSessions}</p>`
      : html`<div class="broad" tabindex="0" role="group" aria-label=${texts.newest}>
          <table data-testid="newest">
            <thead><tr><th>${texts.session}</th><th>${texts.customer}</th><th>${texts.agent}</th><th>${texts.begun}</th></tr></thead>
            <tbody>${sessions.map(row)}</tbody>
          </table>
        </div>`}`;
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
