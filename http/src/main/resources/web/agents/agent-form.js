import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { draft } from '../ui/draft.js';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import { agentsTexts } from './agents-texts.js';
import { linesOfAsks } from './asks.js';
import { menuFields } from './menu-fields.js';

const texts = agentsTexts(language);
/** The name of the organisation's model that answers for agents without one. */
const USUAL = 'default';
const names = new Intl.DisplayNames([language], { type: 'language' });

/** A language for people, such as `German`. */
function nameOf(code) {
  try {
    return names.of(code);
  } catch {
    return code;
  }
}

/**
 * The fields of an agent.
 *
 * @param content that is edited; another object writes all fields anew
 * @param {{models: string[], tools: string[], collections: string[]}} known names that the reader may see: of the organisation's own models, and of
 *   tools and collections
 * @param {(act: (content: object) => void, focused?: string) => void} change does the act to a copy of what the form says
 * @param {(tag: string) => void} addLanguage
 */
export function agentFields(content, known, change, addLanguage) {
  const { company, languages, theme, instructions, spokenInstructions, tools, collections } = content;
  return html`
    <label>${texts.company}<input name="company" required maxlength="200" autocomplete="off" .value=${draft(content, company)} data-testid="company" /></label>
    ${repeat(
      languages,
      (code) => code,
      (code, index) => languageFields(content, code, index === 0, change),
    )}
    <div class="row" role="group" aria-label=${texts.addLanguage}>
      <label>${texts.languageTag}<input id="language-tag" name="languages" maxlength="35" autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby="tag-hint" data-testid="language-tag" @keydown=${(event) => onEnter(event, addLanguage)} /></label>
      <button type="button" data-testid="add-language" @click=${({ currentTarget: button }) => addLanguage(button.parentElement.querySelector('input'))}>${texts.addLanguage}</button>
      <span class="soft wide" id="tag-hint">${texts.tagHint} ${texts.languagesHint}</span>
    </div>
    <div class="row" role="group" aria-label=${texts.fields.theme}>
      <label>${texts.fields.accent}<input type="color" name="theme.accent" .value=${draft(content, theme.accent)} /></label>
      <label>${texts.fields.accentDark}<input type="color" name="theme.accentDark" .value=${draft(content, theme.accentDark)} /></label>
    </div>
    ${area('instructions', texts.fields.instructions, content, instructions, { max: 20_000, hint: texts.instructionsHint, isLong: true })}
    ${area('spokenInstructions', texts.fields.spokenInstructions, content, spokenInstructions, { max: 20_000 })}
    ${area('tools', texts.fields.tools, content, tools.join('\n'), { hint: hintOf(texts.toolsHint, known.tools) })}
    ${area('collections', texts.fields.collections, content, collections.join('\n'), { hint: hintOf(texts.collectionsHint, known.collections) })}
    ${modelField(content, known.models)}
  `;
}

/** With the names that there are: one that is misspelt is stored, and has no effect. */
function hintOf(words, names) {
  return names.length === 0 ? words : `${words} ${texts.thereAre(names.join(', '))}`;
}

/** The organisation's own models; without a name the usual one of them, and without any those of the installation answer. */
function modelField(content, models) {
  const chosen = content.model ?? '';
  const usual = usualOf(models);
  const words = (name) => (name === '' ? usual : models.includes(name) ? name : texts.noSuchModel(name, usual));
  const offered = [...new Set(['', ...models, chosen])];
  return html`<div class="field"><label>${texts.fields.model}<select name="model" aria-describedby="hint-model" data-testid="model">${repeat(
      offered,
      (name) => name,
      (name) => html`<option value=${name} .selected=${draft(content, name === chosen)}>${words(name)}</option>`,
    )}</select></label>
    <span class="soft" id="hint-model">${texts.modelHint}</span></div>`;
}

/** The model of agents that name none, as the server chooses it. */
function usualOf(models) {
  if (models.length === 0) return texts.installationModel;
  return texts.usualModel(models.includes(USUAL) ? USUAL : [...models].sort()[0]);
}

/** Stores nothing: the field is one of the language that is added. */
function onEnter(event, addLanguage) {
  if (event.key !== 'Enter' || event.isComposing) return;
  event.preventDefault();
  addLanguage(event.target);
}

function languageFields(content, code, isFirst, change) {
  const { title, greeting, suggestions, opening, asks } = content.texts[code];
  const prefix = `texts.${code}`;
  const name = nameOf(code);
  const prefer = (all) => (all.languages = [code, ...all.languages.filter((each) => each !== code)]);
  const remove = (all) => {
    all.languages = all.languages.filter((each) => each !== code);
    delete all.texts[code];
  };
  return html`<fieldset class="language" data-language=${code}>
    <legend tabindex="-1">${name} (${code})${isFirst ? html` <span class="badge valid">${texts.preferred}</span>` : nothing}</legend>
    <label>${texts.fields.title}<input name="${prefix}.title" lang=${code} required maxlength="200" autocomplete="off" .value=${draft(content, title)} /></label>
    ${area(`${prefix}.greeting`, texts.fields.greeting, content, greeting, { max: 1_000, code })}
    ${area(`${prefix}.suggestions`, texts.fields.suggestions, content, suggestions.join('\n'), { hint: texts.suggestionsHint, code })}
    ${area(`${prefix}.opening`, texts.fields.opening, content, opening, { max: 600, code })}
    ${area(`${prefix}.asks`, texts.fields.asks, content, asks && linesOfAsks(asks), { hint: texts.asksHint, code })}
    <h3>${texts.fields.menu}</h3>
    ${menuFields(content, code, change)}
    <div class="row">
      ${isFirst ? nothing : html`<button type="button" @click=${() => change(prefer, `[data-language="${code}"] legend`)}>${texts.prefer(name)}</button>`}
      ${content.languages.length > 1 ? html`<button type="button" data-testid="remove-language" @click=${() => change(remove, '#language-tag')}>${texts.removeLanguage(name)}</button>` : nothing}
    </div>
  </fieldset>`;
}

function area(name, label, content, value, { max, hint, code, isLong = false }) {
  const id = `hint-${name}`;
  return html`<div class="field"><label>${label}<textarea class=${isLong ? 'long' : 'few'} name=${name} lang=${code ?? nothing} maxlength=${max ?? nothing} aria-describedby=${hint ? id : nothing} .value=${draft(content, value ?? '')}></textarea></label>
    ${hint ? html`<span class="soft" id=${id}>${hint}</span>` : nothing}</div>`;
}
