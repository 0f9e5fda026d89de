import { html, nothing } from 'lit';
import { draft } from './draft.js';

/**
 * A field with its label, its hint, and beside it the refusal that is about it.
 *
 * @param {import('./forms.js').Forms} forms
 * @param form the name of its form
 * @param {{name: string, label: string, hint?: string}} words
 * @param control makes it; takes `{describedBy, isWrong}` for the attributes `aria-describedby` and `aria-invalid`
 */
export function field(forms, form, { name, label, hint }, control) {
  const wrong = forms.wrong(form, name);
  const id = `${form}-${name}`;
  const describedBy = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ') || nothing;
  return html`<div class="field"><label>${label}${control({ describedBy, isWrong: wrong ? 'true' : nothing })}</label>
    ${hint ? html`<span class="soft" id="${id}-hint">${hint}</span>` : nothing}
    ${wrong ? html`<div class="bad" id="${id}-wrong" dir="auto" data-testid="${name}-wrong">${wrong}</div>` : nothing}</div>`;
}

/**
 * A field of one line. A secret in it is somebody else's: no browser fills the person's own password in. Other parameters are those of `field`.
 *
 * @param source of its value, as `draft` has it
 * @param {{name: string, label: string, hint?: string, value: string, type?: string, max?: number, pattern?: string, isRequired?: boolean}} line `max` in characters
 */
export function lineField(forms, form, source, { value, type = 'text', max, pattern, isRequired = false, ...words }) {
  return field(forms, form, words, ({ describedBy, isWrong }) => html`<input name=${words.name} type=${type} maxlength=${max ?? nothing} pattern=${pattern ?? nothing} ?required=${isRequired} autocomplete=${type === 'password' ? 'new-password' : 'off'} spellcheck="false" autocapitalize="off" aria-describedby=${describedBy} aria-invalid=${isWrong} .value=${draft(source, value)} />`);
}

/**
 * A field of a number. Other parameters are those of `lineField`.
 *
 * @param number `step` is `any` for fractions; `value` is undefined for none
 */
export function numberField(forms, form, source, { value, min, max, step = 1, isRequired = false, ...words }) {
  return field(forms, form, words, ({ describedBy, isWrong }) => html`<input name=${words.name} type="number" min=${min} max=${max} step=${step} ?required=${isRequired} autocomplete="off" aria-describedby=${describedBy} aria-invalid=${isWrong} .value=${draft(source, String(value ?? ''))} />`);
}

/**
 * A choice among a few words. Other parameters are those of `lineField`.
 *
 * @param choice `options` has words by values; `value` is the one that the form begins with
 */
export function choiceField(forms, form, source, { value, options, ...words }) {
  return field(forms, form, words, ({ describedBy, isWrong }) => html`<select name=${words.name} aria-describedby=${describedBy} aria-invalid=${isWrong}>
    ${Object.entries(options).map(([each, name]) => html`<option value=${each} .selected=${draft(source, each === value)}>${name}</option>`)}</select>`);
}
