import { html, nothing } from 'lit';

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
