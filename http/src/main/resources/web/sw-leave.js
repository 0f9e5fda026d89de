/*
 * In place of sw.js at the domain of an organisation: the installation's page may have been kept there before the domain was
 * proved. Its worker would show it for ever: a newer one finds another page at that address, and is not installed. This one
 * removes what was kept, and itself; then the network answers.
 */
const PREFIX = 'parley-shell-';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(leave()));

async function leave() {
  const names = await caches.keys();
  await Promise.all(names.filter((n) => n.startsWith(PREFIX)).map((n) => caches.delete(n)));
  await self.registration.unregister();
}
