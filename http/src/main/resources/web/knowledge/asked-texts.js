/** Texts of the part about open questions. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Asked and not answered', none: 'No questions.', state: 'State', open: 'open', answered: 'answered', dismissed: 'dismissed',
    times: (n) => (n === 1 ? 'asked once' : `asked ${n} times`), last: 'last', language: 'Language', others: 'Also asked as',
    question: 'Question', answer: 'Answer (Markdown)', collection: 'Collection', proposed: 'The draft has the words of a colleague in a session. Please check it.',
    keep: 'Save draft', approve: 'Publish', dismiss: 'Dismiss', reopen: 'Open again', close: 'Close', merge: 'Same as', join: 'Merge',
    answeredIn: 'Answered by a colleague in session', propose: 'Have the model propose an answer', proposing: 'The model writes …', byModel: (model) => `Proposed by the model ${model}. Please check it.`, from: (refs) => `From: ${refs}.`,
    use: 'Take this text', nothingKnown: 'The model found nothing about it in the documents and in what colleagues said.',
    write: 'Write an answer', more: 'More', published: (ref) => `Published as ${ref}. Searchable within seconds.`, kept: 'Saved.',
    reasons: { 'nothing-found': 'nothing found', admitted: 'not known', 'rated-down': 'rated low', 'human-wanted': 'asked for a human' },
  },
  de: {
    title: 'Gefragt und nicht beantwortet', none: 'Keine Fragen.', state: 'Stand', open: 'offen', answered: 'beantwortet', dismissed: 'verworfen',
    times: (n) => (n === 1 ? 'einmal gefragt' : `${n}-mal gefragt`), last: 'zuletzt', language: 'Sprache', others: 'Auch so gefragt',
    question: 'Frage', answer: 'Antwort (Markdown)', collection: 'Sammlung', proposed: 'Der Entwurf hat die Worte eines Kollegen aus einer Sitzung. Bitte prüfen.',
    keep: 'Entwurf speichern', approve: 'Veröffentlichen', dismiss: 'Verwerfen', reopen: 'Wieder öffnen', close: 'Schließen', merge: 'Dasselbe wie', join: 'Zusammenlegen',
    answeredIn: 'Von einem Kollegen beantwortet in Sitzung', propose: 'Das Modell eine Antwort vorschlagen lassen', proposing: 'Das Modell schreibt …', byModel: (model) => `Vorschlag des Modells ${model}. Bitte prüfen.`, from: (refs) => `Aus: ${refs}.`,
    use: 'Diesen Text nehmen', nothingKnown: 'Das Modell fand nichts dazu in den Dokumenten und in dem, was Kollegen sagten.',
    write: 'Antwort schreiben', more: 'Mehr', published: (ref) => `Veröffentlicht als ${ref}. In wenigen Sekunden auffindbar.`, kept: 'Gespeichert.',
    reasons: { 'nothing-found': 'nichts gefunden', admitted: 'nicht gewusst', 'rated-down': 'schlecht bewertet', 'human-wanted': 'Mensch verlangt' },
  },
  es: {
    title: 'Preguntado y sin respuesta', none: 'No hay preguntas.', state: 'Estado', open: 'abiertas', answered: 'respondidas', dismissed: 'descartadas',
    times: (n) => (n === 1 ? 'preguntado una vez' : `preguntado ${n} veces`), last: 'última', language: 'Idioma', others: 'También se preguntó así',
    question: 'Pregunta', answer: 'Respuesta (Markdown)', collection: 'Colección', proposed: 'El borrador tiene las palabras de un compañero en una sesión. Compruébelo.',
    keep: 'Guardar borrador', approve: 'Publicar', dismiss: 'Descartar', reopen: 'Abrir de nuevo', close: 'Cerrar', merge: 'Igual que', join: 'Unir',
    answeredIn: 'Respondido por un compañero en la sesión', propose: 'Pedir al modelo que proponga una respuesta', proposing: 'El modelo escribe …', byModel: (model) => `Propuesta del modelo ${model}. Compruébela.`, from: (refs) => `De: ${refs}.`,
    use: 'Usar este texto', nothingKnown: 'El modelo no encontró nada sobre ello en los documentos ni en lo que dijeron los compañeros.',
    write: 'Escribir una respuesta', more: 'Más', published: (ref) => `Publicado como ${ref}. Se encontrará en unos segundos.`, kept: 'Guardado.',
    reasons: { 'nothing-found': 'nada encontrado', admitted: 'no se sabía', 'rated-down': 'mal valorado', 'human-wanted': 'pidió una persona' },
  },
};

/** @param code of a language that the chat page speaks */
export function askedTexts(code) {
  return ALL[code] ?? ALL.en;
}
