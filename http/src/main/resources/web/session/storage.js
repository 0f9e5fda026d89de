/** The JSON value stored under `key`, or null. */
export function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    storage.removeItem(key); // not ours, or cut off half-way: as good as absent
    return null;
  }
}

/** Keeps `value` under `key`, as JSON. */
export function write(storage, key, value) {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // Full: the page goes on, only a reload will not find this.
  }
}

/** The names of all that is kept. */
export function namesIn(storage) {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index));
}

/**
 * The browser's `localStorage` or `sessionStorage`; one that lasts as long as the page where they are forbidden.
 *
 * @param {'localStorage' | 'sessionStorage'} name
 */
export function openStorage(name) {
  try {
    const storage = globalThis[name];
    storage.getItem('');
    return storage;
  } catch {
    return memoryStorage(); // forbidden by the browser's privacy settings
  }
}

function memoryStorage() {
  const values = new Map();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, value),
    removeItem: (key) => values.delete(key),
    key: (index) => [...values.keys()][index] ?? null,
    get length() {
      return values.size;
    },
  };
}
