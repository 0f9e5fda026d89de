import { html, nothing } from 'lit';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import { organisationTexts } from './organisation-texts.js';

const all = organisationTexts(language);

/** A role's name for people; roles of the organisation's own have one alone. */
export function roleName(word) {
  return all.roles.names[word] ?? word;
}

/** All roles of somebody, for people. */
export function roleNames({ roles, customRoles }) {
  return [...roles, ...customRoles].map(roleName).join(', ');
}

/**
 * Boxes for the roles of a person. Those that give more than the reader has are left out, unless the person has them.
 *
 * @param known `{roles, customRoles, grantable}` of the organisation
 * @param chosen `{roles, customRoles}` of the person
 */
export function roleChoice(known, chosen) {
  const isOffered = ({ name, permissions }, has) => has.includes(name) || permissions.every((each) => known.grantable.includes(each));
  const box = (field, has) => ({ name }) => html`<label class="check"><input type="checkbox" name=${field} value=${name} ?checked=${has.includes(name)} />
    <span><b>${roleName(name)}</b> ${field === 'roles' ? all.roles.about[name] : nothing}</span></label>`;
  const boxes = (field) => known[field].filter((each) => isOffered(each, chosen[field])).map(box(field, chosen[field]));
  return html`<fieldset class="wide" aria-describedby="roles-hint"><legend>${all.people.roles}</legend>${boxes('roles')} ${boxes('customRoles')}</fieldset>
    <p class="wide soft" id="roles-hint">${all.people.hint}</p>`;
}

/** The roles that are ticked in a form. */
export function chosenRoles(form) {
  const values = new FormData(form);
  return { roles: values.getAll('roles'), customRoles: values.getAll('customRoles') };
}
