/*
 * Keeps the chat page on this device, so that it opens without a network and says that there is none. SHELL, which the
 * server puts in front of this file, names the files that belong together, with their ETags: a cache holds exactly those
 * of one version, or is not created. Conversations, /v1, never pass through here.
 */
const PREFIX = 'parley-shell-';
const NAME = PREFIX + SHELL.version;
const PAGE = '/';

self.addEventListener('install', (event) => event.waitUntil(fill()));
self.addEventListener('activate', (event) => event.waitUntil(dropOthers()));
self.addEventListener('message', ({ data }) => data === 'take-over' && self.skipWaiting());

self.addEventListener('fetch', (event) => {
  const { request, clientId } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || !Object.hasOwn(SHELL.files, pathname)) return;
  if (request.mode !== 'navigate') event.respondWith(file(request, pathname, clientId));
  else if (pathname === PAGE) event.respondWith(page());
});

async function fill() {
  const cache = await caches.open(NAME);
  try {
    await Promise.all(Object.entries(SHELL.files).map(([path, tag]) => add(cache, path, tag)));
  } catch (failure) {
    await caches.delete(NAME);
    throw failure;
  }
}

async function add(cache, path, tag) {
  const response = await fetch(path, { cache: 'no-cache' });
  // The server may have been updated since it sent this file: then its next worker does it.
  const got = response.headers.get('ETag')?.replace(/^W\/|"|-gz/g, '');
  if (!response.ok || got !== tag) throw new Error(`${path} is not of version ${SHELL.version}`);
  await cache.put(path, response);
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((n) => n.startsWith(PREFIX) && n !== NAME).map((n) => caches.delete(n)));
}

/**
 * A newer version waits until no page of the older one is left, which a reload alone does not bring about: the page that
 * is being reloaded is one. So it is activated now, before the page is loaded, and the page is requested again: a second
 * later, because the newer one is not activated while the older one has a request to answer.
 */
async function page() {
  if (self.registration.waiting && (await self.clients.matchAll()).length < 2) {
    self.registration.waiting.postMessage('take-over');
    return new Response('', { headers: { Refresh: '1', 'Content-Type': 'text/html' } });
  }
  return kept(PAGE);
}

/** Other pages, such as /docs, use some of the files and take all of them from the network. */
async function file(request, path, clientId) {
  const client = await self.clients.get(clientId);
  const ours = client !== undefined && new URL(client.url).pathname === PAGE;
  return ours ? kept(path) : fetch(request);
}

async function kept(path) {
  const cache = await caches.open(NAME);
  return (await cache.match(path)) ?? fetch(path);
}
