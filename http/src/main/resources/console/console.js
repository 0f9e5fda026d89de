/** The live page of the management port: what this cluster is doing now. */

import { html, nothing, render } from 'lit';
import { call, hasToken, keepToken } from './api.js';
import { lineChart } from './charts.js';
import { drainDialog, open, tokenDialog } from './dialogs.js';
import { Feed } from './feed.js';
import { clock, count, duration, millis, perSecond, words } from './format.js';
import { LookUp } from './lookup.js';
import { behind, breakers, callsOut, members, refusals } from './panels.js';
import { Series } from './series.js';

const root = document.getElementById('console');
const series = new Series();
const lookUp = new LookUp(draw);
let sample;
let notice = '';
let then;
let wrong = false;

const feed = new Feed((newest) => {
  if (newest) {
    sample = newest;
    series.add(newest);
  } else if (feed.state === 'lost') series.gap();
  if (feed.state !== 'locked') draw();
  else if (!hasToken()) askForToken();
  else {
    forgetWrong();
    // where none is needed, it goes on without
    setTimeout(() => feed.now());
  }
});

/** One that was given and not accepted. */
function forgetWrong() {
  wrong ||= hasToken();
  keepToken('');
}

function askForToken() {
  draw();
  open('token-dialog');
}

/** Performs a change. If it requires a token and there is none, asks for one first. */
async function act(path, told) {
  try {
    await call(path, 'POST');
    notice = told;
    then = undefined;
  } catch (failure) {
    if (failure.status === 401) {
      then = () => act(path, told);
      forgetWrong();
      askForToken();
      return;
    }
    notice = `${failure.title ?? 'Nobody answered'}: nothing was changed.`;
  }
  draw();
  feed.now();
}

function tokenGiven() {
  const next = then;
  then = undefined;
  wrong = false;
  if (next) void next();
  feed.now();
}

function reset(breaker) {
  const path = `/breakers/${encodeURIComponent(breaker.name)}/reset?node=${encodeURIComponent(breaker.node)}`;
  void act(path, `${breaker.name} is closed and asked again by ${breaker.node}.`);
}

function tile(id, name, value) {
  return html`<div class="tile" data-testid="tile-${id}"><dt>${name}</dt><dd>${value}</dd></div>`;
}

function tiles(now) {
  return html`
    <dl class="tiles">
      ${tile('turns', 'Turns a second', perSecond(now.turns))} ${tile('reply', 'Reply, p95', millis(now.p95))}
      ${tile('first', 'First token, p95', millis(now.first95))} ${tile('awake', 'Sessions awake', count(now.awake))}
      ${tile('readers', 'Readers', count(now.readers))} ${tile('archive', 'To be archived', count(now.archive))}
    </dl>
  `;
}

function charts() {
  const span = series.span();
  const line = (name, of) => ({ name, points: series.of(of) });
  const chart = (id, title, write, ...lines) => lineChart({ id, title, span, write, lines });
  return html`
    <section aria-labelledby="charts">
      <h2 id="charts">This node, the last five minutes</h2>
      <div class="charts">
        ${chart('turns', 'Turns a second', perSecond, line('', 'turns'))}
        ${chart('reply', 'Reply time', millis, line('p50', 'p50'), line('p95', 'p95'), line('p99', 'p99'))}
        ${chart('first', 'First token', millis, line('p50', 'first50'), line('p95', 'first95'), line('p99', 'first99'))}
        ${chart('people', 'Sessions and readers', count, line('awake', 'awake'), line('readers', 'readers'))}
        ${chart('journal', 'Journal write', millis, line('p50', 'journal50'), line('p99', 'journal99'))}
        ${chart('refusals', 'Refusals a second', perSecond, line('', 'refusals'))}
      </div>
    </section>
  `;
}

function connection() {
  switch (feed.state) {
    case 'live':
      return html`<span class="pill good">live</span> <span class="soft">every 2 s</span>`;
    case 'lost':
      return html`<span class="pill bad">lost</span>`;
    case 'locked':
      return html`<span class="pill middling">locked</span>`;
    default:
      return html`<span class="pill middling">connecting</span>`;
  }
}

/** Said once when the server is lost and once when it is back; the time since then is only shown. */
function banner() {
  if (feed.state === 'lost')
    return html`<p class="banner bad" data-testid="lost">
      <b>The server does not answer since ${clock(feed.since)}.</b> This page shows the state of that time. It keeps trying.
    </p>`;
  if (feed.gone)
    return html`<p class="banner good" data-testid="back">
      <b>The server is back since ${clock(feed.gone.to)}.</b> It did not answer for ${duration((feed.gone.to - feed.gone.from) / 1000)}.
    </p>`;
  return nothing;
}

function head() {
  const self = sample?.cluster.self ?? '';
  const status = sample?.status;
  return html`
    <header>
      <div>
        <h1>Parley</h1>
        ${sample ? html`<p class="self"><code data-testid="self">${self}</code> <span class="pill ${status === 'ready' ? 'good' : 'bad'}">${words(status)}</span> <span class="soft">version ${sample.version}, up for ${duration((Date.parse(sample.at) - Date.parse(sample.startedAt)) / 1000)}</span></p>` : nothing}
      </div>
      <div class="controls">
        <span data-testid="connection" data-state=${feed.state}>${connection()}</span>
        ${feed.state === 'locked' ? html`<button type="button" class="primary" @click=${() => open('token-dialog')} data-testid="unlock">Enter token</button>` : nothing}
        ${hasToken() ? html`<button type="button" class="quiet" @click=${forget} data-testid="forget">Forget token</button>` : nothing}
        <button type="button" class="danger" ?disabled=${feed.state !== 'live'} @click=${() => open('drain-dialog')} data-testid="drain">Drain this node</button>
      </div>
    </header>
  `;
}

function forget() {
  keepToken('');
  draw();
  feed.now();
}

function draw() {
  const self = sample?.cluster.self ?? '';
  render(
    html`
      <div class="page" data-state=${feed.state}>
        ${head()}
        <div role="status" aria-live="polite">${banner()} ${notice ? html`<p class="banner" data-testid="notice">${notice} <button type="button" class="quiet" @click=${dismiss}>Dismiss</button></p>` : nothing}</div>
        <main>
          ${sample
            ? html`${tiles(series.told())} ${members(sample)} ${charts()}
                <div class="columns">${behind(sample)} ${refusals(sample)} ${callsOut(sample)}</div>
                ${breakers(sample, reset)} ${lookUp.view()}`
            : html`<p class="soft before">${feed.state === 'locked' ? 'This page is for operators.' : 'One moment …'}</p>`}
        </main>
      </div>
      ${tokenDialog(wrong, tokenGiven)}
      ${drainDialog(self, () => void act('/drain', 'This node drains: it goes away in order.'))}
    `,
    root,
  );
}

function dismiss() {
  notice = '';
  draw();
}

draw();
feed.now();
