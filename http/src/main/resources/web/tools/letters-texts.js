/** Everything that the part about dead letters says. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Undelivered calls', about: 'Their service was down or refused them, and nothing was done. They can be made again, once, or dropped.',
    none: 'No call waits.', shown: 'Shown', since: (time) => `Failed on ${time}.`, tries: (count) => (count === 1 ? 'One attempt.' : `${count} attempts.`),
    session: 'Session', note: 'Note for colleagues', retry: 'Make it again', drop: 'Drop it', more: 'More', look: 'Read again',
    asked: 'It is being made again. Read the list again to see what came of it.', dropped: 'Dropped.',
    gone: 'This letter was decided before, or its session is making the same call. Read the list again.', failed: 'The server does not answer. Please try again.',
    states: { open: 'open', retried: 'being made again', delivered: 'delivered', 'in-doubt': 'in doubt', replaced: 'replaced by another call', dropped: 'dropped' },
  },
  de: {
    title: 'Nicht zugestellte Aufrufe', about: 'Ihr Dienst war nicht erreichbar oder wies sie ab, und nichts ist geschehen. Sie lassen sich wiederholen, einmal, oder verwerfen.',
    none: 'Kein Aufruf wartet.', shown: 'Gezeigt', since: (time) => `Gescheitert am ${time}.`, tries: (count) => (count === 1 ? 'Ein Versuch.' : `${count} Versuche.`),
    session: 'Sitzung', note: 'Notiz für Kollegen', retry: 'Wiederholen', drop: 'Verwerfen', more: 'Mehr', look: 'Neu lesen',
    asked: 'Der Aufruf wird wiederholt. Lesen Sie die Liste neu, um das Ergebnis zu sehen.', dropped: 'Verworfen.',
    gone: 'Darüber wurde schon entschieden, oder die Sitzung macht denselben Aufruf gerade. Lesen Sie die Liste neu.', failed: 'Der Server antwortet nicht. Bitte versuchen Sie es noch einmal.',
    states: { open: 'offen', retried: 'wird wiederholt', delivered: 'zugestellt', 'in-doubt': 'ungewiss', replaced: 'durch einen anderen Aufruf ersetzt', dropped: 'verworfen' },
  },
  es: {
    title: 'Llamadas no entregadas', about: 'Su servicio no respondía o las rechazó, y no se hizo nada. Se pueden repetir, una vez, o descartar.',
    none: 'Ninguna llamada espera.', shown: 'Se muestran', since: (time) => `Falló el ${time}.`, tries: (count) => (count === 1 ? 'Un intento.' : `${count} intentos.`),
    session: 'Sesión', note: 'Nota para colegas', retry: 'Repetir', drop: 'Descartar', more: 'Más', look: 'Leer de nuevo',
    asked: 'La llamada se está repitiendo. Lea la lista de nuevo para ver el resultado.', dropped: 'Descartada.',
    gone: 'Ya se decidió sobre ella, o la sesión está haciendo la misma llamada. Lea la lista de nuevo.', failed: 'El servidor no responde. Inténtelo de nuevo.',
    states: { open: 'abiertas', retried: 'repitiéndose', delivered: 'entregadas', 'in-doubt': 'en duda', replaced: 'sustituidas por otra llamada', dropped: 'descartadas' },
  },
};

/** @param code of a language that the chat page speaks */
export function lettersTexts(code) {
  return ALL[code] ?? ALL.en;
}
