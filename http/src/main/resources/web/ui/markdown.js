import DOMPurify from 'dompurify';
import { Marked } from 'marked';
import { isTame } from './markdown-limits.js';
import { texts } from './texts.js';

/**
 * Markdown of assistants and colleagues to DOM nodes. Three fences: HTML in the text is text, only the tags and
 * attributes below survive, and links lead only to web pages, mail and telephones. No image is ever loaded: its address
 * alone would reveal to a stranger that the message was read.
 */
const PURIFY = {
  ALLOWED_TAGS: [
    'a', 'blockquote', 'br', 'code', 'del', 'em', 'hr', 'li', 'ol', 'p', 'pre', 'strong',
    'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul',
  ],
  ALLOWED_ATTR: ['href', 'start'],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:|tel:)/i,
  RETURN_DOM_FRAGMENT: true,
};

/** Tokenizers that answer undefined leave their text to the others: `<b>` stays `<b>`. */
const asText = () => undefined;

const marked = new Marked({
  gfm: true,
  breaks: true,
  // Without underlined headings, text before a list does not turn into one while only its "-" has arrived.
  tokenizer: { html: asText, tag: asText, lheading: asText },
  renderer: {
    // A heading in a message would tear the page's outline apart.
    heading({ tokens }) {
      return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>`;
    },
    image({ text }) {
      return escapeHtml(text);
    },
  },
});

/** Each runs in the direction of its own words. */
const BLOCKS = new Set(['blockquote', 'li', 'ol', 'p', 'td', 'th', 'ul']);

const purify = DOMPurify();
purify.addHook('afterSanitizeAttributes', (node) => {
  if (BLOCKS.has(node.localName)) node.setAttribute('dir', 'auto');
  if (node.localName !== 'a') return;
  node.setAttribute('target', '_blank');
  node.setAttribute('rel', 'noopener noreferrer nofollow');
});

/**
 * The text's blocks, each drawn by itself, so that only the last one changes while a reply streams in.
 *
 * A text that would take too long to parse as Markdown is one block of plain text.
 *
 * @returns {{raw: string, render: () => DocumentFragment}[]}
 */
export function blocksOf(text, { streaming = false } = {}) {
  if (!isTame(text)) return [{ raw: text, render: () => plain(text) }];
  const source = streaming ? closeOpenMarks(text) : text;
  return marked
    .lexer(source)
    .filter((token) => token.type !== 'space' && token.type !== 'def')
    .map((token) => ({
      raw: token.raw,
      render: () => scrollable(purify.sanitize(marked.parser([token]), PURIFY)),
    }));
}

/** Blocks wider than the screen scroll separately from the page, with the keyboard too. */
function scrollable(fragment) {
  fragment.querySelectorAll('table').forEach((table) => {
    const box = document.createElement('div');
    box.className = 'broad';
    box.tabIndex = 0;
    box.role = 'group';
    box.ariaLabel = texts.table;
    table.replaceWith(box);
    box.append(table);
  });
  return fragment;
}

/** The text with its marks, as it is. */
function plain(text) {
  const fragment = document.createDocumentFragment();
  const words = document.createElement('p');
  words.className = 'plain';
  words.setAttribute('dir', 'auto');
  words.textContent = text;
  fragment.append(words);
  return fragment;
}

/** The words alone, for reading aloud. */
export function plainText(text) {
  return blocksOf(text).map((block) => block.render().textContent.trim()).join('\n');
}

/**
 * The likely form of a reply under way when its last marks are closed: `**bo` is shown bold, and a link
 * whose address is not complete as its text, so that nothing jumps when the rest arrives.
 */
export function closeOpenMarks(text) {
  if (count(text, /^ {0,3}```/gm) % 2 === 1) return text; // open code block: nothing in it is a mark
  const start = text.lastIndexOf('\n\n') + 1;
  const head = text.slice(0, start);
  let tail = text
    .slice(start)
    .replace(/\[([^\[\]]*)\]\([^)\s]*$/, '$1')
    .replace(/\[([^\[\]]*)$/, '$1');
  if (count(tail, /`/g) % 2 === 1) tail = `${tail}\``;
  else if (count(tail, /\*\*/g) % 2 === 1) tail = /\*\*$/.test(tail) ? tail.slice(0, -2) : `${tail.trimEnd()}**`;
  return head + tail;
}

function count(text, pattern) {
  return text.match(pattern)?.length ?? 0;
}

function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
