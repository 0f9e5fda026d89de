import { html, nothing } from 'lit';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import { entryTexts } from './entry-texts.js';

/*
 * Fields of people's accounts, with the names by which browsers and password managers know them (HTML, autofill).
 */
const texts = entryTexts(language);
/** As the server has it. */
const PASSWORD_MAX = 256;

/** The address by which an account is known. @param value that it has, if it is known; `offersPasskeys` where the browser may fill in a passkey instead */
export function emailField({ value, fixed = false, offersPasskeys = false } = {}) {
  return html`<div class="field"><label>${texts.email}<input name="email" type="email" required maxlength="254" autocomplete=${offersPasskeys ? 'username webauthn' : 'username'} spellcheck="false" autocapitalize="off"
    .value=${value ?? ''} ?readonly=${fixed} data-testid="email" /></label></div>`;
}

/** @param name of the field; `new` passwords get the rule beside them, and an offer to be remembered */
export function passwordField({ name = 'password', label = texts.password, isNew = false } = {}) {
  return html`<div class="field">
    <label>${label}<input name=${name} type="password" required maxlength=${PASSWORD_MAX} autocomplete=${isNew ? 'new-password' : 'current-password'}
      aria-describedby=${isNew ? `${name}-hint` : nothing} data-testid=${name} /></label>
    <button type="button" class="link small" aria-label=${texts.show(label)} aria-pressed="false" @click=${toggle}>${texts.showIt}</button>
    ${isNew ? html`<span class="soft" id="${name}-hint">${texts.passwordHint}</span>` : nothing}
  </div>`;
}

/** A code of the second factor, or a recovery code. */
export function codeField() {
  return html`<div class="field"><label>${texts.code}<input name="code" required maxlength="40" autocomplete="one-time-code" inputmode="text" spellcheck="false" autocapitalize="off"
    aria-describedby="code-hint" data-testid="code" /></label>
    <span class="soft" id="code-hint">${texts.codeHint}</span></div>`;
}

/** Written to the field itself, as nothing else of the page depends on it. */
function toggle({ currentTarget: button }) {
  const field = button.parentElement.querySelector('input');
  const shown = field.type === 'password';
  field.type = shown ? 'text' : 'password';
  button.ariaPressed = String(shown);
}
