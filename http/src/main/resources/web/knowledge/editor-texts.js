/** Everything that the operators' page of the knowledge base says. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Knowledge', token: "Operator's token", open: 'Open', documents: 'Documents', collection: 'Collection',
    every: 'All collections', contains: 'Title or ref contains', filter: 'Show', ref: 'Ref', name: 'Title',
    labels: 'Labels, with commas between them', language: 'Language (en, de …); empty: detected', version: 'Version',
    changed: 'Changed', more: 'More', none: 'No documents.', add: 'New document', source: 'Address of the original',
    body: 'Text (Markdown)', save: 'Save', remove: 'Delete', sure: (ref) => `Delete ${ref} with all its versions?`,
    cancel: 'Cancel', versions: 'Versions', shown: (n) => `Version ${n} is shown; saving makes it the newest.`,
    upload: 'Upload files', files: 'Files', send: 'Upload', search: 'Try a search', question: 'Question',
    find: 'Search', nothing: 'Nothing was found.', score: 'Score', collections: 'Collections',
    collectionName: 'Name', isPublic: 'Visitors may open its passages', put: 'Add or change', yes: 'yes', no: 'no',
    saved: (added, changed) => (added + changed === 0 ? 'Nothing has changed.' : 'Saved. Searchable within seconds.'),
    removed: 'Deleted.', uploaded: (name) => `${name}: uploaded`, refused: (name, why) => `${name}: ${why}`,
    failed: 'The server does not answer. Please try again.', forbidden: 'This token may not do that.',
  },
  de: {
    title: 'Wissen', token: 'Token des Betreibers', open: 'Öffnen', documents: 'Dokumente', collection: 'Sammlung',
    every: 'Alle Sammlungen', contains: 'Titel oder Ref enthält', filter: 'Anzeigen', ref: 'Ref', name: 'Titel',
    labels: 'Schlagworte, mit Kommas dazwischen', language: 'Sprache (en, de …); leer: wird erkannt', version: 'Version',
    changed: 'Geändert', more: 'Mehr', none: 'Keine Dokumente.', add: 'Neues Dokument', source: 'Adresse des Originals',
    body: 'Text (Markdown)', save: 'Speichern', remove: 'Löschen', sure: (ref) => `${ref} mit allen Versionen löschen?`,
    cancel: 'Abbrechen', versions: 'Versionen', shown: (n) => `Version ${n} wird gezeigt; Speichern macht sie zur neuesten.`,
    upload: 'Dateien hochladen', files: 'Dateien', send: 'Hochladen', search: 'Suche ausprobieren', question: 'Frage',
    find: 'Suchen', nothing: 'Nichts gefunden.', score: 'Wertung', collections: 'Sammlungen',
    collectionName: 'Name', isPublic: 'Besucher dürfen die Stellen öffnen', put: 'Anlegen oder ändern', yes: 'ja', no: 'nein',
    saved: (added, changed) => (added + changed === 0 ? 'Nichts hat sich geändert.' : 'Gespeichert. In wenigen Sekunden auffindbar.'),
    removed: 'Gelöscht.', uploaded: (name) => `${name}: hochgeladen`, refused: (name, why) => `${name}: ${why}`,
    failed: 'Der Server antwortet nicht. Bitte versuchen Sie es noch einmal.', forbidden: 'Dieses Token darf das nicht.',
  },
  es: {
    title: 'Conocimiento', token: 'Token del operador', open: 'Abrir', documents: 'Documentos', collection: 'Colección',
    every: 'Todas las colecciones', contains: 'El título o la ref contiene', filter: 'Mostrar', ref: 'Ref', name: 'Título',
    labels: 'Etiquetas, separadas por comas', language: 'Idioma (en, de …); vacío: se detecta', version: 'Versión',
    changed: 'Cambiado', more: 'Más', none: 'No hay documentos.', add: 'Documento nuevo', source: 'Dirección del original',
    body: 'Texto (Markdown)', save: 'Guardar', remove: 'Eliminar', sure: (ref) => `¿Eliminar ${ref} con todas sus versiones?`,
    cancel: 'Cancelar', versions: 'Versiones', shown: (n) => `Se muestra la versión ${n}; al guardar será la más reciente.`,
    upload: 'Subir archivos', files: 'Archivos', send: 'Subir', search: 'Probar una búsqueda', question: 'Pregunta',
    find: 'Buscar', nothing: 'No se encontró nada.', score: 'Puntuación', collections: 'Colecciones',
    collectionName: 'Nombre', isPublic: 'Los visitantes pueden abrir sus pasajes', put: 'Añadir o cambiar', yes: 'sí', no: 'no',
    saved: (added, changed) => (added + changed === 0 ? 'Nada ha cambiado.' : 'Guardado. Se encontrará en unos segundos.'),
    removed: 'Eliminado.', uploaded: (name) => `${name}: subido`, refused: (name, why) => `${name}: ${why}`,
    failed: 'El servidor no responde. Inténtelo de nuevo.', forbidden: 'Este token no puede hacer eso.',
  },
};

/** @param code of a language that the chat page speaks */
export function editorTexts(code) {
  return ALL[code] ?? ALL.en;
}
