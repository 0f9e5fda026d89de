/**
 * Copies a text.
 *
 * @param shown an element with the text, which is selected where a page may not copy: without TLS there is no clipboard, and a person may
 *   have forbidden it
 * @returns whether it is copied
 */
export async function copied(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection().selectAllChildren(shown);
    return false;
  }
}
