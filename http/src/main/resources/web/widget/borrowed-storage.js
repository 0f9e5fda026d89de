/**
 * Some browsers, and some people's settings, give a frame on another site's page no storage at all: a conversation would
 * be lost with every click in the shop. What the chat keeps is then kept by the page that holds it, until its tab is
 * closed. To be called before anything else looks for storage.
 *
 * @param {(entries: object) => void} changed to be called with all that is to be kept, whenever it is something else
 * @returns {{fill: (entries?: object) => void} | null} null where the browser has nothing against storage
 */
export function borrowStorage(changed) {
  if (isAllowed()) return null;
  const values = new Map();
  const tell = () => changed(Object.fromEntries(values));
  const storage = {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => tell(values.set(key, String(value))),
    removeItem: (key) => values.delete(key) && tell(),
  };
  for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { value: storage, configurable: true });
  return {
    fill(entries) {
      for (const [key, value] of Object.entries(entries ?? {})) values.set(key, String(value));
    },
  };
}

function isAllowed() {
  try {
    window.localStorage.getItem('');
    return true;
  } catch {
    return false;
  }
}
