/** Everything that the page of an organisation's usage says. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Usage', none: 'You are signed in to the platform, not to an organisation.', toAccount: 'Choose one on the page of your account',
    about: 'Your organisation\'s usage, as bills read it. The newest minutes may be missing.', from: 'From', to: 'To', step: 'By', steps: { day: 'day', hour: 'hour' }, show: 'Show', csv: 'Download as CSV', csvName: 'usage', zone: (zone) => `Days of ${zone}.`, shown: (from, to) => `Shown: ${from} to ${to}.`,
    order: 'The first day is after the last one.', tooManyDays: (days) => `Choose ${days} days at most.`, total: (text) => `${text} in all`, atEnd: (text) => `${text} at the end`, table: 'Numbers as a table', tableOf: (kind) => `Numbers as a table: ${kind}`, time: 'Time', amount: 'Amount',
    summary: (kind, total, most, time) => `${kind}: ${total}. Most at ${time}: ${most}.`, nothing: 'Nothing was used in this time.',
    kinds: { sessions: 'Conversations', turns: 'Turns', messages: 'Messages', 'input-tokens': 'Tokens that models read', 'output-tokens': 'Tokens that models wrote', 'tool-calls': 'Tool calls', 'call-millis': 'Minutes of calls', 'archive-bytes': 'Stored archives', 'recording-bytes': 'Stored recordings', 'document-bytes': 'Stored documents' },
    minutes: (text) => `${text} min`, budgets: 'Budgets', ownBudgets: 'Budgets of your own models', noBudgets: 'There are no budgets.', budget: { session: 'each conversation', day: 'day', week: 'week', month: 'month' }, spent: (spent, limit) => `${spent} of ${limit}`, states: { ok: 'within', alert: 'close to the limit', spent: 'spent' }, until: (time) => `until ${time}`, forecast: (text) => `Expected at the end: ${text}.`, percent: (text) => `${text} %`,
    limits: { title: 'Limits', about: 'By the plan of the installation, and those that you set within it: the lower one holds.', plan: 'Plan', own: 'Your limit', none: 'none', change: 'Change your limits', hint: 'Left empty, the plan alone holds.', save: 'Save', cancel: 'Cancel', saved: 'Your limits are stored: all nodes follow within seconds.' },
  },
  de: {
    title: 'Verbrauch', none: 'Sie sind auf der Plattform angemeldet, nicht in einer Organisation.', toAccount: 'Wählen Sie eine auf der Seite Ihres Kontos',
    about: 'Was Ihre Organisation verbraucht hat, wie Rechnungen es lesen. Die letzten Minuten können fehlen.', from: 'Von', to: 'Bis', step: 'Je', steps: { day: 'Tag', hour: 'Stunde' }, show: 'Zeigen', csv: 'Als CSV herunterladen', csvName: 'verbrauch', zone: (zone) => `Tage von ${zone}.`, shown: (from, to) => `Gezeigt: ${from} bis ${to}.`,
    order: 'Der erste Tag liegt nach dem letzten.', tooManyDays: (days) => `Wählen Sie höchstens ${days} Tage.`, total: (text) => `${text} insgesamt`, atEnd: (text) => `${text} am Ende`, table: 'Zahlen als Tabelle', tableOf: (kind) => `Zahlen als Tabelle: ${kind}`, time: 'Zeit', amount: 'Menge',
    summary: (kind, total, most, time) => `${kind}: ${total}. Am meisten am ${time}: ${most}.`, nothing: 'In dieser Zeit wurde nichts verbraucht.',
    kinds: { sessions: 'Gespräche', turns: 'Antworten', messages: 'Nachrichten', 'input-tokens': 'Gelesene Tokens der Modelle', 'output-tokens': 'Geschriebene Tokens der Modelle', 'tool-calls': 'Aufrufe von Werkzeugen', 'call-millis': 'Minuten von Anrufen', 'archive-bytes': 'Gespeicherte Archive', 'recording-bytes': 'Gespeicherte Aufnahmen', 'document-bytes': 'Gespeicherte Dokumente' },
    minutes: (text) => `${text} Min.`, budgets: 'Budgets', ownBudgets: 'Budgets Ihrer eigenen Modelle', noBudgets: 'Es gibt keine Budgets.', budget: { session: 'jedes Gespräch', day: 'Tag', week: 'Woche', month: 'Monat' }, spent: (spent, limit) => `${spent} von ${limit}`, states: { ok: 'im Rahmen', alert: 'nahe der Grenze', spent: 'ausgegeben' }, until: (time) => `bis ${time}`, forecast: (text) => `Am Ende erwartet: ${text}.`, percent: (text) => `${text} %`,
    limits: { title: 'Grenzen', about: 'Nach dem Plan der Installation, und die Sie darin setzen: Die niedrigere gilt.', plan: 'Plan', own: 'Ihre Grenze', none: 'keine', change: 'Ihre Grenzen ändern', hint: 'Bleibt es leer, gilt der Plan allein.', save: 'Speichern', cancel: 'Abbrechen', saved: 'Ihre Grenzen sind gespeichert: Alle Knoten folgen innerhalb von Sekunden.' },
  },
  es: {
    title: 'Consumo', none: 'Su sesión es de la plataforma, no de una organización.', toAccount: 'Elija una en la página de su cuenta',
    about: 'Lo que su organización ha consumido, tal como lo leen las facturas. Pueden faltar los últimos minutos.', from: 'Desde', to: 'Hasta', step: 'Por', steps: { day: 'día', hour: 'hora' }, show: 'Mostrar', csv: 'Descargar como CSV', csvName: 'consumo', zone: (zone) => `Días de ${zone}.`, shown: (from, to) => `Se muestra: del ${from} al ${to}.`,
    order: 'El primer día es posterior al último.', tooManyDays: (days) => `Elija ${days} días como máximo.`, total: (text) => `${text} en total`, atEnd: (text) => `${text} al final`, table: 'Números en una tabla', tableOf: (kind) => `Números en una tabla: ${kind}`, time: 'Hora', amount: 'Cantidad',
    summary: (kind, total, most, time) => `${kind}: ${total}. El máximo, el ${time}: ${most}.`, nothing: 'En este tiempo no se consumió nada.',
    kinds: { sessions: 'Conversaciones', turns: 'Turnos', messages: 'Mensajes', 'input-tokens': 'Tokens leídos por los modelos', 'output-tokens': 'Tokens escritos por los modelos', 'tool-calls': 'Llamadas a herramientas', 'call-millis': 'Minutos de llamadas', 'archive-bytes': 'Archivos guardados', 'recording-bytes': 'Grabaciones guardadas', 'document-bytes': 'Documentos guardados' },
    minutes: (text) => `${text} min`, budgets: 'Presupuestos', ownBudgets: 'Presupuestos de sus propios modelos', noBudgets: 'No hay presupuestos.', budget: { session: 'cada conversación', day: 'día', week: 'semana', month: 'mes' }, spent: (spent, limit) => `${spent} de ${limit}`, states: { ok: 'dentro', alert: 'cerca del límite', spent: 'agotado' }, until: (time) => `hasta el ${time}`, forecast: (text) => `Se espera al final: ${text}.`, percent: (text) => `${text} %`,
    limits: { title: 'Límites', about: 'Según el plan de la instalación, y los que usted fija dentro de él: vale el menor.', plan: 'Plan', own: 'Su límite', none: 'ninguno', change: 'Cambiar sus límites', hint: 'Si queda vacío, vale solo el plan.', save: 'Guardar', cancel: 'Cancelar', saved: 'Sus límites están guardados: todos los nodos los siguen en segundos.' },
  },
};

/** @param code of a language that the chat page speaks */
export function usageTexts(code) {
  return ALL[code] ?? ALL.en;
}
