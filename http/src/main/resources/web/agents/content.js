import { linesOf } from '../api-keys/key-facts.js';
import { asksIn, isAsks, linesOfAsks } from './asks.js';

/*
 * The content of an agent as the API has it, from and to the fields of a form. A field has the name by which the server's
 * refusals call it, such as `texts.en.title`.
 */
export const MEANINGS = ['say', 'transfer', 'repeat'];
export const KEYS = [...'123456789', '0', '*'];

/** The part of an agent that is stored: without id, version and time. */
export function contentOf({ company, languages, texts, theme, instructions, spokenInstructions, tools, collections, model }) {
  return { company, languages, texts, theme, ...(instructions ? { instructions } : {}), ...(spokenInstructions ? { spokenInstructions } : {}), tools, collections, ...(model ? { model } : {}) };
}

/** Whether a value has the shape of a content: one that the page of another release has kept may have another. */
export function isContent(value) {
  if (!isObject(value) || !isObject(value.texts) || !isObject(value.theme)) return false;
  const { company, languages, texts, theme, instructions, spokenInstructions, tools, collections, model } = value;
  return (
    [company, theme.accent, theme.accentDark].every(isText) &&
    [instructions, spokenInstructions, model].every(isTextOrNone) &&
    [languages, tools, collections].every(isTexts) &&
    languages.length > 0 &&
    languages.every((code) => isOfLanguage(texts[code]))
  );
}

function isOfLanguage(value) {
  if (!isObject(value)) return false;
  const { title, greeting, suggestions, opening, menu, asks } = value;
  return isText(title) && isTexts(suggestions) && [greeting, opening].every(isTextOrNone) && (menu === undefined || isMenu(menu)) && (asks === undefined || isAsks(asks));
}

function isMenu(value) {
  return isObject(value) && isText(value.prompt) && isObject(value.keys) && Object.entries(value.keys).every(([key, choice]) => KEYS.includes(key) && isChoice(choice));
}

function isChoice(value) {
  if (!isObject(value)) return false;
  const { meaning, words } = choiceOf(value);
  return MEANINGS.includes(meaning) && isText(words);
}

const isText = (value) => typeof value === 'string';
const isTextOrNone = (value) => value === undefined || isText(value);
const isTexts = (value) => Array.isArray(value) && value.every(isText);
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The content of the form's fields. @param shape content of the same languages and keys of menus */
export function readForm(form, shape) {
  const value = (name) => form.elements.namedItem(name)?.value ?? '';
  return contentOf({
    company: value('company').trim(),
    languages: shape.languages,
    texts: Object.fromEntries(shape.languages.map((code) => [code, textsIn(value, code, shape.texts[code])])),
    theme: { accent: value('theme.accent'), accentDark: value('theme.accentDark') },
    instructions: value('instructions').trim(),
    spokenInstructions: value('spokenInstructions').trim(),
    tools: linesOf(value('tools')),
    collections: linesOf(value('collections')),
    model: value('model').trim(),
  });
}

function textsIn(value, code, { menu }) {
  const of = (name) => value(`texts.${code}.${name}`).trim();
  const given = (name) => (of(name) ? { [name]: of(name) } : {});
  const asks = asksIn(of('asks'));
  return {
    ...given('greeting'),
    title: of('title'),
    suggestions: linesOf(of('suggestions')),
    ...given('opening'),
    ...(menu ? { menu: { prompt: of('menu.prompt'), keys: Object.fromEntries(Object.keys(menu.keys).map((key) => [key, choice(of, key)])) } } : {}),
    ...(asks.length > 0 ? { asks } : {}),
  };
}

function choice(of, key) {
  const meaning = of(`menu.meaning.${key}`);
  return { [meaning]: meaning === 'repeat' ? true : of(`menu.keys.${key}`) };
}

/** Meaning and words of a key. */
export function choiceOf(value) {
  const [meaning] = Object.keys(value);
  return { meaning, words: meaning === 'repeat' ? '' : value[meaning] };
}

/** Every field with its text, for a comparison: `[['company', 'Larch'], …]`. */
export function fieldsOf(content) {
  const found = [['company', content.company], ['languages', content.languages.join('\n')]];
  for (const code of content.languages) {
    const { title, greeting, suggestions, opening, menu, asks } = content.texts[code];
    const named = { title, greeting, suggestions: suggestions.join('\n'), opening, menu: menu && menuText(menu), asks: asks && linesOfAsks(asks) };
    for (const [name, text] of Object.entries(named)) if (text) found.push([`texts.${code}.${name}`, text]);
  }
  found.push(['theme', `${content.theme.accent}\n${content.theme.accentDark}`]);
  found.push(['instructions', content.instructions ?? ''], ['spokenInstructions', content.spokenInstructions ?? '']);
  found.push(['tools', content.tools.join('\n')], ['collections', content.collections.join('\n')], ['model', content.model ?? '']);
  return found;
}

function menuText({ prompt, keys }) {
  const lines = Object.entries(keys).map(([key, value]) => {
    const { meaning, words } = choiceOf(value);
    return `${key}: ${meaning} ${words}`.trim();
  });
  return [prompt, ...lines].join('\n');
}
