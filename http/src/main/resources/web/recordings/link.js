import { linkOf } from '../ui/session-link.js';
import { recordingsTexts } from './recordings-texts.js';

/** A link to the recordings of a session's calls, on pages of people of the company. */
export function recordingsOf(session, language) {
  return linkOf('recordings', recordingsTexts(language).title, session, language);
}
