import { html } from 'lit';

/**
 * A link to a page about a session, on pages of people of the company. It opens a tab of its own, which takes their token
 * along: what they were writing stays.
 *
 * @param page its address without the slash
 */
export function linkOf(page, title, session, language) {
  const address = `/${page}?${new URLSearchParams({ session, lang: language })}`;
  return html`<a href=${address} target="_blank" rel="opener" aria-label=${`${title}: ${session}`} data-testid=${page}>${title}</a>`;
}
