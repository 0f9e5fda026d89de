import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { icons } from './icons.js';
import { keepHeight } from './keep-height.js';
import { cutOff } from './cut-reply.js';
import { blocksOf } from './markdown.js';
import { question } from './question.js';
import { language, texts } from './texts.js';
import { timeOf } from './times.js';
import { fragment, wordsOf } from '../knowledge/marking.js';

/** The ref of a document of the knowledge base. */
const DOCUMENT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/;

/** Asking again would be answered the same way: for hours, or for as long as the words are the same. */
const ANSWERED_THE_SAME = ['budget-exhausted', 'content-filtered'];

/** A person's message, as it is in the journal. Customers' words are plain text, whatever marks are in them. */
export function said(entry) {
  const author = texts.authors[entry.by] ?? entry.by;
  const own = entry.by === 'customer';
  return html`
    <article class="said ${entry.by}" data-testid="message" data-by=${entry.by}>
      ${own ? html`<h3 class="unseen">${author}</h3>${entry.spoken ? spoken(entry.at) : time(entry.at)}` : head(author, entry.at)}
      <div class="bubble">
        ${own ? html`<p class="plain" dir="auto">${entry.text}</p>` : formatted(entry.text)}
      </div>
    </article>
  `;
}

/** Words on their way: `stored` once the server has acknowledged them. */
export function saying({ text, stored }) {
  return html`
    <article class="said customer" data-testid="message" data-by="customer" data-pending="true">
      <h3 class="unseen">${texts.authors.customer}</h3>
      <div class="bubble ${stored ? '' : 'sending'}"><p class="plain" dir="auto">${text}</p></div>
      <p class="byline">${stored ? nothing : texts.sending}</p>
    </article>
  `;
}

/** Speech under way, as understood so far; it may still change. */
export function hearing(words) {
  return html`
    <article class="said customer" data-testid="hearing">
      <h3 class="unseen">${texts.authors.customer}</h3>
      <div class="bubble sending"><p class="plain" dir="auto">${words}</p></div>
      <p class="byline spoken">${icons.microphone}<span>${texts.voice.unfinished}</span></p>
    </article>
  `;
}

function spoken(at) {
  return html`<div class="byline spoken" data-testid="spoken">
    ${icons.microphone}<span class="unseen">${texts.voice.spoken}</span>${time(at)}
  </div>`;
}

/** The answer of one turn: its tool calls, its text while it streams, its sources, and how it ended. */
export function answer(turn, { retry, decide, fill }) {
  const calls = turn.calls.filter((c) => texts.calls[c.status]);
  const bubble = turn.text.trim() !== '' || turn.status === 'failed' || turn.status === 'interrupted';
  if (!bubble && calls.length === 0) return nothing;
  return html`
    <article
      class="said bot"
      data-testid="message"
      data-by="bot"
      data-turn=${turn.turn}
      data-status=${turn.status}
      aria-busy=${turn.status === 'open'}
    >
      ${head(texts.authors.bot, turn.at)}
      ${bubble
        ? html`<div class="bubble ${turn.stale ? 'stale' : ''}" ${keepHeight(turn.stale, turn.status === 'open')}>
            ${body(turn, retry)} ${sources(turn)} ${turn.degraded ? degraded() : nothing}
            ${turn.truncated ? truncated() : nothing}
          </div>`
        : nothing}
      ${repeat(
        calls,
        (c) => c.call,
        (c) => html`${c.status === 'asks' && turn.status === 'open' ? consent(c, decide) : activity(c)}
          ${c.form && turn.status === 'open' ? question(c, fill) : nothing}`,
      )}
    </article>
  `;
}

/** Three dots, and the name of the one who types. */
export function typingBy(who) {
  return html`
    <div class="said ${who}" data-testid="typing">
      <p class="bubble dots"><span class="unseen">${texts.typing[who]}</span><i></i><i></i><i></i></p>
    </div>
  `;
}

function body(turn, retry) {
  if (turn.status === 'failed') {
    const why = problemOf(turn);
    return html`
      <p>${texts.failures[why] ?? texts.failures.other}</p>
      ${retry && !ANSWERED_THE_SAME.includes(why)
        ? html`<button data-testid="try-again" @click=${retry}>${texts.tryAgain}</button>`
        : nothing}
    `;
  }
  if (turn.status === 'interrupted') {
    return turn.text.trim() === ''
      ? html`<p class="stopped" data-testid="stopped">${texts.stoppedBeforeWords}</p>`
      : html`${formatted(turn.text)}
          <p class="stopped" data-testid="stopped">${texts.stopped}</p>`;
  }
  return turn.heard === null ? formatted(turn.text, turn.status === 'open') : cut(turn);
}

/** An answer that was said aloud as far as it was heard. Where that is not found in it, in words. */
function cut({ text, heard }) {
  const { cut: note, unheard } = texts.voice;
  return guard([text, heard, language], () => {
    const shown = cutOff(text, heard, `${note}. ${unheard} `);
    return html`
      <div class="text">${shown ?? blocksOf(text).map((block) => block.render())}</div>
      <p class="stopped cut" data-testid="cut">${shown === null ? texts.transcripts.cut(heard) : note}</p>
    `;
  });
}

/** Of `/problems/model-unavailable` the last word. */
export function problemOf(turn) {
  return turn.problem?.type?.split('/').at(-1);
}

function degraded() {
  return html`<p class="degraded" data-testid="degraded">${icons.note}<span>${texts.degraded}</span></p>`;
}

function truncated() {
  return html`<p class="stopped" data-testid="truncated">${texts.truncated}</p>`;
}

/** Block by block, each re-rendered only when its own text changes, so that finished blocks do not flicker. */
function formatted(text, streaming = false) {
  return html`<div class="text">
    ${repeat(
      blocksOf(text, { streaming }),
      (_, index) => index,
      (block) => guard([block.raw], () => block.render()),
    )}
  </div>`;
}

function sources({ sources, turn, text }) {
  if (sources.length === 0) return nothing;
  const id = `sources-${turn}`;
  return html`
    <div class="sources" data-testid="sources">
      <h4 id=${id}>${texts.sources}</h4>
      <ol aria-labelledby=${id}>
        ${sources.map((s) => html`<li>${source(s, text)}</li>`)}
      </ol>
    </div>
  `;
}

function source({ title, ref, anchor, organisation }, text) {
  if (/^https?:\/\//i.test(ref)) {
    return html`<a href=${ref} target="_blank" rel="noopener noreferrer nofollow">${title}</a>`;
  }
  if (DOCUMENT.test(ref)) {
    const of = organisation ? `?organisation=${encodeURIComponent(organisation)}` : '';
    const address = `/knowledge/${encodeURIComponent(ref)}${of}${fragment(anchor, wordsOf(text))}`;
    return html`<a href=${address} target="_blank" rel="noopener">${title}</a> <span class="ref">${ref}</span>`;
  }
  return html`${title} ${ref ? html`<span class="ref">${ref}</span>` : nothing}`;
}

/** A tool's label in the page's language, where we know it. */
export function nameOf(label) {
  return Object.hasOwn(texts.labels, label) ? texts.labels[label] : label;
}

/** "Shall I?": what is to be done, and two buttons. */
function consent({ call, label, details }, decide) {
  const name = nameOf(label);
  return html`<div class="consent" role="group" aria-label=${texts.calls.asks(name)} data-testid="consent">
    <p>${texts.calls.asks(name)}</p>
    ${Object.entries(details ?? {}).map(
      ([key, value]) => html`<p class="plain" dir="auto">${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}</p>`,
    )}
    <button data-testid="consent-yes" @click=${() => decide(call, 'approve')}>${texts.consent.yes}</button>
    <button data-testid="consent-no" @click=${() => decide(call, 'reject')}>${texts.consent.no}</button>
  </div>`;
}

function activity({ label, status, progress }) {
  return html`<p class="activity ${status}" data-testid="activity" data-status=${status}>
    <span class="mark" aria-hidden="true"></span><span>${texts.calls[status](nameOf(label))}</span>
    ${progress ? howFar(progress) : nothing}
  </p>`;
}

/** The tool's own words are data in any language. */
function howFar({ progress, total, message }) {
  const share = total > 0 ? Math.min(Math.max(progress / total, 0), 1) : null;
  return html`<span class="progress" data-testid="progress"
    >${share === null ? nothing : percent(share)} ${message ? html`<bdi>${message}</bdi>` : nothing}</span
  >`;
}

function percent(share) {
  return new Intl.NumberFormat(language, { style: 'percent' }).format(share);
}

function head(author, at) {
  return html`<div class="head">
    <h3 class="author">${author}</h3>
    ${time(at)}
  </div>`;
}

function time(at) {
  return at ? html`<time class="byline" datetime=${at}>${timeOf(at)}</time>` : nothing;
}
