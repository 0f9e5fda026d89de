const HOUR = 60;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** A period in the largest unit that divides it. */
function period(minutes, [weeks, days, hours, rest]) {
  const [unit, words] = [[WEEK, weeks], [DAY, days], [HOUR, hours], [1, rest]].find(([each]) => minutes % each === 0);
  return words(minutes / unit);
}

/** Everything that the part about sources says. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Sites, exports and resources', about: 'Read again and again: changed pages are stored, and pages that are gone vanish.', none: 'No sources.', add: 'New source',
    id: 'Id (letters, digits, - and _)', kind: 'Kind', kinds: { site: 'Site', export: 'Export (a file, or a list of an API)', resources: 'Resources of a tool source (MCP)' }, url: { site: 'Address of the first page', export: 'Address of the file', resources: 'mcp:// and the name of the tool source' },
    collection: 'Collection', schedule: 'Schedule', byHand: 'only when asked', pagesMax: 'Most pages in a run', paths: { site: 'Only paths that begin with', resources: 'Only URIs that begin with' }, labels: 'Labels, with commas between them',
    language: 'Language, if pages do not say it', loginSecret: 'Secret of its login (name)', loginUser: 'User of its login; empty: the secret is a token', hookSecret: 'Secret of its webhook (name)', hookNote: 'Secrets belong to the host of the address, and are stored on this page:', hookPage: 'Tools', save: 'Save and read', cancel: 'Cancel', change: 'Change', changeOf: (id) => `Change ${id}`,
    moved: 'With another kind, collection or host, its documents are removed and read anew.', remove: 'Delete', sure: (id) => `Delete the source ${id}? Its documents:`,
    removeAll: 'Delete them too', removeKeep: 'Keep them', removed: (id) => `${id} and its documents are deleted.`, removedKept: (id) => `${id} is deleted; its documents stay.`,
    states: { running: 'is being read', waiting: 'waits to be read', idle: 'idle' }, into: (name) => `into ${name}`, pages: (n) => (n === 1 ? '1 page' : `${n} pages`),
    every: (n) => period(n, [(w) => (w === 1 ? 'every week' : `every ${w} weeks`), (d) => (d === 1 ? 'every day' : `every ${d} days`), (h) => (h === 1 ? 'every hour' : `every ${h} hours`), (m) => `every ${m} minutes`]),
    next: 'next', last: 'Last read', begun: 'Being read since', sync: 'Read now', runs: 'Runs', noRuns: 'It has not been read.', saved: (id) => `${id} is saved, and read soon.`,
    counts: { stored: 'new or changed', unchanged: 'unchanged', removed: 'removed', skipped: 'left out', failed: 'without an answer', held: 'held back' },
    nothing: 'nothing was found', goesOn: 'goes on', partly: 'not complete', problems: (n) => (n === 1 ? '1 problem' : `${n} problems`),
    held: (n) => `${n} pages are gone, which is most of them. They were kept.`, force: 'Remove them', hook: (name) => `Webhook, signed with ${name}:`,
  },
  de: {
    title: 'Websites, Exporte und Ressourcen', about: 'Sie werden immer wieder gelesen: Geänderte Seiten werden gespeichert, verschwundene entfernt.', none: 'Keine Quellen.', add: 'Neue Quelle',
    id: 'Id (Buchstaben, Ziffern, - und _)', kind: 'Art', kinds: { site: 'Website', export: 'Export (Datei oder Liste einer API)', resources: 'Ressourcen einer Werkzeugquelle (MCP)' }, url: { site: 'Adresse der ersten Seite', export: 'Adresse der Datei', resources: 'mcp:// und der Name der Werkzeugquelle' },
    collection: 'Sammlung', schedule: 'Zeitplan', byHand: 'nur auf Verlangen', pagesMax: 'Höchstens so viele Seiten', paths: { site: 'Nur Pfade, die so beginnen', resources: 'Nur URIs, die so beginnen' }, labels: 'Schlagworte, mit Kommas dazwischen',
    language: 'Sprache, wenn Seiten keine nennen', loginSecret: 'Geheimnis der Anmeldung (Name)', loginUser: 'Benutzer der Anmeldung; leer: das Geheimnis ist ein Token', hookSecret: 'Geheimnis des Webhooks (Name)', hookNote: 'Geheimnisse gehören zum Host der Adresse und werden auf dieser Seite abgelegt:', hookPage: 'Werkzeuge', save: 'Speichern und lesen', cancel: 'Abbrechen', change: 'Ändern', changeOf: (id) => `${id} ändern`,
    moved: 'Bei anderer Art, Sammlung oder anderem Host werden die Dokumente entfernt und neu gelesen.', remove: 'Löschen', sure: (id) => `Quelle ${id} löschen? Ihre Dokumente:`,
    removeAll: 'Auch löschen', removeKeep: 'Behalten', removed: (id) => `${id} und die Dokumente sind gelöscht.`, removedKept: (id) => `${id} ist gelöscht; die Dokumente bleiben.`,
    states: { running: 'wird gelesen', waiting: 'wartet', idle: 'ruht' }, into: (name) => `in ${name}`, pages: (n) => (n === 1 ? '1 Seite' : `${n} Seiten`),
    every: (n) => period(n, [(w) => (w === 1 ? 'jede Woche' : `alle ${w} Wochen`), (d) => (d === 1 ? 'jeden Tag' : `alle ${d} Tage`), (h) => (h === 1 ? 'jede Stunde' : `alle ${h} Stunden`), (m) => `alle ${m} Minuten`]),
    next: 'nächstes Mal', last: 'Zuletzt gelesen', begun: 'Wird gelesen seit', sync: 'Jetzt lesen', runs: 'Läufe', noRuns: 'Sie wurde noch nicht gelesen.', saved: (id) => `${id} ist gespeichert und wird bald gelesen.`,
    counts: { stored: 'neu oder geändert', unchanged: 'unverändert', removed: 'entfernt', skipped: 'ausgelassen', failed: 'ohne Antwort', held: 'zurückgehalten' },
    nothing: 'nichts gefunden', goesOn: 'läuft', partly: 'nicht vollständig', problems: (n) => (n === 1 ? '1 Problem' : `${n} Probleme`),
    held: (n) => `${n} Seiten fehlen, das sind die meisten. Sie wurden behalten.`, force: 'Entfernen', hook: (name) => `Webhook, signiert mit ${name}:`,
  },
  es: {
    title: 'Sitios, exportaciones y recursos', about: 'Se leen una y otra vez: se guardan las páginas cambiadas y se quitan las que ya no existen.', none: 'No hay fuentes.', add: 'Fuente nueva',
    id: 'Id (letras, cifras, - y _)', kind: 'Tipo', kinds: { site: 'Sitio', export: 'Exportación (archivo o lista de una API)', resources: 'Recursos de una fuente de herramientas (MCP)' }, url: { site: 'Dirección de la primera página', export: 'Dirección del archivo', resources: 'mcp:// y el nombre de la fuente de herramientas' },
    collection: 'Colección', schedule: 'Horario', byHand: 'solo cuando se pide', pagesMax: 'Máximo de páginas', paths: { site: 'Solo rutas que empiezan por', resources: 'Solo URI que empiezan por' }, labels: 'Etiquetas, separadas por comas',
    language: 'Idioma, si las páginas no lo dicen', loginSecret: 'Secreto de su acceso (nombre)', loginUser: 'Usuario de su acceso; vacío: el secreto es un token', hookSecret: 'Secreto de su webhook (nombre)', hookNote: 'Los secretos pertenecen al host de la dirección y se guardan en esta página:', hookPage: 'Herramientas', save: 'Guardar y leer', cancel: 'Cancelar', change: 'Cambiar', changeOf: (id) => `Cambiar ${id}`,
    moved: 'Con otro tipo, colección o host, sus documentos se quitan y se leen de nuevo.', remove: 'Eliminar', sure: (id) => `¿Eliminar la fuente ${id}? Sus documentos:`,
    removeAll: 'Eliminarlos también', removeKeep: 'Conservarlos', removed: (id) => `${id} y sus documentos se han eliminado.`, removedKept: (id) => `${id} se ha eliminado; sus documentos se quedan.`,
    states: { running: 'se está leyendo', waiting: 'espera', idle: 'en reposo' }, into: (name) => `en ${name}`, pages: (n) => (n === 1 ? '1 página' : `${n} páginas`),
    every: (n) => period(n, [(w) => (w === 1 ? 'cada semana' : `cada ${w} semanas`), (d) => (d === 1 ? 'cada día' : `cada ${d} días`), (h) => (h === 1 ? 'cada hora' : `cada ${h} horas`), (m) => `cada ${m} minutos`]),
    next: 'próxima vez', last: 'Última lectura', begun: 'Se lee desde', sync: 'Leer ahora', runs: 'Lecturas', noRuns: 'Aún no se ha leído.', saved: (id) => `${id} se ha guardado y se leerá pronto.`,
    counts: { stored: 'nuevas o cambiadas', unchanged: 'sin cambios', removed: 'quitadas', skipped: 'omitidas', failed: 'sin respuesta', held: 'retenidas' },
    nothing: 'no se encontró nada', goesOn: 'en curso', partly: 'incompleta', problems: (n) => (n === 1 ? '1 problema' : `${n} problemas`),
    held: (n) => `Faltan ${n} páginas, que son la mayoría. Se han conservado.`, force: 'Quitarlas', hook: (name) => `Webhook, firmado con ${name}:`,
  },
};

/** @param code of a language that the chat page speaks */
export function sourcesTexts(code) {
  return ALL[code] ?? ALL.en;
}
