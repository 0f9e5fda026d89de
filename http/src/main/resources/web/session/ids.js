const ID_BYTES = 16;

/**
 * A fresh id for a command: 128 random bits in hexadecimal, within `[A-Za-z0-9._-]{1,64}`.
 * Not `crypto.randomUUID`, which browsers offer only on https and localhost.
 */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
