/** A tag of a language (BCP 47) in its usual writing, such as `pt-BR` for `pt-br`; undefined for another text. */
export function canonicalTag(text) {
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch {
    return undefined;
  }
}
