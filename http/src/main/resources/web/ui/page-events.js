/**
 * Tells a session client what the browser does with its page: sleeping, waking, losing and finding the network.
 * Answers a function that stops it.
 */
export function followPage(client) {
  const ended = new AbortController();
  const { signal } = ended;
  window.addEventListener('storage', (event) => client.hearOfOthers(event), { signal });
  window.addEventListener('online', () => client.wake(), { signal });
  document.addEventListener('visibilitychange', () => !document.hidden && client.wake(), { signal });
  // Somebody who only reads must still hear what a colleague writes.
  client.addEventListener(
    'change',
    () => client.connection.state === 'resting' && !document.hidden && client.comeBack(),
    { signal },
  );
  // An open socket keeps the page out of the back/forward cache.
  window.addEventListener('pagehide', () => client.rest(), { signal });
  window.addEventListener('pageshow', (event) => event.persisted && client.wake(), { signal });
  return () => ended.abort();
}
