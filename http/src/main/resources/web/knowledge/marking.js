const WORD = /[\p{L}\p{N}]+/gu;

/** Shorter words stand everywhere. */
const LETTERS_MIN = 4;
const WORDS_MAX = 40;

/** The words of an answer that are worth marking where it comes from: each once, in lower case. */
export function wordsOf(text) {
  const words = (text.match(WORD) ?? []).map(plain).filter((word) => word.length >= LETTERS_MIN || /^\d+$/.test(word));
  return [...new Set(words)].slice(0, WORDS_MAX);
}

/** The part of an address after `#` that opens a section and marks words in it. The server never receives it. */
export function fragment(anchor, words) {
  const mark = words.length === 0 ? '' : `&mark=${words.map(encodeURIComponent).join('+')}`;
  return `#${encodeURIComponent(anchor ?? '')}${mark}`;
}

/** The inverse of `fragment`. An address that somebody else wrote may have anything in it. */
export function parsed(hash) {
  const [anchor, ...rest] = hash.replace(/^#/, '').split('&');
  const mark = rest.find((part) => part.startsWith('mark='))?.slice('mark='.length) ?? '';
  return { anchor: decoded(anchor), words: mark.split('+').map(decoded).filter(Boolean).slice(0, WORDS_MAX) };
}

/** Marks whole words beneath an element. Text stays text. */
export function mark(element, words) {
  const wanted = new Set(words.map(plain));
  if (wanted.size === 0) return;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const parts = split(text.data, wanted);
    if (parts) text.replaceWith(...parts);
  }
}

function split(text, wanted) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(WORD)) {
    if (!wanted.has(plain(found[0]))) continue;
    const marked = document.createElement('mark');
    marked.textContent = found[0];
    parts.push(text.slice(from, found.index), marked);
    from = found.index + found[0].length;
  }
  return parts.length === 0 ? null : [...parts, text.slice(from)];
}

function plain(word) {
  return word.normalize('NFC').toLowerCase();
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
