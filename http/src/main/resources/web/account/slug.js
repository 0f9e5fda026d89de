/** Short names of organisations as the server accepts them, for the pattern of a field. */
export const SLUG = '[a-z](?:-?[a-z0-9])+';

const LENGTH_MAX = 40;

/** A short name made of a company's: `Larch & Lace GmbH` becomes `larch-lace-gmbh`. Empty where nothing of it is left. */
export function slugOf(name) {
  return name
    .normalize('NFKD')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, LENGTH_MAX)
    .replace(/-$/, '');
}
