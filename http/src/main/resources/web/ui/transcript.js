import { saveAs } from './saving.js';
import { texts } from './texts.js';
import { dateOf } from './times.js';

/**
 * A conversation as a Markdown document in the page's language: author, time, text and sources of messages, and the
 * customer's rating.
 *
 * @param {object} conversation of session/conversation.js
 */
export function transcriptOf(conversation, company) {
  const { title, from, ended, rating } = texts.transcripts;
  const [first] = conversation.entries;
  const parts = [`# ${title(company)}`];
  if (first?.at) parts.push(from(dateOf(first.at)));
  parts.push(...conversation.entries.map(entry).filter((part) => part !== ''));
  if (conversation.ended) parts.push('---', ended(dateOf(conversation.ended.at)));
  if (conversation.rated) {
    const { score, comment } = conversation.rated;
    parts.push(rating(texts.rating.score(score, texts.rating.words[score - 1])));
    if (comment !== '') parts.push(quote(comment));
  }
  return `${parts.join('\n\n')}\n`;
}

/** Hands `text` to the customer as a file of this day. */
export function save(text) {
  const day = new Date().toISOString().slice(0, 10);
  saveAs(`${texts.transcripts.file}-${day}.md`, text, 'text/markdown');
}

function entry(entry) {
  return entry.kind === 'said'
    ? spoken(entry.by, entry.at, entry.by === 'customer' ? asWritten(entry.text) : entry.text)
    : answer(entry);
}

function answer(turn) {
  const { cut, cutUnheard, degraded, failed, sources, stopped, truncated } = texts.transcripts;
  const text = turn.text.trim();
  const notes = [];
  if (turn.status === 'failed') notes.push(`*${failed}*`);
  if (turn.status === 'interrupted') notes.push(`*${stopped}*`);
  if (turn.heard !== null) notes.push(`*${turn.heard.trim() === '' ? cutUnheard : cut(turn.heard.trim())}*`);
  if (turn.degraded) notes.push(`*${degraded}*`);
  if (turn.truncated) notes.push(`*${truncated}*`);
  if (text === '' && notes.length === 0) return '';
  if (turn.sources.length > 0) notes.push([`${sources}:`, '', ...turn.sources.map(source)].join('\n'));
  return spoken('bot', turn.at, [text, ...notes].filter((part) => part !== '').join('\n\n'));
}

function spoken(by, at, text) {
  const when = at ? `, ${dateOf(at)}` : '';
  return `## ${texts.authors[by] ?? by}${when}\n\n${text}`;
}

function source({ title, ref }) {
  if (/^https?:\/\//i.test(ref)) return `- [${title}](${ref})`;
  return ref ? `- ${title} (${ref})` : `- ${title}`;
}

/** Customers' messages are plain text: marks in them are no Markdown, and line breaks stay. */
function asWritten(text) {
  return text
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
    .replace(/^(\s*\d*)([-+.)])(?=\s)/gm, '$1\\$2')
    .replaceAll('\n', '  \n');
}

function quote(text) {
  return asWritten(text).replace(/^/gm, '> ');
}
