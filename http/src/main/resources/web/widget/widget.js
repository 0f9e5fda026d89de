/*
 * Puts the chat on a page: a button in the corner, and behind it the chat in a frame.
 *
 *   <script src="https://chat.shop.example/widget.js?organisation=acme" async
 *           data-agent="support" data-language="de" data-accent="#2f6f4f"
 *           data-position="right" data-greeting="Can we help?" data-token="…"></script>
 *
 * Only the button is loaded at first. No cookies; nothing of the page is read.
 * The page gets `window.Parley` = {open(), close(), signIn(token or function), identify({id, token}), forget(),
 * on(event, listener)}.
 */
(() => {
  'use strict';
  const script = document.currentScript;
  if (!script || window.Parley) return; // not a classic script, or the second of two

  const { agent, accent, greeting, position, token: written } = script.dataset;
  const { origin: chat, searchParams } = new URL(script.src);
  const organisation = script.dataset.organisation || searchParams.get('organisation');
  const page = document.documentElement;
  const language = script.dataset.language || page.lang || navigator.language;
  const PATIENCE_MS = 15_000;

  const TEXTS = {
    en: {
      chat: 'Customer chat',
      open: 'Open chat',
      close: 'Close chat',
      unread: (n) => (n === 1 ? '1 new message' : `${n} new messages`),
      dismiss: 'Dismiss this message',
      silent: 'The chat does not answer here.',
      elsewhere: 'Open it in a new tab',
    },
    de: {
      chat: 'Kundenchat',
      open: 'Chat öffnen',
      close: 'Chat schließen',
      unread: (n) => (n === 1 ? '1 neue Nachricht' : `${n} neue Nachrichten`),
      dismiss: 'Hinweis schließen',
      silent: 'Der Chat antwortet hier nicht.',
      elsewhere: 'In neuem Tab öffnen',
    },
    es: {
      chat: 'Chat de atención al cliente',
      open: 'Abrir el chat',
      close: 'Cerrar el chat',
      unread: (n) => (n === 1 ? '1 mensaje nuevo' : `${n} mensajes nuevos`),
      dismiss: 'Cerrar este aviso',
      silent: 'El chat no responde aquí.',
      elsewhere: 'Abrirlo en otra pestaña',
    },
  };
  const spoken = Object.keys(TEXTS).find((tag) => language.toLowerCase().split('-')[0] === tag) ?? 'en';
  const texts = TEXTS[spoken];

  const STYLES = `
    :host {
      all: initial !important;
      position: fixed !important; z-index: 2147483000 !important;
      --accent: {{accent}};
      --on-accent: #fff;
      --edge: max(1.25rem, env(safe-area-inset-bottom));
      --side: max(1.25rem, env(safe-area-inset-right), env(safe-area-inset-left));
      font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif !important;
      color: #211d19 !important;
    }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    button { font: inherit; color: inherit; cursor: pointer; border: 0; background: none; padding: 0; }
    .launcher {
      position: fixed; inset-block-end: var(--edge); right: var(--side);
      width: 60px; height: 60px; border-radius: 50%; border: 1px solid transparent;
      background: var(--accent); color: var(--on-accent);
      box-shadow: 0 2px 6px rgb(0 0 0 / 18%), 0 10px 28px rgb(0 0 0 / 20%);
      display: grid; place-items: center; transition: transform 160ms ease;
    }
    .launcher:hover { transform: scale(1.05); }
    .launcher:active { transform: scale(0.97); }
    .launcher svg { grid-area: 1 / 1; width: 32px; height: 32px; transition: opacity 160ms, transform 160ms; }
    .launcher[aria-expanded='false'] .cross, .launcher[aria-expanded='true'] .bubble {
      opacity: 0; transform: rotate(-45deg) scale(0.6);
    }
    :focus-visible { outline: 3px solid #fff; outline-offset: 0; box-shadow: 0 0 0 6px #1f6feb; }
    .badge {
      position: absolute; inset-block-start: -4px; right: -4px; min-width: 24px; height: 24px; padding: 0 6px;
      border-radius: 12px; background: #b3261e; color: #fff; font-size: 13px; font-weight: 700; line-height: 20px;
      border: 2px solid #fff; text-align: center;
    }
    .teaser {
      position: fixed; inset-block-end: calc(var(--edge) + 76px); right: var(--side);
      display: flex; max-width: min(300px, calc(100vw - 2 * var(--side))); border-radius: 16px;
      background: #fff; color: #211d19; border: 1px solid #e3ddd3; box-shadow: 0 10px 28px rgb(0 0 0 / 16%);
    }
    .teaser .words { padding: 14px 4px 14px 16px; text-align: start; border-radius: 16px 0 0 16px; }
    .teaser .away { flex: none; width: 44px; min-height: 44px; color: #655d54; border-radius: 0 16px 16px 0; }
    .teaser .away:hover, .teaser .words:hover { background: #f0ece5; }
    dialog {
      position: fixed; inset: auto var(--side) calc(var(--edge) + 76px) auto; margin: 0;
      display: block; padding: 0; border: 0; overflow: hidden; overscroll-behavior: contain;
      width: min(400px, calc(100vw - 2 * var(--side))); height: min(680px, calc(100dvh - 2 * var(--edge) - 76px));
      max-width: none; max-height: none; border-radius: 18px; background: #faf8f5;
      box-shadow: 0 0 0 1px rgb(0 0 0 / 8%), 0 18px 60px rgb(0 0 0 / 28%);
      transform-origin: bottom right; transition: opacity 180ms ease, transform 180ms ease;
    }
    /* Kept while closed: what is said meanwhile is counted. */
    dialog:not([open]) {
      visibility: hidden; opacity: 0; transform: translateY(12px) scale(0.97); pointer-events: none;
      transition: opacity 140ms ease, transform 140ms ease, visibility 0s 140ms;
    }
    dialog::backdrop { background: none; }
    .left .launcher, .left .teaser { right: auto; left: var(--side); }
    .left dialog { right: auto; left: var(--side); transform-origin: bottom left; }
    iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: normal; }
    .silent { position: absolute; inset: 0; display: grid; place-content: center; gap: 12px; padding: 32px;
      background: #faf8f5; color: #211d19; text-align: center; }
    .silent a { color: #1f5c4a; }
    .silent button { justify-self: center; padding: 10px 18px; border: 1px solid #8d8478; border-radius: 8px; }
    @media (max-width: 479.98px) {
      dialog { inset: 0; width: 100vw; height: 100dvh; border-radius: 0; box-shadow: none; }
      .launcher[aria-expanded='true'] { visibility: hidden; }
    }
    @media (prefers-color-scheme: dark) {
      dialog, .silent { background: #171513; color: #eee9e2; }
      .silent a { color: #8fcdb4; }
    }
    @media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
    @media print { :host { display: none !important; } }
  `;

  const host = document.createElement('parley-widget');
  const root = host.attachShadow({ mode: 'open' });
  // Constructed: a strict style-src has nothing against it.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  root.adoptedStyleSheets = [sheet];
  host.setAttribute('role', 'region');
  host.setAttribute('aria-label', texts.chat);
  host.setAttribute('lang', spoken);
  if (/^#[0-9a-f]{6}$/i.test(accent ?? '')) host.style.setProperty('--accent', accent);

  const narrow = matchMedia('(max-width: 479.98px)');
  const listeners = { open: new Set(), close: new Set(), unread: new Set() };
  let frame = null;
  let answered = false;
  let session = null;
  let customer = written ? () => written : null;
  let forgetting = false;
  let unread = 0;
  let opener = null;

  const badge = element('span', { class: 'badge', 'aria-hidden': 'true', hidden: '' });
  const launcher = element(
    'button',
    { class: 'launcher', type: 'button', 'aria-expanded': 'false', 'aria-controls': 'panel' },
    icon('bubble', 'M5.5 4h13A2.5 2.5 0 0 1 21 6.5v8a2.5 2.5 0 0 1-2.5 2.5H13l-4.5 3.8V17h-3A2.5 2.5 0 0 1 3 14.5v-8A2.5 2.5 0 0 1 5.5 4z', true),
    icon('cross', 'M6 6l12 12M18 6L6 18', false),
    badge,
  );
  const panel = element('dialog', { id: 'panel', 'aria-label': texts.chat });
  const teaser = greeting && !recall('parley.teaser') ? greet(greeting) : null;
  const all = element('div', { class: position === 'left' ? 'left' : 'right' }, launcher, panel);
  if (teaser) all.prepend(teaser);
  root.append(all);

  launcher.addEventListener('click', () => (panel.open ? close() : open()));
  host.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && panel.open) close();
  });
  // The browser has ways of its own to close what covers the page.
  panel.addEventListener('close', () => panel.open || settle());
  narrow.addEventListener('change', () => {
    if (!panel.open) return;
    panel.close();
    show();
  });
  window.addEventListener('message', hear);
  label();
  if (document.body) mount();
  else document.addEventListener('DOMContentLoaded', mount);

  window.Parley = Object.freeze({ open, close, signIn, identify, forget, on });

  function mount() {
    document.body.append(host);
    const colour = getComputedStyle(host).getPropertyValue('--accent').trim();
    host.style.setProperty('--on-accent', readableOn(colour));
  }

  function open() {
    if (panel.open) return;
    const { activeElement } = document;
    opener = activeElement === host || activeElement === document.body ? launcher : activeElement;
    teaser?.remove();
    frame ??= load();
    show();
    say({ parley: 'shown' });
    frame.focus();
    emit('open');
  }

  function close() {
    if (!panel.open) return;
    const inside = document.activeElement === host;
    panel.close();
    settle();
    if (inside) (opener?.isConnected ? opener : launcher).focus();
  }

  function settle() {
    if (launcher.getAttribute('aria-expanded') === 'false') return;
    launcher.setAttribute('aria-expanded', 'false');
    label();
    say({ parley: 'hidden' });
    emit('close');
  }

  /** Where it covers the page, the page behind it is out of reach as well. */
  function show() {
    if (narrow.matches) panel.showModal();
    else panel.show();
    launcher.setAttribute('aria-expanded', 'true');
    count(0);
  }

  /** The next session is that of the signed-in customer in a token of the shop's backend, or in what a function gives. */
  function signIn(token) {
    const isText = typeof token === 'string';
    if (!isText && typeof token !== 'function') throw new TypeError('expected: a token, or a function that gives one');
    customer = isText ? () => token : token;
    say({ parley: 'customer' });
  }

  /** Answers also before the chat is ready: a message of an earlier page may wait for its session. */
  async function provide(ask) {
    const answer = { parley: 'token', ask };
    try {
      answer.token = await customer?.();
    } catch (failure) {
      console.error('Parley: the page has no token for its customer.', failure);
      answer.failed = true;
    }
    frame.contentWindow.postMessage(answer, chat);
  }

  /** Opens the session that the shop's own backend has started for a signed-in customer. */
  function identify({ id, token }) {
    if (typeof id !== 'string' || typeof token !== 'string') throw new TypeError('expected: {id, token}');
    session = { id, token };
    say({ parley: 'session', session });
  }

  /** For sign-out: the next words begin a new conversation. */
  function forget() {
    session = null;
    customer = null;
    forgetting = !answered;
    // A conversation may be kept from an earlier visit.
    frame ??= load();
    say({ parley: 'forget' });
  }

  function on(event, listener) {
    if (!listeners[event]) throw new TypeError(`unknown: ${event} (expected: open, close, unread)`);
    listeners[event].add(listener);
    return () => listeners[event].delete(listener);
  }

  function emit(event, detail) {
    for (const listener of listeners[event]) listener(detail);
  }

  function load() {
    const address = new URL('/widget', chat);
    const wishes = Object.entries({ language, organisation, agent, accent });
    for (const [key, value] of wishes) if (value) address.searchParams.set(key, value);
    const made = element('iframe', { title: texts.chat, src: address.href, allow: 'microphone; speaker-selection; autoplay' });
    made.addEventListener('load', () => {
      const kept = JSON.parse(recall('parley.kept'));
      const hello = { parley: 'hello', open: panel.open, session, customer: customer !== null, forget: forgetting, kept };
      made.contentWindow.postMessage(hello, chat);
    });
    panel.append(made);
    setTimeout(() => answered || admitSilence(), PATIENCE_MS);
    return made;
  }

  /** To the chat's origin only: if the browser refuses, the frame holds some other page. */
  function say(message) {
    if (answered) frame.contentWindow.postMessage(message, chat);
  }

  function hear({ origin, source, data }) {
    if (origin !== chat || !frame || source !== frame.contentWindow) return;
    if (data?.parley === 'ready') ready();
    else if (data?.parley === 'unread' && Number.isInteger(data.count)) count(panel.open ? 0 : data.count);
    else if (data?.parley === 'minimise') close();
    else if (data?.parley === 'token-wanted') provide(data.ask);
    // Where the browser gives the frame no storage of its own.
    else if (data?.parley === 'keep') remember('parley.kept', JSON.stringify(data.entries));
  }

  function ready() {
    answered = true;
    forgetting = false;
    root.querySelector('.silent')?.remove();
    say({ parley: panel.open ? 'shown' : 'hidden' });
    if (customer) say({ parley: 'customer' }); // perhaps known since the greeting
  }

  function count(news) {
    if (news === unread) return label();
    unread = news;
    badge.textContent = news > 99 ? '99+' : String(news);
    badge.hidden = news === 0;
    label();
    emit('unread', { count: news });
  }

  function label() {
    const does = panel.open ? texts.close : texts.open;
    launcher.setAttribute('aria-label', unread > 0 ? `${does}, ${texts.unread(unread)}` : does);
  }

  function admitSilence() {
    const list = organisation ? `the origins of ${organisation}` : 'its parley.http.widget.origins';
    console.error(`Parley: ${chat} does not answer. Is ${location.origin} in ${list}?`);
    const link = element('a', { href: `${chat}/${organisation ? `o/${organisation}` : ''}`, target: '_blank', rel: 'noopener' }, texts.elsewhere);
    const away = element('button', { type: 'button' }, texts.close);
    away.addEventListener('click', close);
    panel.append(element('div', { class: 'silent' }, element('span', {}, texts.silent), link, away));
  }

  function greet(text) {
    const words = element('button', { class: 'words', type: 'button' }, text);
    const away = element('button', { class: 'away', type: 'button', 'aria-label': texts.dismiss }, '✕');
    const made = element('div', { class: 'teaser' }, words, away);
    words.addEventListener('click', open);
    away.addEventListener('click', () => {
      made.remove();
      launcher.focus();
      remember('parley.teaser', 'away');
    });
    return made;
  }

  /** For as long as this tab is open; not at all where that is forbidden. */
  function remember(key, value) {
    try {
      sessionStorage.setItem(key, value);
    } catch {
      // Then it is as new on the next page.
    }
  }

  function recall(key) {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  }

  /** Black or white, whichever has the better contrast (WCAG 2.1). */
  function readableOn(colour) {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const c = parseInt(colour.slice(at, at + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#10201a' : '#ffffff';
  }

  function icon(name, path, filled) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    line.setAttribute('d', path);
    line.setAttribute(filled ? 'fill' : 'stroke', 'currentColor');
    if (!filled) line.setAttribute('stroke-width', '2.5');
    line.setAttribute('stroke-linecap', 'round');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('class', name);
    svg.setAttribute('aria-hidden', 'true');
    svg.append(line);
    return svg;
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }
})();
