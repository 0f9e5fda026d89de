/** Everything that the page of the design system says. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Design', about: 'One set of tokens for the chat page, the widget, the console and the live page, and parts that are the pages’ own. The page follows the light or dark scheme of the browser.',
    parts: 'Parts', sections: { tokens: 'Tokens', type: 'Type', buttons: 'Buttons', fields: 'Fields', words: 'Messages', lists: 'Lists and facts', charts: 'Charts and budgets', recordings: 'Recorded calls', chat: 'Chat', live: 'Live page' },
    token: 'Token', value: 'Value', onPaper: 'Contrast on paper', onSurface: 'Contrast on a surface', other: 'Fonts and sizes', heading: 'A heading', text: 'Text is read in the reader’s own manner, and a long word such as Donaudampfschifffahrtsgesellschaft breaks where it must.', soft: 'Soft text explains.', code: 'Code is exact', link: 'A link',
    primary: 'Do it', plain: 'Another choice', asLink: 'As a link', off: 'Not now', ask: 'Remove', sure: 'Remove it? It is gone for good.', yes: 'Remove it', done: 'Done.', undone: 'Nothing has happened: this page shows parts alone.',
    name: 'Name', nameHint: 'A hint stands beneath its field.', email: 'Address of mail', wrong: 'That is no address of mail.', amount: 'Amount', choice: 'Choice', choices: { one: 'the first', other: 'the second' }, long: 'Longer text', day: 'Day', check: 'A box', checkAbout: 'with what it means', radios: 'One of these', first: 'This', second: 'Or that',
    told: 'It is stored.', refused: 'The server refuses this, and says why.', looking: 'One moment …', secret: 'A secret', once: 'It is shown once.', badges: ['valid', 'in use', 'expired', 'neutral'],
    card: 'Larch & Lace', cardAbout: 'a customer for years', state: 'State', since: 'Since', good: 'good', before: 'Before', after: 'After', details: 'More of it',
    summary: 'Bars of five days', days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'], shop: 'Larch & Lace', question: 'Where is my order?', answer: 'It left our house on **Monday**, and is with the carrier:\n\n- parcel 1 of 2 arrives tomorrow\n- parcel 2 of 2 a day later', source: 'Shipping', colleague: 'I have asked the carrier to ring twice.', again: 'And my second one?', endDialog: 'End the chat',
  },
  de: {
    title: 'Gestaltung', about: 'Woraus Chat, Widget, Konsole und Live-Seite bestehen: ein Satz von Token, und Teile, die die der Seiten selbst sind. Die Seite folgt dem hellen oder dunklen Schema des Browsers.',
    parts: 'Teile', sections: { tokens: 'Token', type: 'Schrift', buttons: 'Knöpfe', fields: 'Felder', words: 'Meldungen', lists: 'Listen und Angaben', charts: 'Diagramme und Budgets', recordings: 'Aufgezeichnete Anrufe', chat: 'Chat', live: 'Live-Seite' },
    token: 'Token', value: 'Wert', onPaper: 'Kontrast auf Papier', onSurface: 'Kontrast auf einer Fläche', other: 'Schriften und Größen', heading: 'Eine Überschrift', text: 'Text liest sich in der Art des Lesers, und ein langes Wort wie Donaudampfschifffahrtsgesellschaft bricht, wo es muss.', soft: 'Leiser Text erklärt.', code: 'Code ist genau', link: 'Ein Link',
    primary: 'Ausführen', plain: 'Eine andere Wahl', asLink: 'Wie ein Link', off: 'Jetzt nicht', ask: 'Entfernen', sure: 'Entfernen? Es ist dann für immer weg.', yes: 'Ja, entfernen', done: 'Fertig.', undone: 'Nichts ist geschehen: Diese Seite zeigt nur Teile.',
    name: 'Name', nameHint: 'Ein Hinweis steht unter seinem Feld.', email: 'Mailadresse', wrong: 'Das ist keine Mailadresse.', amount: 'Menge', choice: 'Auswahl', choices: { one: 'das erste', other: 'das zweite' }, long: 'Längerer Text', day: 'Tag', check: 'Ein Kästchen', checkAbout: 'mit dem, was es heißt', radios: 'Eines davon', first: 'Dieses', second: 'Oder jenes',
    told: 'Es ist gespeichert.', refused: 'Der Server lehnt das ab und sagt, warum.', looking: 'Einen Moment …', secret: 'Ein Geheimnis', once: 'Es wird einmal gezeigt.', badges: ['gültig', 'in Gebrauch', 'abgelaufen', 'neutral'],
    card: 'Larch & Lace', cardAbout: 'seit Jahren Kunde', state: 'Zustand', since: 'Seit', good: 'gut', before: 'Vorher', after: 'Nachher', details: 'Mehr davon',
    summary: 'Balken von fünf Tagen', days: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag'], shop: 'Larch & Lace', question: 'Wo ist meine Bestellung?', answer: 'Sie ging am **Montag** hinaus und ist beim Boten:\n\n- Paket 1 von 2 kommt morgen\n- Paket 2 von 2 einen Tag später', source: 'Versand', colleague: 'Ich habe den Boten gebeten, zweimal zu klingeln.', again: 'Und meine zweite?', endDialog: 'Chat beenden',
  },
  es: {
    title: 'Diseño', about: 'De qué están hechos el chat, el widget, la consola y la página en vivo: un juego de tokens, y partes que son las de las propias páginas. La página sigue el esquema claro u oscuro del navegador.',
    parts: 'Partes', sections: { tokens: 'Tokens', type: 'Letra', buttons: 'Botones', fields: 'Campos', words: 'Avisos', lists: 'Listas y datos', charts: 'Gráficos y presupuestos', recordings: 'Llamadas grabadas', chat: 'Chat', live: 'Página en vivo' },
    token: 'Token', value: 'Valor', onPaper: 'Contraste sobre el papel', onSurface: 'Contraste sobre una superficie', other: 'Letras y tamaños', heading: 'Un título', text: 'El texto se lee a la manera de quien lee, y una palabra larga como electroencefalografista se parte donde debe.', soft: 'El texto suave explica.', code: 'El código es exacto', link: 'Un enlace',
    primary: 'Hacerlo', plain: 'Otra opción', asLink: 'Como un enlace', off: 'Ahora no', ask: 'Quitar', sure: '¿Quitarlo? Desaparece para siempre.', yes: 'Sí, quitarlo', done: 'Hecho.', undone: 'No ha pasado nada: esta página solo muestra partes.',
    name: 'Nombre', nameHint: 'La ayuda está debajo de su campo.', email: 'Dirección de correo', wrong: 'Eso no es una dirección de correo.', amount: 'Cantidad', choice: 'Elección', choices: { one: 'lo primero', other: 'lo segundo' }, long: 'Texto más largo', day: 'Día', check: 'Una casilla', checkAbout: 'con lo que significa', radios: 'Una de estas', first: 'Esta', second: 'O esa',
    told: 'Está guardado.', refused: 'El servidor lo rechaza y dice por qué.', looking: 'Un momento …', secret: 'Un secreto', once: 'Se muestra una vez.', badges: ['válido', 'en uso', 'caducado', 'neutro'],
    card: 'Larch & Lace', cardAbout: 'cliente desde hace años', state: 'Estado', since: 'Desde', good: 'bueno', before: 'Antes', after: 'Después', details: 'Más de esto',
    summary: 'Barras de cinco días', days: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes'], shop: 'Larch & Lace', question: '¿Dónde está mi pedido?', answer: 'Salió el **lunes** y lo tiene el transportista:\n\n- el paquete 1 de 2 llega mañana\n- el paquete 2 de 2, un día después', source: 'Envíos', colleague: 'He pedido al transportista que llame dos veces.', again: '¿Y el segundo?', endDialog: 'Terminar el chat',
  },
};

/** @param code of a language that the chat page speaks */
export function designTexts(code) {
  return ALL[code] ?? ALL.en;
}
