import { blocksOf } from '../ui/markdown.js';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import { mark, parsed } from './marking.js';
import { passageTexts } from './passage-texts.js';

/*
 * One document of a public collection, section by section. The address names it, and after `#` the section and the
 * words that an answer took from it.
 */
const MISSING = 404;
const main = document.querySelector('main');

const texts = passageTexts(language);

async function show() {
  const ref = location.pathname.split('/').pop();
  try {
    const answer = await fetch(`/v1/knowledge/passages/${ref}${named()}`);
    if (answer.ok) draw(await answer.json());
    else say(answer.status === MISSING ? texts.missing : texts.failed);
  } catch {
    say(texts.failed);
  }
  main.ariaBusy = 'false';
}

/** The organisation, where the address names one. */
function named() {
  const organisation = new URLSearchParams(location.search).get('organisation');
  return organisation ? `?organisation=${encodeURIComponent(organisation)}` : '';
}

function draw(shown) {
  document.title = shown.title;
  const article = element('article');
  if (shown.language) article.lang = shown.language;
  article.append(element('h1', shown.title), ...shown.sections.map(section));
  main.replaceChildren(article, footer(shown));
  cite();
}

function section({ anchor, level, heading, text }) {
  const part = element('section');
  if (anchor) {
    part.dataset.anchor = anchor;
    // The title is the page's only heading of level 1.
    part.append(element(`h${Math.max(2, level)}`, heading));
  }
  part.append(...blocksOf(text).map((block) => block.render()));
  return part;
}

function footer({ source, updatedAt }) {
  const end = element('footer');
  const date = new Date(updatedAt).toLocaleDateString(language, { dateStyle: 'long' });
  end.append(element('p', texts.updated(date)));
  if (/^https?:\/\//i.test(source ?? '')) {
    const link = element('a', texts.source);
    link.href = source;
    link.rel = 'noopener noreferrer nofollow';
    end.append(link);
  }
  return end;
}

/** Shows the cited section; words are marked in it, or in the whole document when no section is named. */
function cite() {
  const { anchor, words } = parsed(location.hash);
  const cited = [...main.querySelectorAll('section')].find((part) => part.dataset.anchor === anchor);
  mark(cited ?? main.querySelector('article'), words);
  if (!cited) return;
  cited.classList.add('cited');
  cited.tabIndex = -1;
  cited.focus({ preventScroll: true });
  cited.scrollIntoView({ block: 'start' });
}

function say(words) {
  main.replaceChildren(element('p', words));
}

function element(name, text) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  return made;
}

addEventListener('hashchange', show);
show();
