import { html } from 'lit';
import { language } from '../ui/texts.js';
import { agentsTexts, labelOf } from './agents-texts.js';
import { fieldsOf } from './content.js';
import { linesBetween } from './diff.js';

/*
 * The fields in which two versions of an agent differ, and how they are shown.
 */
const texts = agentsTexts(language);

/** @param before null for one whose fields are all new */
export function changesBetween(before, after) {
  const one = new Map(before === null ? [] : fieldsOf(before));
  const other = new Map(fieldsOf(after));
  return [...new Set([...other.keys(), ...one.keys()])]
    .map((name) => ({ name, before: one.get(name) ?? '', after: other.get(name) ?? '' }))
    .filter((each) => each.before !== each.after)
    .map((each) => ({ name: each.name, lines: linesBetween(each.before, each.after) }));
}

export function changeLines(changes) {
  return changes.map(({ name, lines }) => html`<h3>${labelOf(texts, name)}</h3><pre dir="auto">${lines.map(lineOf)}</pre>`);
}

/** The words for screen readers stand before the line: few of them say that a line is deleted. */
function lineOf({ kind, line }) {
  if (kind === 'gone') return html`<del><span class="unseen">${texts.gone}: </span>${line}</del>`;
  return kind === 'new' ? html`<ins><span class="unseen">${texts.added}: </span>${line}</ins>` : html`<span>${line}</span>`;
}
