import { signedIn } from '../ui/signed-in.js';

const BY_PERSON = 'person:';
const BY_PROGRAM = 'program:';
const PAGE = 200;
const PAGES_MAX = 5;

/** Names of members and of the platform's staff by id; none for readers who may not see them. Of a very large organisation the first ones. */
export async function memberNames(api) {
  if (!signedIn.may('view-people')) return new Map();
  const [people, staff] = await Promise.all([members(api), api.get('/organisation/staff').catch(() => ({}))]);
  const { assignments = [], accesses = [] } = staff;
  const others = [...assignments, ...accesses].map((each) => each.staff).filter(({ name }) => name);
  return new Map([...others, ...people].map(({ id, name }) => [id, name]));
}

/** Without an answer there are fewer names, and ids in their place. */
async function members(api) {
  const all = [];
  let after = '';
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const { people, next } = await api.get(`/organisation/people?limit=${PAGE}${after}`).catch(() => ({ people: [] }));
    all.push(...people);
    if (!next) break;
    after = `&after=${encodeURIComponent(next)}`;
  }
  return all;
}

/**
 * The author of an act for people. People who are no members any more have ids alone.
 *
 * @param by as the API has it, such as `person:` and an id
 * @param {Map<string, string>} names
 * @param {(id: string) => string} program the words for a program
 */
export function authorOf(by, names, program) {
  if (by.startsWith(BY_PROGRAM)) return program(by.slice(BY_PROGRAM.length));
  return by.startsWith(BY_PERSON) ? (names.get(by.slice(BY_PERSON.length)) ?? by) : by;
}
