import { linkOf } from '../ui/session-link.js';
import { conversationTexts } from './conversation-texts.js';

/** A link to a session as it goes on, on pages of people of the company. */
export function conversationOf(session, language) {
  return linkOf('conversation', conversationTexts(language).title, session, language);
}
