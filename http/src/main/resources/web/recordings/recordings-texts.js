/** Everything that the page of recordings says. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Recordings', token: "Agent's or operator's token", open: 'Open', forbidden: 'This token may not listen to recordings.', failed: 'The server does not answer. Please try again.',
    session: 'Session', look: 'Show', newest: 'Newest sessions', noSessions: 'There is no session yet.', unknown: 'There is no session of this id.',
    customer: 'Customer', agent: 'Agent', begun: 'Begun', stranger: 'not known', verified: 'identified by the company', calls: 'Calls', sides: 'The caller is on the left, the agent or a colleague on the right.',
    none: 'No call of this session was recorded.', unread: "The session's events cannot be read just now: consent and erased recordings are not shown.", began: (time) => `Call of ${time}`,
    states: { complete: 'complete', recording: 'being recorded', 'broken-off': 'broken off', beginning: 'beginning', erased: 'erased', unrecorded: 'not recorded' },
    explained: { recording: 'The call goes on; what is stored so far can be heard.', 'broken-off': 'Its server ended before the call did; what was stored can be heard.', beginning: 'Nothing is stored yet.', erased: 'It is erased, or was never stored: there is nothing to hear.' },
    answers: { announced: 'The caller was told that the call is recorded.', agreed: 'The caller agreed.', refused: 'The caller refused.', unanswered: 'The caller gave no clear answer.' },
    gap: (from, to) => `Missing, with silence in its place: ${from} to ${to}`, listen: 'Listen', again: 'Load what came since', fetching: 'The sound is on its way …', gone: 'This recording is not there any more.',
    player: (time) => `Player: call of ${time}`, unplayable: 'This browser cannot play it. Download it, and play it elsewhere.', save: 'Download', length: 'Length',
  },
  de: {
    title: 'Aufzeichnungen', token: 'Token eines Agenten oder Betreibers', open: 'Öffnen', forbidden: 'Dieses Token darf Aufzeichnungen nicht hören.', failed: 'Der Server antwortet nicht. Bitte versuchen Sie es noch einmal.',
    session: 'Sitzung', look: 'Zeigen', newest: 'Neueste Sitzungen', noSessions: 'Es gibt noch keine Sitzung.', unknown: 'Eine Sitzung mit dieser Kennung gibt es nicht.',
    customer: 'Kunde', agent: 'Agent', begun: 'Begonnen', stranger: 'nicht bekannt', verified: 'von der Firma ausgewiesen', calls: 'Anrufe', sides: 'Links ist der Anrufer, rechts der Agent oder ein Kollege.',
    none: 'Kein Anruf dieser Sitzung wurde aufgezeichnet.', unread: 'Die Ereignisse der Sitzung sind gerade nicht lesbar: Einwilligungen und gelöschte Aufzeichnungen fehlen hier.', began: (time) => `Anruf vom ${time}`,
    states: { complete: 'vollständig', recording: 'wird aufgezeichnet', 'broken-off': 'abgebrochen', beginning: 'beginnt', erased: 'gelöscht', unrecorded: 'nicht aufgezeichnet' },
    explained: { recording: 'Der Anruf dauert an; was schon gespeichert ist, lässt sich hören.', 'broken-off': 'Der Server endete vor dem Anruf; was gespeichert war, lässt sich hören.', beginning: 'Noch ist nichts gespeichert.', erased: 'Sie ist gelöscht oder wurde nie gespeichert: Zu hören ist nichts.' },
    answers: { announced: 'Dem Anrufer wurde gesagt, dass aufgezeichnet wird.', agreed: 'Der Anrufer hat eingewilligt.', refused: 'Der Anrufer hat abgelehnt.', unanswered: 'Der Anrufer gab keine klare Antwort.' },
    gap: (from, to) => `Es fehlt, mit Stille an seiner Stelle: ${from} bis ${to}`, listen: 'Anhören', again: 'Neues laden', fetching: 'Der Ton wird geladen …', gone: 'Diese Aufzeichnung gibt es nicht mehr.',
    player: (time) => `Wiedergabe: Anruf vom ${time}`, unplayable: 'Dieser Browser kann sie nicht wiedergeben. Laden Sie sie herunter, und hören Sie sie anderswo.', save: 'Herunterladen', length: 'Länge',
  },
  es: {
    title: 'Grabaciones', token: 'Token de un agente o del operador', open: 'Abrir', forbidden: 'Este token no puede escuchar grabaciones.', failed: 'El servidor no responde. Inténtelo de nuevo.',
    session: 'Sesión', look: 'Mostrar', newest: 'Sesiones más recientes', noSessions: 'Aún no hay ninguna sesión.', unknown: 'No hay ninguna sesión con este identificador.',
    customer: 'Cliente', agent: 'Agente', begun: 'Comenzada', stranger: 'desconocido', verified: 'identificado por la empresa', calls: 'Llamadas', sides: 'A la izquierda está quien llama, a la derecha el agente o un colega.',
    none: 'Ninguna llamada de esta sesión se grabó.', unread: 'Los sucesos de la sesión no se pueden leer ahora: faltan aquí consentimientos y grabaciones borradas.', began: (time) => `Llamada del ${time}`,
    states: { complete: 'completa', recording: 'grabándose', 'broken-off': 'interrumpida', beginning: 'comienza', erased: 'borrada', unrecorded: 'no grabada' },
    explained: { recording: 'La llamada continúa; se puede oír lo ya guardado.', 'broken-off': 'Su servidor terminó antes que la llamada; se puede oír lo guardado.', beginning: 'Aún no hay nada guardado.', erased: 'Está borrada, o nunca se guardó: no hay nada que oír.' },
    answers: { announced: 'Se avisó a quien llama de que se graba.', agreed: 'Quien llama consintió.', refused: 'Quien llama se negó.', unanswered: 'Quien llama no respondió con claridad.' },
    gap: (from, to) => `Falta, con silencio en su lugar: de ${from} a ${to}`, listen: 'Escuchar', again: 'Cargar lo nuevo', fetching: 'El sonido está en camino …', gone: 'Esta grabación ya no existe.',
    player: (time) => `Reproductor: llamada del ${time}`, unplayable: 'Este navegador no puede reproducirla. Descárguela y escúchela en otro sitio.', save: 'Descargar', length: 'Duración',
  },
};

/** @param code of a language that the chat page speaks */
export function recordingsTexts(code) {
  return ALL[code] ?? ALL.en;
}
