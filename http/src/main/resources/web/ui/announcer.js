import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { plainText } from './markdown.js';
import { nameOf, problemOf } from './message-views.js';
import { language, texts } from './texts.js';

const KEPT = 4;

/**
 * A screen reader's announcements: each finished message once, and the current activity. A reactive
 * controller of Lit whose `render()` is the live region.
 */
export class Announcer {
  #host;
  #wordsFor;
  #lines = [];
  #count = 0;

  /** @param {(event: object) => string | null} words those of an event; null where it is not announced */
  constructor(host, words = wordsFor) {
    this.#host = host;
    this.#wordsFor = words;
    host.addController(this);
  }

  /** @param {object} event a durable event that has just come */
  hear(event) {
    const words = this.#wordsFor(event);
    if (!words) return;
    this.#count += 1;
    this.#lines = [...this.#lines, { key: this.#count, words, lang: language }].slice(-KEPT);
    this.#host.requestUpdate();
  }

  clear() {
    this.#lines = [];
  }

  render() {
    return html`<div class="unseen" aria-live="polite" data-testid="announcer">
      ${repeat(this.#lines, (line) => line.key, (line) => html`<p lang=${line.lang}>${line.words}</p>`)}
    </div>`;
  }
}

function wordsFor(event) {
  const { announced, authors, calls, degraded, failures, over, stopped, truncated } = texts;
  switch (event.kind) {
    case 'said': // customers know their own messages
      return event.by === 'customer' ? null : announced(authors[event.by], plainText(event.text));
    case 'reply-completed':
      return announced(
        authors.bot,
        [plainText(event.text), event.degraded ? degraded : '', event.truncated ? truncated : ''].join('\n').trim(),
      );
    case 'tool-call-requested':
      return event.label && !event.sameAs ? calls.running(nameOf(event.label)) : null;
    case 'approval-requested':
      return event.label
        ? calls[event.asked === 'customer' ? 'asks' : 'awaiting-approval'](nameOf(event.label))
        : null;
    case 'turn-interrupted':
      return stopped;
    case 'turn-failed':
      return failures[problemOf(event)] ?? failures.other;
    case 'session-ended':
      return over[event.reason] ?? over.ended;
    default:
      return null;
  }
}
