import { LitElement } from 'lit';
import '../ui/page-language.js';
import { Api, ofNobody } from '../ui/api.js';
import { Forms } from '../ui/forms.js';
import { reasonOf, reasonsTexts } from '../ui/reasons.js';
import { language } from '../ui/texts.js';

const NOT_FOUND = 404;

/** The frame of pages by which people come in: without a header, and for everybody. */
export class EntryPage extends LitElement {
  /** Calls of nobody. */
  api = new Api(ofNobody, '/v1');
  forms = new Forms(this, reason);

  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }
}

/** A server without accounts has nothing at these addresses. */
function reason(refused) {
  return refused.status === NOT_FOUND && !refused.problem.reason ? reasonsTexts(language).off : reasonOf(refused);
}

/**
 * The secret of the link that led here, after `#` so that it reaches no server's log. It leaves the address bar and the
 * history at once, and is in this page's memory alone. Empty without one.
 */
export function takeSecret() {
  const secret = location.hash.slice(1);
  if (secret) history.replaceState(history.state, '', location.pathname + location.search);
  // another link, opened in the same tab, does not load the page by itself
  window.addEventListener('hashchange', () => location.hash.length > 1 && location.reload());
  return secret;
}
