/** How a value is edited: `text`, `number` or `check`; all others as JSON. */
export function kindOf(value) {
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'check';
    default:
      return 'json';
  }
}

/** The form of a value in a field; a boolean itself for a check box. */
export function shown(value) {
  const kind = kindOf(value);
  if (kind === 'json') return JSON.stringify(value, null, 2);
  return kind === 'number' ? String(value) : value;
}

/**
 * Arguments as a form has them now.
 *
 * @param {object} given the arguments before
 * @param {object} edits what the fields of those that were touched hold, by name
 * @returns {{changed: boolean, args?: object, wrong?: string}} `wrong` is the argument whose field holds no such value
 */
export function edited(given, edits) {
  const args = {};
  for (const [name, value] of Object.entries(given)) {
    const held = Object.hasOwn(edits, name) ? read(edits[name], kindOf(value)) : value;
    if (held === undefined) return { changed: true, wrong: name };
    args[name] = held;
  }
  return { changed: JSON.stringify(args) !== JSON.stringify(given), args };
}

/** Whether this browser holds each of its numbers as it was sent: those of 2^53 and above are rounded. */
export function isExact(value) {
  if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value);
  return value === null || typeof value !== 'object' || Object.values(value).every(isExact);
}

function read(held, kind) {
  if (kind === 'text' || kind === 'check') return held;
  try {
    const value = JSON.parse(held);
    return kind === 'json' || Number.isFinite(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
