import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Section } from '../organisation/section.js';
import '../ui/page-language.js';
import { reasonOf } from '../ui/reasons.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { durationOf, numberOf } from '../ui/times.js';
import { organisationsTexts } from './organisations-texts.js';

/*
 * The installation's nodes, for operators: their load, and the work that waits. It looks again while the page is visible.
 */
const texts = organisationsTexts(language).health;
const EVERY_MS = 10_000;
const SECOND_MS = 1_000;
/** As far as the server counts. */
const COUNT_MAX = 10_000;
const READY = 'ready';
const UP = 'up';
const addressOf = ({ address }) => address;
const isWell = ({ reachable, status }) => reachable && status === UP;

class Nodes extends Section {
  static properties = { health: { state: true }, lost: { state: true } };

  #timer;
  #looks = 0;
  /** The newest look that was answered. */
  #shown = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => !document.hidden && signedIn.state === 'in' && this.refresh(), EVERY_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  /** A failure is told here alone: the list of organisations may be there. */
  async refresh() {
    const look = ++this.#looks;
    try {
      const health = await this.api.get('/platform/nodes');
      this.#show(look, { health, lost: undefined });
    } catch (refused) {
      this.#show(look, { lost: reasonOf(refused) });
    }
  }

  /** An answer that comes after that of a newer look is old. */
  #show(look, found) {
    if (look < this.#shown) return;
    this.#shown = look;
    Object.assign(this, found);
  }

  render() {
    const problems = this.health ? problemsOf(this.health) : [];
    const words = this.lost ?? (problems.join(' ') || (this.health && texts.allWell(this.health.nodes.length)));
    return html`<h2>${texts.nodes}</h2>
      <p class=${this.lost || problems.length > 0 ? 'bad' : ''} role="status" data-testid="nodes-state">${words ?? nothing}</p>
      ${this.health ? shown(this.health) : this.looking()}`;
  }

  looking() {
    return this.lost ? nothing : super.looking();
  }
}

/** In words; empty if all is well. */
function problemsOf({ nodes, state, unreachableDatabases, backlogs }) {
  const unwell = nodes.filter((node) => !isWell(node)).length;
  return [
    unwell > 0 && texts.unwell(unwell, nodes.length),
    state !== READY && texts.answers(texts.states[state] ?? state),
    unreachableDatabases > 0 && texts.databases(unreachableDatabases),
    !backlogs && texts.noBacklogs,
  ].filter(Boolean);
}

function shown({ self, nodes, backlogs }) {
  return html`<div class="broad" tabindex="0" role="group" aria-label=${texts.nodes}><table data-testid="nodes">
      <thead><tr>${[texts.address, texts.state, texts.sessions, texts.version].map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
      <tbody>${repeat(nodes, addressOf, (node) => row(node, node.address === self))}</tbody>
    </table></div>
    ${backlogs ? html`<h3>${texts.waiting}</h3><dl class="facts" data-testid="backlogs">${Object.entries(texts.backlogs).map(([kind, name]) => html`<div><dt>${name}</dt><dd>${backlogOf(backlogs[kind])}</dd></div>`)}</dl>` : nothing}`;
}

function row(node, isSelf) {
  const { address, status, reachable, version, sessions } = node;
  const state = reachable ? (texts.statuses[status] ?? status) : texts.unreachable;
  return html`<tr data-node=${address}>
    <th scope="row"><code translate="no">${address}</code>${isSelf ? html` <span class="soft">${texts.self}</span>` : nothing}</th>
    <td><span class="badge ${isWell(node) ? 'valid' : 'expired'}">${state}</span></td>
    <td>${sessions === undefined ? texts.silent : numberOf(sessions)}</td><td>${version}</td>
  </tr>`;
}

function backlogOf({ count, seconds }) {
  if (count === 0) return numberOf(0);
  return texts.since(numberOf(count), durationOf(seconds * SECOND_MS), count >= COUNT_MAX);
}

customElements.define('parley-nodes', Nodes);
