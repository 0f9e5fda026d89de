import { guard } from 'lit/directives/guard.js';
import { live } from 'lit/directives/live.js';

/**
 * The value of a field that a person edits. It is written into the field when another `source` is edited, and not at other changes of the
 * page, which would undo what the person has typed meanwhile.
 *
 * @param source the object that is edited; another object is another draft, even with the same value
 */
export const draft = (source, value) => guard([source], () => live(value));
