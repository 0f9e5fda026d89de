/**
 * Reports the page's state to a session client: asleep, awake, offline and online again.
 * Returns a function that stops it.
 */
export function followPage(client) {
  const ended = new AbortController();
  const { signal } = ended;
  window.addEventListener('storage', (event) => client.hearOfOthers(event), { signal });
  window.addEventListener('online', () => client.wake(), { signal });
  document.addEventListener('visibilitychange', () => !document.hidden && client.wake(), { signal });
  // A customer who only reads must still receive a colleague's messages.
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
