/** Everything that the page of recordings says. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Recordings', token: 'Token', open: 'Open', forbidden: 'This token may not listen to recordings.', failed: 'The server does not answer. Please try again.',
    session: 'Session', look: 'Show', none: 'No call of this session was recorded.', began: (time) => `Call of ${time}`, length: (seconds) => `${seconds} s`,
    going: 'It goes on, or broke off.', gap: (from, to) => `Missing: ${from} to ${to}`, listen: 'Listen', save: 'Download',
  },
  de: {
    title: 'Aufzeichnungen', token: 'Token', open: 'Öffnen', forbidden: 'Dieses Token darf Aufzeichnungen nicht hören.', failed: 'Der Server antwortet nicht. Bitte versuchen Sie es noch einmal.',
    session: 'Sitzung', look: 'Zeigen', none: 'Kein Anruf dieser Sitzung wurde aufgezeichnet.', began: (time) => `Anruf vom ${time}`, length: (seconds) => `${seconds} s`,
    going: 'Sie dauert an, oder brach ab.', gap: (from, to) => `Es fehlt: ${from} bis ${to}`, listen: 'Anhören', save: 'Herunterladen',
  },
  es: {
    title: 'Grabaciones', token: 'Token', open: 'Abrir', forbidden: 'Este token no puede escuchar grabaciones.', failed: 'El servidor no responde. Inténtelo de nuevo.',
    session: 'Sesión', look: 'Mostrar', none: 'Ninguna llamada de esta sesión se grabó.', began: (time) => `Llamada del ${time}`, length: (seconds) => `${seconds} s`,
    going: 'Continúa, o se interrumpió.', gap: (from, to) => `Falta: de ${from} a ${to}`, listen: 'Escuchar', save: 'Descargar',
  },
};

/** @param code of a language that the chat page speaks */
export function recordingsTexts(code) {
  return ALL[code] ?? ALL.en;
}
