import { LitElement, css, html } from 'lit';
import { lineChart } from '../console/charts.js';
import { millis } from '../console/format.js';
import { behind, breakers, members } from '../console/panels.js';

/*
 * The parts of the management port's live page, with its own sheets: they are in English, as that page is.
 */
const AT = Date.parse('2026-11-26T09:30:00.000Z');
const SPAN_MS = 300_000;
const FIRST = '10.0.0.1:17355';
const SECOND = '10.0.0.2:17355';
const backlog = (count, seconds) => ({ count, seconds });
const SAMPLE = {
  cluster: {
    self: FIRST,
    oldest: SECOND,
    members: [
      { address: FIRST, status: 'up', reachable: true, version: '1.4.0' },
      { address: SECOND, status: 'leaving', reachable: true, version: '1.4.0' },
      { address: '10.0.0.3:17355', status: 'up', reachable: false, version: '1.3.9' },
    ],
  },
  nodes: [
    { address: FIRST, shards: 50, sessions: 812 },
    { address: SECOND, shards: 12, sessions: 120 },
  ],
  breakers: [{ node: FIRST, breakers: [{ name: 'provider:openai', state: 'open', failures: 5 }, { name: 'tool:postgresql', state: 'closed', failures: 0 }] }],
  lag: { archive: backlog(3, 4), due: backlog(0, 0), inDoubt: backlog(1, 61), projection: backlog(0, 0) },
  journal: { waiting: 2, latencyMillis: { p50: 1.2, p99: 7.9 } },
  heap: { usedBytes: 400_000_000, maxBytes: 2_000_000_000 },
  connections: 311,
  damaged: 1,
  calls: { now: 7, badLines: 2 },
};

/** Times of replies, with a gap where no answer came. */
const line = (name, values) => ({ name, points: values.map((value, index) => ({ at: AT - SPAN_MS + (index * SPAN_MS) / (values.length - 1), value })) });
const LINES = [line('p50', [210, 240, 220, undefined, 250, 230]), line('p95', [480, 520, 610, undefined, 540, 500]), line('p99', [900, 1_100, 980, undefined, 1_300, 950])];

class LiveParts extends LitElement {
  render() {
    return html`<link rel="stylesheet" href="/console/console.css" /><link rel="stylesheet" href="/console/controls.css" />
      <p class="banner bad">The server does not answer.</p><p class="banner good">The server is back.</p>
      <p><span class="pill good">live</span> <span class="pill middling">connecting</span> <span class="pill bad">lost</span> <span class="tag">this node</span></p>
      <p><button type="button" class="primary">Enter token</button> <button type="button">Reset</button> <button type="button" class="danger">Drain this node</button> <button type="button" class="quiet">Dismiss</button></p>
      <dl class="tiles"><div class="tile"><dt>Turns a second</dt><dd>12.4</dd></div><div class="tile"><dt>Reply, p95</dt><dd>540 ms</dd></div></dl>
      ${members(SAMPLE)}
      <section aria-labelledby="charts"><h2 id="charts">This node, the last five minutes</h2><div class="charts">${lineChart({ id: 'reply', title: 'Reply time', span: [AT - SPAN_MS, AT], write: millis, lines: LINES })}</div></section>
      ${behind(SAMPLE)} ${breakers(SAMPLE, () => {})}`;
  }

  static styles = css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 1rem;
    }
    p {
      margin: 0;
    }
  `;
}

customElements.define('parley-live-parts', LiveParts);
