/** The state of one session: counts and places, never words. */

import { html, nothing } from 'lit';
import { call } from './api.js';
import { clock, count, words } from './format.js';

export class LookUp {
  #changed;
  #found;
  #problem;
  #asking = false;

  constructor(changed) {
    this.#changed = changed;
  }

  async #ask(event) {
    event.preventDefault();
    const fields = new FormData(event.target);
    const name = (field) => encodeURIComponent(fields.get(field).trim());
    if (this.#asking) return;
    this.#asking = true;
    try {
      this.#found = await call(`/sessions/${name('tenant')}/${name('id')}`);
      this.#problem = undefined;
    } catch (failure) {
      this.#found = undefined;
      this.#problem = failure.title ?? 'Nobody answered. Try again.';
    }
    this.#asking = false;
    this.#changed();
  }

  view() {
    return html`
      <section aria-labelledby="look-up" class="look-up">
        <h2 id="look-up">Look up a session</h2>
        <form @submit=${(event) => this.#ask(event)}>
          <label>Tenant <input name="tenant" value="default" required maxlength="32" autocomplete="off" data-testid="tenant" /></label>
          <label class="wide">Session <input name="id" required maxlength="64" autocomplete="off" spellcheck="false" data-testid="session" /></label>
          <button type="submit" class="primary" data-testid="look">Look</button>
        </form>
        <div role="status" data-testid="found">
          ${this.#problem ? html`<p class="problem">${this.#problem}</p>` : nothing} ${this.#found ? facts(this.#found) : nothing}
        </div>
      </section>
    `;
  }
}

function facts(session) {
  const { where, calls, tokens, damage } = session;
  const awake = where.awake === undefined ? 'not known' : where.awake ? 'awake' : 'asleep';
  const rows = [
    ['State', words(session.status)],
    ['Lives on', where.node ? `${where.node} (shard ${where.shard}), ${awake}` : `nowhere just now (shard ${where.shard})`],
    ['Turns', count(session.turns) + (session.turn ? `, turn ${session.turn} is open, attempt ${session.attempt}` : session.turnOpen ? ', one is open' : '')],
    ['Events', count(session.events)],
    ['Tool calls', `${count(calls?.running)} running, ${count(calls?.awaiting)} await a human` + (calls?.inDoubt === undefined ? '' : `, ${count(calls.inDoubt)} in doubt`)],
    session.readers === undefined ? undefined : ['Readers', count(session.readers)],
    session.waiting ? ['Messages waiting', count(session.waiting)] : undefined,
    tokens ? ['Tokens', `${count(tokens.input)} in, ${count(tokens.output)} out`] : undefined,
    ['Agent', session.agent],
    ['Last activity', `${session.lastActivity.slice(0, 10)} ${clock(session.lastActivity)}`],
    ['Conversation', page(session, 'conversation', 'Open')],
    ['Recordings of calls', page(session, 'recordings', 'Listen')],
    damage ? ['Damaged', `event ${damage.seq} is ${damage.kind}`] : undefined,
  ];
  return html`
    <dl class="facts" data-testid="session-facts">
      ${rows.filter(Boolean).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>
  `;
}

/** A page of the chat's port: its address is known only where `parley.http.public-url` is set. */
function page(session, name, word) {
  return session[name]
    ? html`<a href=${session[name]} target="_blank" rel="noopener" data-testid=${name}>${word}</a>`
    : html`<code>/${name}?session=${session.id}</code> of the chat's port`;
}
