import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { draft } from '../ui/draft.js';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import { agentsTexts } from './agents-texts.js';
import { choiceOf, KEYS, MEANINGS } from './content.js';

const texts = agentsTexts(language);

/**
 * The menu of keys in one language of an agent.
 *
 * @param content of the whole agent; @param change takes a function that changes a copy of it
 */
export function menuFields(content, code, change) {
  const { menu } = content.texts[code];
  const prefix = `texts.${code}.menu`;
  if (!menu) return html`<p><button type="button" data-testid="add-menu" @click=${() => change(({ texts: all }) => (all[code].menu = { prompt: '', keys: { 1: { say: '' } } }), `[name="${prefix}.prompt"]`)}>${texts.addMenu}</button></p>`;
  const unused = KEYS.filter((key) => !Object.hasOwn(menu.keys, key));
  return html`<label>${texts.fields.prompt}<input name="${prefix}.prompt" required maxlength="600" .value=${draft(content, menu.prompt)} /></label>
    ${repeat(
      Object.keys(menu.keys),
      (key) => key,
      (key) => keyFields(content, code, key, change),
    )}
    <div class="row">
      ${unused.length > 0
        ? html`<label>${texts.keyToAdd}<select data-testid="key-to-add">${unused.map((key) => html`<option value=${key}>${key}</option>`)}</select></label>
            <button type="button" data-testid="add-key" @click=${({ currentTarget: button }) => addKey(button, code, change)}>${texts.addKey}</button>`
        : nothing}
      <button type="button" @click=${() => change(({ texts: all }) => delete all[code].menu, `[data-language="${code}"] legend`)}>${texts.removeMenu}</button>
    </div>`;
}

function keyFields(content, code, key, change) {
  const { keys } = content.texts[code].menu;
  const { meaning, words } = choiceOf(keys[key]);
  const prefix = `texts.${code}.menu`;
  // the form says the new meaning itself, and the words as they are typed now
  const chosen = () => change(() => {});
  return html`<div class="key" role="group" aria-label=${texts.key(key)}>
    <label>${texts.meaning(key)}<select name="${prefix}.meaning.${key}" @change=${chosen}>${MEANINGS.map((each) => html`<option value=${each} .selected=${each === meaning}>${texts.meanings[each]}</option>`)}</select></label>
    ${meaning === 'repeat' ? html`<span></span>` : html`<label>${texts.words(key)}<input name="${prefix}.keys.${key}" required maxlength="300" .value=${draft(content, words)} /></label>`}
    ${Object.keys(keys).length > 1 ? html`<button type="button" aria-label=${texts.removeKey(key)} @click=${() => change(({ texts: all }) => delete all[code].menu.keys[key], `[name="${prefix}.prompt"]`)}>×</button>` : nothing}
  </div>`;
}

function addKey(button, code, change) {
  const { value: key } = button.parentElement.querySelector('select');
  change(({ texts: all }) => (all[code].menu.keys[key] = { say: '' }), `[name="texts.${code}.menu.keys.${key}"]`);
}
