import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { language } from '../ui/texts.js';
import { conversationTexts } from './conversation-texts.js';

/** Words are stored a little later than they are said; as the server reckons. */
const MARGIN_MS = 5_000;
/** The server compares no more at once. */
const MOST = 200;

const texts = conversationTexts(language);

/**
 * The words as understood in the newest call that is over and has its figures.
 *
 * @returns `{call, said}` with the entries of the customer's spoken words; null without any
 */
export function understoodIn({ entries }) {
  const measured = entries.findLast(({ kind, event }) => kind === 'note' && event.kind === 'call-measured');
  if (!measured) return null;
  const end = Date.parse(measured.at);
  const begin = end - measured.event.seconds * 1_000;
  const isInCall = (at) => at >= begin - MARGIN_MS && at <= end + MARGIN_MS;
  const said = entries.filter(({ kind, by, spoken, at }) => kind === 'said' && by === 'customer' && spoken && isInCall(Date.parse(at)));
  return said.length === 0 ? null : { call: measured.event.call, said: said.slice(0, MOST) };
}

/** A form with a field for each utterance, named by the number of its event. */
export function correction({ said }, submit, busy) {
  return html`<details data-testid="words">
    <summary>${texts.correct}</summary>
    <form @submit=${submit}>
      <p class="wide soft">${texts.correctAbout}</p>
      ${repeat(said, ({ seq }) => seq, ({ seq, text }) => html`<label class="wide">${texts.understood(text)}<input name=${seq} dir="auto" autocomplete="off" .value=${text} /></label>`)}
      <button class="primary" data-testid="compare" ?disabled=${busy}>${texts.compare}</button>
    </form>
  </details>`;
}
