import { blocksOf } from './markdown.js';

const LETTER = /[\p{L}\p{N}]/u;

/**
 * A reply as nodes in which all that comes after the words that were heard is marked as `unheard`, and the place itself
 * as `cut`, with `explanation` for those who cannot see it. Only letters and digits are compared: what is said aloud has
 * none of the marks of what is written. Null when what was heard is not how the reply begins.
 *
 * @param {string} text Markdown, @param {string} heard plain
 */
export function cutOff(text, heard, explanation) {
  const reply = document.createDocumentFragment();
  reply.append(...blocksOf(text).map((block) => block.render()));
  const nodes = textsOf(reply);
  const place = placeAfter(nodes, lettersOf(heard));
  if (place === null) return null;
  const [first, at] = place;
  const rest = nodes[first].splitText(at);
  rest.before(element('span', 'cut', ''), element('span', 'unseen', explanation));
  [rest, ...nodes.slice(first + 1)].filter((node) => node.data.trim() !== '').forEach(fade);
  return reply;
}

/** The number of the node and the place in it where everything was heard; null when something else is said there. */
function placeAfter(nodes, wanted) {
  let found = 0;
  for (const [number, { data }] of nodes.entries())
    for (let at = 0; at < data.length; at += 1) {
      const letter = data[at];
      const counts = LETTER.test(letter);
      if (found === wanted.length && (counts || /\s/.test(letter))) return [number, at];
      if (counts && letter.toLowerCase() !== wanted[found]) return null;
      if (counts) found += 1;
    }
  return found === wanted.length && nodes.length > 0 ? [nodes.length - 1, nodes.at(-1).data.length] : null;
}

function lettersOf(text) {
  return [...text.toLowerCase()].filter((c) => LETTER.test(c));
}

function textsOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

function fade(node) {
  const faded = element('span', 'unheard', '');
  node.replaceWith(faded);
  faded.append(node);
}

function element(name, className, words) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = words;
  return made;
}
