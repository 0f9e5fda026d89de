import { signedIn } from '../ui/signed-in.js';

const BY_PERSON = 'person:';
const BY_PROGRAM = 'program:';

/** Names of members by id; none for readers who may not see them. */
export async function memberNames(api) {
  if (!signedIn.may('view-people')) return new Map();
  const { people } = await api.get('/organisation/people').catch(() => ({ people: [] }));
  return new Map(people.map(({ id, name }) => [id, name]));
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
