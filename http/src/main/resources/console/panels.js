/** The tables of the page. */

import { html, nothing } from 'lit';
import { NOTHING, bytes, clock, count, duration, millis, words } from './format.js';

/** A table that scrolls separately when space is short. */
function table(caption, heads, rows, empty) {
  return html`
    <div class="scroll" role="region" aria-label=${caption} tabindex="0">
      <table>
        <thead><tr>${heads.map((head) => html`<th scope="col" class=${head.number ? 'number' : nothing}>${head.name ?? head}</th>`)}</tr></thead>
        <tbody>${rows.length ? rows : html`<tr><td colspan=${heads.length} class="soft">${empty}</td></tr>`}</tbody>
      </table>
    </div>
  `;
}

function pill(text, mood) {
  return html`<span class="pill ${mood}">${text}</span>`;
}

const number = (name) => ({ name, number: true });

export function members(sample) {
  const { cluster, nodes } = sample;
  const held = new Map((nodes ?? []).map((node) => [node.address, node]));
  const most = Math.max(1, ...(nodes ?? []).map((node) => node.sessions));
  const rows = cluster.members.map((member) => {
    const node = held.get(member.address);
    const well = member.reachable && member.status === 'up';
    return html`
      <tr data-testid="member" data-address=${member.address}>
        <th scope="row">
          <code>${member.address}</code>
          ${member.address === cluster.self ? html`<span class="tag">this node</span>` : nothing}
          ${member.address === cluster.oldest ? html`<span class="tag">oldest</span>` : nothing}
        </th>
        <td>${pill(member.reachable ? words(member.status) : 'unreachable', well ? 'good' : member.reachable ? 'middling' : 'bad')}</td>
        <td class="number">${count(node?.shards)}</td>
        <td class="number">${count(node?.sessions)}</td>
        <td><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="ground" width="100" height="8" /><rect class="share" width=${((node?.sessions ?? 0) / most) * 100} height="8" /></svg></td>
        <td><code>${member.version}</code></td>
      </tr>
    `;
  });
  return html`
    <section aria-labelledby="members">
      <h2 id="members">Members</h2>
      ${table('Members of the cluster', ['Node', 'State', number('Shards'), number('Sessions awake'), html`<span class="unseen">Share</span>`, 'Version'], rows, 'None')}
      ${nodes ? nothing : html`<p class="soft">How many sessions each node holds is not known just now: not all of them answered.</p>`}
    </section>
  `;
}

export function breakers(sample, reset) {
  const several = sample.cluster.members.length > 1;
  const nodes = sample.breakers ?? [];
  const all = nodes.flatMap((node) => (node.breakers ?? []).map((breaker) => ({ ...breaker, node: node.node })));
  const silent = nodes.filter((node) => node.silent).map((node) => node.node);
  const rows = all.map((breaker) => {
    const [kind, name] = breaker.name.split(/:(.*)/s);
    return html`
      <tr data-testid="breaker" data-name=${breaker.name} data-node=${breaker.node}>
        <th scope="row"><code>${name}</code></th>
        <td><code>${breaker.node}</code></td>
        <td>${kind === 'provider' ? 'model provider' : 'tool dependency'}</td>
        <td>${pill(words(breaker.state), { closed: 'good', open: 'bad' }[breaker.state] ?? 'middling')}</td>
        <td>${breaker.since ? clock(breaker.since) : NOTHING}</td>
        <td class="number">${count(breaker.failures)}</td>
        <td class="action"><button type="button" @click=${() => reset(breaker)} aria-label=${several ? `Reset ${name} on ${breaker.node}` : `Reset ${name}`}>Reset</button></td>
      </tr>
    `;
  });
  return html`
    <section aria-labelledby="breakers">
      <h2 id="breakers">Breakers of all nodes</h2>
      ${table('Breakers', ['Name', 'Node', 'Of', 'State', 'Since', number('Failures'), html`<span class="unseen">Action</span>`], rows, 'Nothing was asked so far.')}
      ${silent.length ? html`<p class="soft" data-testid="silent">No answer from ${silent.join(', ')}.</p>` : nothing}
      ${sample.breakers ? nothing : html`<p class="soft">The nodes could not be asked.</p>`}
    </section>
  `;
}

function backlog(name, what, found) {
  const waits = found !== undefined && found.count > 0;
  return html`
    <div data-testid="lag-${name}">
      <dt>${what}</dt>
      <dd>${found === undefined ? NOTHING : html`<b>${count(found.count)}${found.more ? ' or more' : ''}</b>${waits ? html`<span class="soft">, the oldest for ${duration(found.seconds)}</span>` : nothing}`}</dd>
    </div>
  `;
}

export function behind(sample) {
  const { lag, journal, heap } = sample;
  const latency = journal.latencyMillis;
  return html`
    <section aria-labelledby="behind">
      <h2 id="behind">What waits</h2>
      <dl class="facts">
        ${backlog('archive', 'Ended, not archived', lag?.archive)}
        ${backlog('due', 'Overdue sessions', lag?.due)}
        ${backlog('in-doubt', 'Tool calls in doubt', lag?.inDoubt)}
        ${backlog('projection', 'Events not indexed', lag?.projection)}
        <div><dt>Journal writes waiting</dt><dd><b>${count(journal.waiting)}</b></dd></div>
        <div><dt>Journal write, p50 / p99</dt><dd><b>${millis(latency?.p50)}</b> / <b>${millis(latency?.p99)}</b></dd></div>
        <div><dt>Damaged sessions</dt><dd>${sample.damaged > 0 ? pill(count(sample.damaged), 'bad') : html`<b>0</b>`}</dd></div>
        <div><dt>Heap in use</dt><dd><b>${bytes(heap.usedBytes)}</b> <span class="soft">of ${bytes(heap.maxBytes)}</span></dd></div>
        <div><dt>Connections</dt><dd><b>${count(sample.connections)}</b></dd></div>
        <div data-testid="calls"><dt>Calls on this node</dt><dd><b>${count(sample.calls?.now)}</b>${sample.calls?.badLines > 0 ? html` ${pill(`${count(sample.calls.badLines)} on a bad line`, 'bad')}` : nothing}</dd></div>
      </dl>
      ${lag ? nothing : html`<p class="soft">The database did not answer in time.</p>`}
    </section>
  `;
}

export function callsOut(sample) {
  const happened = Object.entries(sample.callsOut ?? {}).filter(([, times]) => times > 0);
  if (!happened.length) return nothing;
  return html`
    <section aria-labelledby="calls-out">
      <h2 id="calls-out">Calls out since the start</h2>
      <dl class="facts">${happened.map(([kind, times]) => html`<div><dt>${words(kind)}</dt><dd><b>${count(times)}</b></dd></div>`)}</dl>
    </section>
  `;
}

export function refusals(sample) {
  const met = Object.entries(sample.refusals).filter(([, times]) => times > 0);
  return html`
    <section aria-labelledby="refusals">
      <h2 id="refusals">Refusals since the start</h2>
      ${met.length
        ? html`<dl class="facts">${met.map(([limit, times]) => html`<div><dt>${words(limit)}</dt><dd><b>${count(times)}</b></dd></div>`)}</dl>`
        : html`<p class="soft">Nobody was turned away.</p>`}
    </section>
  `;
}
