/**
 * Some browsers and settings give a frame on another site's page no storage at all: a conversation would
 * be lost with every click in the shop. The embedding page then keeps the chat's state, until its tab is
 * closed. To be called before anything else uses storage.
 *
 * @param {(entries: object) => void} changed called with the entries to keep, whenever they change
 * @returns {{fill: (entries?: object) => void} | null} null where the browser allows storage
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
