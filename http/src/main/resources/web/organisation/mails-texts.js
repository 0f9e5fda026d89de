/** Everything that the words of an organisation's mails say. All languages have the same keys. */
const ALL = {
  en: {
    about: 'Mails go out in the language of their reader. Where you have written none, the words are the program’s. Mails about an account, such as a new password’s, are not among them.',
    kinds: { invitation: 'Invitation', 'ownership-offer': 'Offer of the ownership', 'webhook-off': 'A webhook was switched off' }, own: 'your words', program: 'the program’s words',
    add: 'Add a language', addOf: (kind) => `${kind}: add a language`, changeOf: (kind, tag) => `${kind}, ${tag}: change`, remove: 'Remove your words', removeOf: (kind, tag) => `${kind}, ${tag}: remove your words`, sure: (kind, tag) => `Remove your words of “${kind}” in ${tag}? The program’s count again, in its languages.`, removed: 'Your words are removed.',
    language: 'Language', languageHint: 'A tag such as fr or pt-BR.', badTag: 'That is no tag of a language, such as fr or pt-BR.', known: 'There are words in this language already: change them in the list.',
    subject: 'Subject', text: 'Text', textHint: (names) => `Paragraphs with an empty line between them. In their place come: ${names}.`, saved: 'The next mail has these words.', now: 'As it is stored now:',
    mistakes: { linkAlone: '{{link}} stands in the text, as a paragraph of its own.', address: 'No address of the web or of mail may stand here: the mail leads to {{link}} alone.', placeholder: 'There is something in double braces that this mail does not have.', organisation: 'The text names your organisation: {{organisation}}.' },
  },
  de: {
    about: 'Mails gehen in der Sprache ihres Lesers hinaus. Wo Sie keine Worte geschrieben haben, sind es die des Programms. Mails zu einem Konto, etwa für ein neues Passwort, gehören nicht dazu.',
    kinds: { invitation: 'Einladung', 'ownership-offer': 'Angebot der Inhaberschaft', 'webhook-off': 'Ein Webhook wurde ausgeschaltet' }, own: 'Ihre Worte', program: 'Worte des Programms',
    add: 'Sprache hinzufügen', addOf: (kind) => `${kind}: Sprache hinzufügen`, changeOf: (kind, tag) => `${kind}, ${tag}: ändern`, remove: 'Ihre Worte entfernen', removeOf: (kind, tag) => `${kind}, ${tag}: Ihre Worte entfernen`, sure: (kind, tag) => `Ihre Worte für „${kind}“ in ${tag} entfernen? Dann gelten wieder die des Programms, in seinen Sprachen.`, removed: 'Ihre Worte sind entfernt.',
    language: 'Sprache', languageHint: 'Ein Kürzel wie fr oder pt-BR.', badTag: 'Das ist kein Kürzel einer Sprache wie fr oder pt-BR.', known: 'In dieser Sprache gibt es schon Worte: Ändern Sie sie in der Liste.',
    subject: 'Betreff', text: 'Text', textHint: (names) => `Absätze mit einer leeren Zeile dazwischen. Eingesetzt werden: ${names}.`, saved: 'Die nächste Mail hat diese Worte.', now: 'Wie es jetzt gespeichert ist:',
    mistakes: { linkAlone: '{{link}} steht im Text, als eigener Absatz.', address: 'Hier darf keine Adresse des Webs und keine Mailadresse stehen: Die Mail führt nur zu {{link}}.', placeholder: 'In doppelten Klammern steht etwas, das diese Mail nicht hat.', organisation: 'Der Text nennt Ihre Organisation: {{organisation}}.' },
  },
  es: {
    about: 'Los correos salen en el idioma de quien los lee. Donde usted no ha escrito ninguno, son las palabras del programa. Los correos sobre una cuenta, como el de una contraseña nueva, no están entre ellos.',
    kinds: { invitation: 'Invitación', 'ownership-offer': 'Oferta de la propiedad', 'webhook-off': 'Se desactivó un webhook' }, own: 'sus palabras', program: 'palabras del programa',
    add: 'Añadir un idioma', addOf: (kind) => `${kind}: añadir un idioma`, changeOf: (kind, tag) => `${kind}, ${tag}: cambiar`, remove: 'Quitar sus palabras', removeOf: (kind, tag) => `${kind}, ${tag}: quitar sus palabras`, sure: (kind, tag) => `¿Quitar sus palabras de «${kind}» en ${tag}? Vuelven a valer las del programa, en sus idiomas.`, removed: 'Se han quitado sus palabras.',
    language: 'Idioma', languageHint: 'Un código como fr o pt-BR.', badTag: 'No es el código de un idioma, como fr o pt-BR.', known: 'Ya hay palabras en este idioma: cámbielas en la lista.',
    subject: 'Asunto', text: 'Texto', textHint: (names) => `Párrafos con una línea vacía entre ellos. Se sustituyen: ${names}.`, saved: 'El próximo correo lleva estas palabras.', now: 'Tal como está guardado ahora:',
    mistakes: { linkAlone: '{{link}} está en el texto, como un párrafo propio.', address: 'Aquí no puede haber direcciones de la web ni de correo: el correo lleva solo a {{link}}.', placeholder: 'Hay algo entre llaves dobles que este correo no tiene.', organisation: 'El texto nombra su organización: {{organisation}}.' },
  },
};

/** @param code of a language that the chat page speaks */
export function mailsTexts(code) {
  return ALL[code] ?? ALL.en;
}
