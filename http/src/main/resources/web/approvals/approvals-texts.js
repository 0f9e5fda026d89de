/** Everything that the page of consent and doubts says. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Consent and doubts', token: "Agent's or operator's token", open: 'Open', waiting: 'Calls that wait for consent', noneWaits: 'No call waits for consent.',
    doubts: 'Calls in doubt', noDoubts: 'No call is in doubt.', counts: (waiting, doubts) => `${waiting} for consent, ${doubts} in doubt`,
    asked: { agent: 'A person of the company is asked.', customer: 'The customer is asked, and decides alone.' }, rule: (rule) => `Rule: ${rule}.`,
    agreed: (people) => `Agreed already: ${people}. Somebody else must agree too.`, party: { agent: 'agent', operator: 'operator', customer: 'customer', bot: 'Parley' },
    left: (time) => `${time} left.`, over: 'Its time is over.', since: (time) => `In doubt since ${time}.`, minutes: (count) => `${count} min`, seconds: (count) => `${count} s`,
    call: (call, session) => `Call ${call} of session ${session}`, arguments: 'Arguments', requested: 'The model\'s request', note: 'Note',
    inexact: 'These arguments hold a number that a browser rounds: they cannot be changed here.', noArguments: 'It has no arguments.', unread: 'Its request could not be read.',
    select: 'Select', approve: 'Approve', decline: 'Decline', approveChanged: 'Approve with these arguments', approveSelected: (count) => `Approve selected (${count})`,
    happened: 'It happened', didNotHappen: 'It did not happen', undone: 'It was undone', conversation: 'Conversation', noWords: 'Nothing was said yet.',
    decided: 'Decided.', notAll: 'Not all were accepted.', resolved: 'The doubt is lifted.', dismiss: 'Close', wrong: (name) => `${name}: this is no value of its kind.`,
    alreadyDecided: 'It was decided already, or its time is over.', notAsked: 'Somebody else is asked: you agreed already, or the customer decides.', noDoubt: 'It is in doubt no longer.',
    failed: 'The server does not answer. This page keeps trying.', forbidden: 'This token may not do that.',
  },
  de: {
    title: 'Zustimmung und Zweifel', token: 'Token eines Agenten oder Betreibers', open: 'Öffnen', waiting: 'Aufrufe, die auf Zustimmung warten', noneWaits: 'Kein Aufruf wartet auf Zustimmung.',
    doubts: 'Zweifelhafte Aufrufe', noDoubts: 'Kein Aufruf ist zweifelhaft.', counts: (waiting, doubts) => `${waiting} zur Zustimmung, ${doubts} zweifelhaft`,
    asked: { agent: 'Ein Mensch der Firma ist gefragt.', customer: 'Der Kunde ist gefragt und entscheidet allein.' }, rule: (rule) => `Regel: ${rule}.`,
    agreed: (people) => `Schon zugestimmt: ${people}. Noch jemand anderes muss zustimmen.`, party: { agent: 'Agent', operator: 'Betreiber', customer: 'Kunde', bot: 'Parley' },
    left: (time) => `Noch ${time}.`, over: 'Die Zeit ist abgelaufen.', since: (time) => `Zweifelhaft seit ${time}.`, minutes: (count) => `${count} min`, seconds: (count) => `${count} s`,
    call: (call, session) => `Aufruf ${call} der Sitzung ${session}`, arguments: 'Argumente', requested: 'Was das Modell wollte', note: 'Notiz',
    inexact: 'Diese Argumente enthalten eine Zahl, die ein Browser rundet: Sie lassen sich hier nicht ändern.', noArguments: 'Er hat keine Argumente.', unread: 'Die Anfrage war nicht lesbar.',
    select: 'Auswählen', approve: 'Zustimmen', decline: 'Ablehnen', approveChanged: 'Mit diesen Argumenten zustimmen', approveSelected: (count) => `Ausgewählten zustimmen (${count})`,
    happened: 'Es ist geschehen', didNotHappen: 'Es ist nicht geschehen', undone: 'Es wurde rückgängig gemacht', conversation: 'Gespräch', noWords: 'Noch wurde nichts gesagt.',
    decided: 'Entschieden.', notAll: 'Nicht alles wurde angenommen.', resolved: 'Der Zweifel ist behoben.', dismiss: 'Schließen', wrong: (name) => `${name}: Das ist kein Wert dieser Art.`,
    alreadyDecided: 'Das ist schon entschieden, oder die Zeit ist abgelaufen.', notAsked: 'Jemand anderes ist gefragt: Sie haben schon zugestimmt, oder der Kunde entscheidet.', noDoubt: 'Er ist nicht mehr zweifelhaft.',
    failed: 'Der Server antwortet nicht. Diese Seite versucht es weiter.', forbidden: 'Dieses Token darf das nicht.',
  },
  es: {
    title: 'Consentimiento y dudas', token: 'Token de un agente o del operador', open: 'Abrir', waiting: 'Llamadas que esperan consentimiento', noneWaits: 'Ninguna llamada espera consentimiento.',
    doubts: 'Llamadas en duda', noDoubts: 'Ninguna llamada está en duda.', counts: (waiting, doubts) => `${waiting} por consentir, ${doubts} en duda`,
    asked: { agent: 'Se pregunta a una persona de la empresa.', customer: 'Se pregunta al cliente, que decide solo.' }, rule: (rule) => `Regla: ${rule}.`,
    agreed: (people) => `Ya de acuerdo: ${people}. Otra persona debe consentir también.`, party: { agent: 'agente', operator: 'operador', customer: 'cliente', bot: 'Parley' },
    left: (time) => `Quedan ${time}.`, over: 'Su plazo ha terminado.', since: (time) => `En duda desde ${time}.`, minutes: (count) => `${count} min`, seconds: (count) => `${count} s`,
    call: (call, session) => `Llamada ${call} de la sesión ${session}`, arguments: 'Argumentos', requested: 'Lo que pidió el modelo', note: 'Nota',
    inexact: 'Estos argumentos tienen un número que un navegador redondea: no se pueden cambiar aquí.', noArguments: 'No tiene argumentos.', unread: 'No se pudo leer su petición.',
    select: 'Seleccionar', approve: 'Consentir', decline: 'Rechazar', approveChanged: 'Consentir con estos argumentos', approveSelected: (count) => `Consentir las seleccionadas (${count})`,
    happened: 'Ocurrió', didNotHappen: 'No ocurrió', undone: 'Se deshizo', conversation: 'Conversación', noWords: 'Aún no se ha dicho nada.',
    decided: 'Decidido.', notAll: 'No todo se ha aceptado.', resolved: 'La duda está resuelta.', dismiss: 'Cerrar', wrong: (name) => `${name}: esto no es un valor de su tipo.`,
    alreadyDecided: 'Ya está decidida, o su plazo ha terminado.', notAsked: 'Se pregunta a otra persona: usted ya consintió, o decide el cliente.', noDoubt: 'Ya no está en duda.',
    failed: 'El servidor no responde. Esta página sigue intentándolo.', forbidden: 'Este token no puede hacer eso.',
  },
};

/** @param code of a language that the chat page speaks */
export function approvalsTexts(code) {
  return ALL[code] ?? ALL.en;
}
