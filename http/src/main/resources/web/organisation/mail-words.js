/*
 * The rules for words of mails, as the server has them: so that a person reads them in the page's language, beside the field.
 */
const PLACEHOLDER = /\{\{([a-z]{1,20})\}\}/g;
/** Mail programs make links of such words. */
const ADDRESS = /:\/\/|www\.|@|[\p{L}\p{N}]\.\p{L}[\p{L}\p{N}-]{1,62}(?:\/|[:?#][\p{L}\p{N}])/iu;
/** A path, or the start of one, a port or a query. */
const PART = /\/|[:?#][\p{L}\p{N}{]/u;
const ORGANISATION = '{{organisation}}';
const LINK = '{{link}}';

/** A text of a form with the ends of lines that the server takes. */
export function plain(text) {
  return text.replaceAll('\r\n', '\n').trim();
}

/** Whether a value could make an address of the words. */
function completes(words) {
  return words.split(/\s+/).some((word) => word.includes('{{') && (word.split('{{').length > 2 || PART.test(word)));
}

/**
 * Faults in the words of a mail.
 *
 * @param {string[]} placeholders that the mail has
 * @returns {{field: string, reason: string} | undefined} the field, and the key of the reason
 */
export function mistakeIn({ subject, text }, placeholders) {
  if (subject.includes(LINK)) return { field: 'subject', reason: 'linkAlone' };
  for (const [field, words] of [['subject', subject], ['text', text]]) {
    if (ADDRESS.test(words) || completes(words)) return { field, reason: 'address' };
    if ([...words.matchAll(PLACEHOLDER)].some(([, name]) => !placeholders.includes(name))) return { field, reason: 'placeholder' };
  }
  if (!text.includes(ORGANISATION)) return { field: 'text', reason: 'organisation' };
  const withLink = text.split('\n\n').filter((paragraph) => paragraph.includes(LINK));
  return withLink.length > 0 && withLink.every((paragraph) => paragraph === LINK) ? undefined : { field: 'text', reason: 'linkAlone' };
}
