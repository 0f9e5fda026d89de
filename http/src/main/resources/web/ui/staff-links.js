import { language } from './texts.js';

const START = '/account';

/** Characters of a page's path; the server refuses a longer way back than twice that. */
const PATH_MAX = 100;

/** The address of the page on which a person signs in, and comes back to `address` of this site. */
export function signInFor(address = location.pathname + location.search + location.hash) {
  return `/sign-in?${new URLSearchParams({ lang: language, to: address })}`;
}

/** Where a person goes who has signed in: the page that asked for it. An address of another site, which a link may name, counts as none. */
export function wayBack(search = location.search) {
  const wanted = new URLSearchParams(search).get('to') ?? START;
  const address = URL.canParse(wanted, location.origin) ? new URL(wanted, location.origin) : null;
  return address?.origin === location.origin ? address.pathname + address.search + address.hash : START;
}

/** The same for a sign-in at a provider, which leads back to a page in its language, and to nothing else that its address says. From a path that is no page's the server leads to one. */
export function wayBackFromProvider(search = location.search) {
  const { pathname } = new URL(wayBack(search), location.origin);
  return `${pathname.length > PATH_MAX ? START : pathname}?lang=${language}`;
}
