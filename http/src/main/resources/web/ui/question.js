import { html, nothing } from 'lit';

import { texts } from './texts.js';

/** A question in the middle of a call: its form, as typed fields. All words of it are a stranger's data. */
export function question({ form: { form, message, fields } }, fill) {
  const send = (event) => {
    event.preventDefault();
    fill(form, 'accept', valuesOf(event.target, fields));
  };
  return html`<form class="consent" data-testid="form" @submit=${send}>
    <p class="plain" dir="auto">${message}</p>
    ${fields.map(field)}
    <button type="submit" data-testid="form-send">${texts.form.send}</button>
    <button type="button" data-testid="form-decline" @click=${() => fill(form, 'decline')}>${texts.form.decline}</button>
  </form>`;
}

function field({ name, kind, title, required, choices, initial }) {
  return html`<p class="field"><label><bdi>${title}</bdi> ${inputs[kind]?.({ name, required, choices, initial }) ?? nothing}</label></p>`;
}

const inputs = {
  text: ({ name, required, initial }) =>
    html`<input name=${name} type="text" maxlength="2000" autocomplete="off" ?required=${required} value=${initial ?? ''} />`,
  number: ({ name, required, initial }) =>
    html`<input name=${name} type="number" step="any" ?required=${required} value=${initial ?? ''} />`,
  integer: ({ name, required, initial }) =>
    html`<input name=${name} type="number" step="1" ?required=${required} value=${initial ?? ''} />`,
  boolean: ({ name, initial }) => html`<input name=${name} type="checkbox" ?checked=${initial === 'true'} />`,
  choice: ({ name, required, choices, initial }) => html`<select name=${name} ?required=${required}>
    <option value=""></option>
    ${choices.map((c) => html`<option value=${c.value} ?selected=${c.value === initial}>${c.title}</option>`)}
  </select>`,
};

/** An empty field is left out. */
function valuesOf(element, fields) {
  const values = {};
  for (const { name, kind } of fields) {
    const input = element.elements.namedItem(name);
    if (kind === 'boolean') values[name] = input.checked;
    else if (input.value !== '') values[name] = ['number', 'integer'].includes(kind) ? input.valueAsNumber : input.value;
  }
  return values;
}
