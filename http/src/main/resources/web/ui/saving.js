const READ_WITHIN_MS = 60_000;

/** Hands `text` to the reader as a file. @param {string} type such as `text/csv` */
export function saveAs(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it when the click returns; some begin a moment later.
  setTimeout(() => URL.revokeObjectURL(address), READ_WITHIN_MS);
}
