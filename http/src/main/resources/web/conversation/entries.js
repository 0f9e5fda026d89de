import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { blocksOf, plainText } from '../ui/markdown.js';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import { timeOf } from '../ui/times.js';
import { conversationTexts } from './conversation-texts.js';
import { figuresOf, inWords } from './figures.js';

const texts = conversationTexts(language);

/** One item of the log. Words of customers are plain text, whatever marks are in them. */
export function entryView(entry) {
  if (entry.kind === 'note') return html`<li class="note" data-note=${entry.event.kind}>${noteOf(entry.event)} ${time(entry.at)}</li>`;
  return entry.kind === 'turn' ? turn(entry) : said(entry);
}

/** Words on their way; or speech under way, as understood so far. */
export function unfinished(by, words, note, id) {
  return html`<li class="said ${by}" data-by=${by} data-testid=${id}>${head(by, null, note)}<p class="found" dir="auto">${words}</p></li>`;
}

/** The words for a screen reader about a new event; null where that is nothing. */
export function announcement(event) {
  const { kind, by, text, label, sameAs, problem } = event;
  switch (kind) {
    case 'said':
      return `${texts.authors[by] ?? by}: ${by === 'customer' ? text : plainText(text)}`;
    case 'reply-completed':
      return `${texts.authors.bot}: ${plainText(text)}`;
    case 'tool-call-requested':
      return label && !sameAs ? `${label}: ${texts.calls.running}` : null;
    case 'approval-requested':
      return label ? `${label}: ${texts.calls['awaiting-approval']}` : null;
    case 'turn-failed':
      return texts.unanswered(problem?.title ?? '');
    default:
      return noteOf(event);
  }
}

function said({ by, text, spoken, at }) {
  return html`<li class="said ${by}" data-by=${by} data-testid="message">
    ${head(by, at, spoken ? texts.spoken : '')} ${by === 'customer' ? html`<p class="found" dir="auto">${text}</p>` : formatted(text)}
  </li>`;
}

function turn({ turn, status, text, heard, problem, calls, at }) {
  return html`<li class="said bot" data-by="bot" data-testid="message" data-turn=${turn} data-status=${status} aria-busy=${status === 'open'}>
    ${head('bot', at, texts.turns[status] ?? '')}
    ${status === 'failed' ? html`<p class="bad">${texts.unanswered(problem?.title ?? '')}</p>` : formatted(text, status === 'open')}
    ${heard === null ? nothing : html`<p class="soft" dir="auto" data-testid="heard">${texts.heard(heard)}</p>`}
    ${repeat(calls, ({ call }) => call, toolCall)}
  </li>`;
}

function toolCall({ label, status, details }) {
  const words = html`<span dir="auto">${label}</span>: ${texts.calls[status] ?? status}`;
  if (!details || Object.keys(details).length === 0) return html`<p class="call" data-testid="tool" data-status=${status}>${words}</p>`;
  return html`<details class="call" data-testid="tool" data-status=${status}>
    <summary>${words}</summary>
    <pre tabindex="0">${JSON.stringify(details, null, 2)}</pre>
  </details>`;
}

/** Block by block: while a reply streams in, only its last one changes. */
function formatted(text, streaming = false) {
  return html`<div class="text">${repeat(blocksOf(text, { streaming }), (_, index) => index, (block) => guard([block.raw], () => block.render()))}</div>`;
}

function head(by, at, note) {
  return html`<p class="head"><b>${texts.authors[by] ?? by}</b> ${time(at)} ${note ? html`<span class="soft">${note}</span>` : nothing}</p>`;
}

function time(at) {
  return at ? html`<time class="soft" datetime=${at}>${timeOf(at)}</time>` : nothing;
}

function noteOf(event) {
  const { kind, by, target, mode, outcome, reason, answer } = event;
  const who = texts.authors[by] ?? by;
  switch (kind) {
    case 'taken-over':
      return texts.takenOver(who);
    case 'handed-back':
      return texts.handedBack(who);
    case 'transfer-asked':
      return texts.asked(who, target, texts.modes[mode] ?? mode);
    case 'transfer-settled':
      return texts.settled(target ?? '', texts.outcomes[outcome] ?? outcome, texts.reasons[reason] ?? reason);
    case 'recording-answered':
      return texts.answers[answer] ?? answer;
    case 'recording-gap':
      return texts.missing;
    case 'call-measured':
      return texts.measured(figuresOf(event));
    case 'words-checked':
      return texts.checked(inWords(event.errorPercent), inWords(event.words));
    case 'session-ended':
      return texts.ended;
    default:
      return null;
  }
}
