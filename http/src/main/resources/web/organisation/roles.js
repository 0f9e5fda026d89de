import { html, nothing } from 'lit';
import { apiKeysTexts } from '../api-keys/api-keys-texts.js';
import { focusOn, Mistake } from '../ui/forms.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { organisationTexts } from './organisation-texts.js';
import { roleName } from './role-choice.js';
import { Section } from './section.js';

/*
 * Roles of an organisation: those that all have, and its own with named permissions.
 */
const all = organisationTexts(language);
const texts = all.roles;
const explained = { ...apiKeysTexts(language).explained, ...texts.explained };
const escaped = encodeURIComponent;
const NEW = { name: '', permissions: [] };

class Roles extends Section {
  static properties = { known: { state: true }, edited: { state: true } };

  async read() {
    this.known = await this.api.get('/organisation/roles');
  }

  render() {
    return html`<h2 tabindex="-1">${texts.own}</h2>${this.known ? this.#listed() : this.looking()}`;
  }

  #listed() {
    const mayChange = signedIn.may('manage-roles');
    const { roles, customRoles } = this.known;
    return html`${mayChange ? this.#adding() : nothing}
      ${customRoles.length === 0 ? html`<p>${texts.noOwn}</p>` : customRoles.map((role) => this.#own(role, mayChange))}
      <h2>${texts.builtIn}</h2>
      ${roles.map(({ name, permissions }) => html`<article data-role=${name}><h3>${roleName(name)}</h3><p>${texts.about[name]}</p>${granted(permissions)}</article>`)}`;
  }

  #adding() {
    return this.edited === NEW
      ? html`<h3>${texts.add}</h3>${this.#form(NEW)}`
      : html`<p><button class="primary" data-testid="add-role" @click=${() => this.#edit(NEW, '[name=name]')}>${texts.add}…</button></p>`;
  }

  #own(role, mayChange) {
    const { name, permissions } = role;
    const isEdited = this.edited?.name === name;
    return html`<article data-role=${name}><h3>${name}</h3>
      ${isEdited ? this.#form(role) : granted(permissions)}
      ${mayChange && !isEdited
        ? html`<div class="row"><button data-testid="edit-role" @click=${() => this.#edit(role, '[name=permissions]')}>${texts.edit(name)}…</button>
            ${this.asking(`role-${name}`, { words: texts.remove(name), sure: texts.sure(name), yes: texts.remove(name) }, () => this.#remove(name))}</div>`
        : nothing}
    </article>`;
  }

  #form(role) {
    const offered = [...new Set([...this.known.grantable, ...role.permissions])];
    return html`<form @submit=${this.forms.submitting('role', (input, form) => this.#save(role.name || input.name, form))} data-testid="role-form">
      ${role === NEW
        ? html`<div class="field"><label>${texts.name}<input name="name" required maxlength="32" pattern="[a-z0-9\\-]+" autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby="role-hint" /></label><span class="soft" id="role-hint">${texts.nameHint}</span></div>`
        : nothing}
      <fieldset class="wide" aria-describedby="grant-hint"><legend>${texts.may}</legend>${offered.map((each) => html`<label class="check"><input type="checkbox" name="permissions" value=${each} ?checked=${role.permissions.includes(each)} />
        <span><b>${each}</b> ${explained[each] ?? nothing}</span></label>`)}</fieldset>
      <p class="wide soft" id="grant-hint">${texts.hint}</p>
      ${this.forms.refusal('role')}
      <div class="row"><button class="primary" data-testid="save-role">${all.save}</button><button type="button" @click=${() => this.#edit(undefined, 'h2')}>${all.cancel}</button></div>
    </form>`;
  }

  async #edit(role, focused) {
    this.edited = role;
    this.forms.clear('role');
    await focusOn(this, focused);
  }

  async #save(name, form) {
    const permissions = new FormData(form).getAll('permissions');
    if (permissions.length === 0) throw new Mistake(texts.nothing, 'permissions');
    await this.api.put(`/organisation/roles/${escaped(name)}`, { permissions });
    this.edited = undefined;
    await this.done(texts.saved(name));
  }

  async #remove(name) {
    await this.api.remove(`/organisation/roles/${escaped(name)}`);
    await this.done(texts.removed(name));
  }
}

function granted(permissions) {
  return html`<details><summary>${texts.may}: ${permissions.length}</summary><ul>${permissions.map((each) => html`<li><b class="word">${each}</b> ${explained[each] ?? nothing}</li>`)}</ul></details>`;
}

customElements.define('parley-organisation-roles', Roles);
