import { customerTokensFrom } from '/session/customer.js';
import { newId } from '/session/ids.js';
import { borrowStorage } from '/widget/borrowed-storage.js';

/*
 * The chat inside another site's page. It talks to widget.js in the embedding page, and only to an origin that
 * the server allows:
 *
 *   from widget.js   hello {open, session, customer, forget, kept, trial}, shown, hidden, session {session}, customer, forget,
 *                    token {ask, token} or {ask, failed}
 *   to widget.js     ready, unread {count}, minimise, keep {entries}, token-wanted {ask}
 *
 * Opened by itself, in a tab, it is a chat page like any other.
 */
const parameters = new URLSearchParams(location.search);
const language = canonical(parameters.get('language')) ?? navigator.language;
const allowed = document.querySelector('meta[name="parley-origins"]').content.split(' ');
const TOKEN_WITHIN_MS = 15_000;
const asked = new Map();
const borrowed = borrowStorage((entries) => tell({ parley: 'keep', entries }));
let holder = null;
let chat = null;

document.documentElement.lang = language;
if (window.parent === window) start(true);
else if ([...(location.ancestorOrigins ?? [])].every(isAllowed)) expect();
else refuse(); // for browsers without Content-Security-Policy, which would have stopped it

/** Loads the chat's files before it is opened. */
function expect() {
  window.addEventListener('message', hear);
  import('/app.js');
}

function isAllowed(origin) {
  return origin === location.origin || allowed.includes(origin) || allowed.includes('*');
}

function hear({ origin, source, data }) {
  if (source !== window.parent || !isAllowed(origin)) return;
  if (data?.parley === 'hello' && holder === null) greet(origin, data);
  if (origin !== holder) return;
  if (data?.parley === 'shown') show();
  else if (data?.parley === 'hidden') chat.setAttribute('minimised', '');
  else if (data?.parley === 'session') identify(data.session);
  else if (data?.parley === 'customer') customerTokensFrom(askPage);
  else if (data?.parley === 'token') answered(data);
  else if (data?.parley === 'forget') chat.forget();
}

async function greet(origin, { open, session, customer, forget, kept, trial }) {
  holder = origin;
  if (customer) customerTokensFrom(askPage);
  borrowed?.fill(kept);
  await start(open, trial === true && origin === location.origin);
  if (forget) chat.forget();
  identify(session);
  tell({ parley: 'ready' });
}

function tell(message) {
  if (holder !== null) window.parent.postMessage(message, holder);
}

/** @param isTrial for a page of this server, whose tokens are those of people of the company */
function start(open, isTrial = false) {
  chat = document.createElement('parley-chat');
  chat.setAttribute('embedded', '');
  chat.setAttribute('language', language);
  for (const name of ['agent', 'organisation', 'accent'])
    if (parameters.get(name)) chat.setAttribute(name, parameters.get(name));
  chat.toggleAttribute('trial', isTrial);
  chat.toggleAttribute('minimised', !open);
  chat.addEventListener('parley-unread', ({ detail }) => tell({ parley: 'unread', count: detail.count }));
  chat.addEventListener('parley-minimise', () => tell({ parley: 'minimise' }));
  window.addEventListener('keydown', closeOnEscape);
  document.body.append(chat);
  return import('/app.js');
}

/** A dialog of the chat closes by itself. */
function closeOnEscape(event) {
  const own = event.defaultPrevented || event.isComposing || event.composedPath().some((n) => n.localName === 'dialog');
  if (event.key === 'Escape' && !own) tell({ parley: 'minimise' });
}

async function show() {
  chat.removeAttribute('minimised');
  // Where there is no keyboard, one would cover half of the chat.
  if (!matchMedia('(any-pointer: fine)').matches) return;
  await chat.updateComplete;
  (chat.renderRoot.querySelector('parley-farewell') ?? chat.renderRoot.querySelector('parley-composer')).focus();
}

/** A session that the shop's own backend has started; see docs/EMBEDDING.md. */
function identify(session) {
  if (typeof session?.id === 'string' && typeof session.token === 'string') chat.identify(session);
}

/** A token of the shop's own backend for its signed-in customer; nothing while nobody is. */
function askPage() {
  const ask = newId();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => answered({ ask, failed: true }), TOKEN_WITHIN_MS);
    asked.set(ask, { resolve, reject, timer });
    tell({ parley: 'token-wanted', ask });
  });
}

function answered({ ask, token, failed }) {
  const waiting = asked.get(ask);
  if (!waiting) return;
  asked.delete(ask);
  clearTimeout(waiting.timer);
  if (failed) waiting.reject(new Error('the page has no token'));
  else waiting.resolve(typeof token === 'string' && token !== '' ? token : undefined);
}

function refuse() {
  const words = {
    de: 'Dieser Chat ist für diese Seite nicht freigegeben.',
    es: 'Este chat no está disponible en esta página.',
  };
  const note = document.createElement('h1');
  note.textContent = words[language.split('-')[0]] ?? 'This chat is not available on this page.';
  const main = document.createElement('main');
  main.className = 'refused';
  main.append(note);
  document.body.append(main);
}

function canonical(tag) {
  try {
    return Intl.getCanonicalLocales(tag ?? [])[0];
  } catch {
    return undefined; // no language at all
  }
}
