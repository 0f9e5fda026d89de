import { linesOf } from '../api-keys/key-facts.js';

/*
 * Words of an agent's requests and the kinds of answer to them, from and to the lines of a form: `digits 6-8: membership code, card`.
 * A comma in words, or a backslash, has a backslash before it.
 */
export function linesOfAsks(asks) {
  return asks.map((each) => `${each.expects}${range(each)}: ${each.words.map(escaped).join(', ')}`).join('\n');
}

function escaped(words) {
  return words.replace(/[\\,]/g, '\\$&');
}

function range({ least, most }) {
  if (least === undefined && most === undefined) return '';
  return least === most ? ` ${least}` : ` ${least ?? ''}-${most ?? ''}`;
}

/** The server refuses what has no kind, or one that it does not know. */
export function asksIn(text) {
  return linesOf(text).map((line) => {
    const colon = line.indexOf(':');
    const [expects, ...digits] = line.slice(0, Math.max(colon, 0)).trim().split(/\s+/);
    return { words: wordsIn(line.slice(colon + 1)), expects, ...bounds(digits.join(' ')) };
  });
}

/** Between commas; a backslash before another character is one. */
function wordsIn(text) {
  const parts = text.match(/(?:\\[\\,]|[^,])+/g) ?? [];
  return parts.map((each) => each.trim().replace(/\\([\\,])/g, '$1')).filter(Boolean);
}

/** All of it counts: what is no number, or one too many, is not left out silently. */
function bounds(digits) {
  if (!digits) return {};
  const [least, ...more] = digits.split('-').map((each) => each.trim());
  const most = more.length === 0 ? least : more.join('-');
  return { ...(least ? { least: count(least) } : {}), ...(most ? { most: count(most) } : {}) };
}

/** Another text is refused by the server. */
function count(text) {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** Whether a value has their shape. */
export function isAsks(value) {
  return Array.isArray(value) && value.every((each) => each !== null && typeof each === 'object' && typeof each.expects === 'string' && Array.isArray(each.words) && each.words.every((word) => typeof word === 'string'));
}
