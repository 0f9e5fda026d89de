import { html } from 'lit';
import { recordingsTexts } from './recordings-texts.js';

/**
 * A link to the recordings of a session's calls, on pages of people of the company. It opens a tab of its own, which
 * takes their token along: what they were writing stays.
 */
export function recordingsOf(session, language) {
  const { title } = recordingsTexts(language);
  const address = `/recordings?${new URLSearchParams({ session, lang: language })}`;
  return html`<a href=${address} target="_blank" rel="opener" aria-label=${`${title}: ${session}`} data-testid="recordings">${title}</a>`;
}
