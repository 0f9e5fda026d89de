import { linesOf } from '../api-keys/key-facts.js';

/*
 * A backend that signs tokens of customers, as the API has it, from and to the fields of a form.
 */
const PEM = /-----BEGIN [A-Z ]+-----[^-]*-----END [A-Z ]+-----/g;
const EMPTY_LINES = /\n[^\S\n]*\n/;

/** The public keys in a text: in PEM, and JSON Web Keys with an empty line between them. */
export function keysIn(text) {
  const pems = text.match(PEM) ?? [];
  const others = text.replaceAll(PEM, '\n\n').split(EMPTY_LINES);
  return [...pems, ...others.map((key) => key.trim()).filter(Boolean)];
}

export function keysText(keys) {
  return keys.map((key) => key.trim()).join('\n\n');
}

/** @returns `{plan: 'tier'}` of the line `plan=tier`; null if a line has another form, or a name is there twice */
export function metadataIn(text) {
  const pairs = linesOf(text).map((line) => line.split('=').map((part) => part.trim()));
  const isPair = (pair) => pair.length === 2 && pair.every(Boolean);
  const found = new Map(pairs);
  return pairs.every(isPair) && found.size === pairs.length ? Object.fromEntries(found) : null;
}

export function metadataText(metadata = {}) {
  return Object.entries(metadata).map(([name, claim]) => `${name}=${claim}`).join('\n');
}
