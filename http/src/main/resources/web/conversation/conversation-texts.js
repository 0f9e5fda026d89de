import { recordingsTexts } from '../recordings/recordings-texts.js';

/** What the page of a conversation says beyond the page of recordings. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Conversation', forbidden: 'This token may not do that.', failed: 'The server does not answer. Please try again.',
    authors: { customer: 'Customer', bot: 'Agent', agent: 'Colleague', operator: 'Operator', system: 'Parley' }, typing: (who) => `${who} is typing …`,
    spoken: 'spoken', hearing: 'still being spoken', sending: 'being sent', turns: { open: 'being answered', interrupted: 'stopped' }, heard: (words) => `Heard of it: “${words}”`, unanswered: (why) => `No answer. ${why}`,
    calls: { running: 'under way', 'awaiting-approval': 'waits for consent', declined: 'declined', 'in-doubt': 'in doubt', deferred: 'is answered later', asks: 'the customer is asked', unwanted: 'the customer said no', repeated: 'as before', settled: 'settled' },
    takenOver: (who) => `${who} has taken over.`, handedBack: (who) => `${who} has handed back: the agent answers.`, missing: 'A part of the recording could not be stored.', ended: 'The conversation has ended.',
    asked: (who, target, mode) => `${who} has the call transferred to ${target} (${mode}).`, settled: (target, outcome, reason) => `Transfer to ${target}: ${outcome}${reason ? ` (${reason})` : ''}.`,
    modes: { blind: 'blind', attended: 'attended' }, outcomes: { succeeded: 'the caller is there', failed: 'the caller is with the agent again', rejected: 'nothing was dialled', 'in-doubt': 'not known whether the caller is there' },
    reasons: { 'no-answer': 'no answer', busy: 'busy', declined: 'declined', 'not-accepted': 'not accepted', failed: 'it failed', withdrawn: 'withdrawn', 'caller-gone': 'the caller is gone' },
    call: 'Call', phone: 'On the telephone', browser: 'In a call', since: (time) => `followed here since ${time}`, noCall: 'There is no call.', phases: { listening: 'listening', thinking: 'thinking', speaking: 'speaking' },
    bad: 'bad line', silent: 'nothing comes from the caller', noVoice: 'no sound: answers are written', recording: { on: 'recorded', paused: 'recording paused' }, transfer: { hold: 'on hold: a colleague is called', connected: 'with a colleague' },
    over: (why) => `The call is over: ${why}.`, why: { 'hung-up': 'hung up', 'gave-up': 'nobody spoke', lost: 'the line was lost', failed: 'it failed', replaced: 'another call began', 'too-long': 'it was too long', 'session-ended': 'the conversation has ended', 'not-served': 'the company is not served', draining: 'its server goes', transferred: 'it was transferred' },
    measured: (figures) => `The call is measured: ${figures}.`, checked: (percent, words) => `The words of a call were compared with those that were said: ${percent} % errors among ${words} words.`,
    figures: { seconds: (n) => `${n} s`, line: (mos, worst) => `MOS ${mos} (worst ${worst})`, loss: (n) => `loss ${n} %`, jitter: (n) => `jitter ${n} ms`, answers: (p50, p95) => `answers after ${p50} ms (p95 ${p95} ms)`, interruptions: (n) => `interruptions: ${n}`, silence: (n) => `silence ${n} %` },
    takeOver: 'Take over', handBack: 'Hand back', agentLeads: 'The agent answers.', leads: (who) => `${who} answers; the agent is silent.`,
    write: 'Message to the customer', aloud: 'It is read aloud in the call.', send: 'Send', operators: "Operators read and do not write: an agent's token may.",
    transfers: 'Transfer the call', target: 'Target', closed: (hours) => `closed now: ${hours}`, noTargets: 'No targets are listed for this agent.', mode: 'Manner', usual: 'blind, where the target allows it', summary: 'What the colleague should know', order: 'Transfer', ordered: 'The transfer is under way.', expired: 'This token is not accepted any more. Open the page again.',
    end: 'Erasure', erase: 'Erase the conversation', eraseSure: 'Erase this conversation for good? Its words, recordings, archive, and what was remembered of it go. Usage and costs stay.', cancel: 'Cancel', erased: 'The conversation is gone within seconds.', goesOn: 'The conversation goes on. End it first.',
  },
  de: {
    title: 'Gespräch', forbidden: 'Dieses Token darf das nicht.', failed: 'Der Server antwortet nicht. Bitte versuchen Sie es noch einmal.',
    authors: { customer: 'Kunde', bot: 'Agent', agent: 'Kollege', operator: 'Betreiber', system: 'Parley' }, typing: (who) => `${who} schreibt …`,
    spoken: 'gesprochen', hearing: 'wird noch gesprochen', sending: 'wird gesendet', turns: { open: 'Antwort läuft', interrupted: 'abgebrochen' }, heard: (words) => `Davon gehört: „${words}“`, unanswered: (why) => `Keine Antwort. ${why}`,
    calls: { running: 'läuft', 'awaiting-approval': 'wartet auf Zustimmung', declined: 'abgelehnt', 'in-doubt': 'zweifelhaft', deferred: 'wird später beantwortet', asks: 'der Kunde ist gefragt', unwanted: 'der Kunde sagte nein', repeated: 'wie zuvor', settled: 'erledigt' },
    takenOver: (who) => `${who} hat übernommen.`, handedBack: (who) => `${who} hat zurückgegeben: Der Agent antwortet.`, missing: 'Ein Teil der Aufzeichnung konnte nicht gespeichert werden.', ended: 'Das Gespräch ist beendet.',
    asked: (who, target, mode) => `${who} lässt den Anruf an ${target} weiterleiten (${mode}).`, settled: (target, outcome, reason) => `Weiterleitung an ${target}: ${outcome}${reason ? ` (${reason})` : ''}.`,
    modes: { blind: 'direkt', attended: 'mit Rückfrage' }, outcomes: { succeeded: 'der Anrufer ist dort', failed: 'der Anrufer ist wieder beim Agenten', rejected: 'nichts wurde gewählt', 'in-doubt': 'ungewiss, ob der Anrufer dort ist' },
    reasons: { 'no-answer': 'niemand nahm ab', busy: 'besetzt', declined: 'abgelehnt', 'not-accepted': 'nicht angenommen', failed: 'fehlgeschlagen', withdrawn: 'zurückgezogen', 'caller-gone': 'der Anrufer ist fort' },
    call: 'Anruf', phone: 'Am Telefon', browser: 'Im Anruf', since: (time) => `hier verfolgt seit ${time}`, noCall: 'Es gibt keinen Anruf.', phases: { listening: 'hört zu', thinking: 'überlegt', speaking: 'spricht' },
    bad: 'schlechte Leitung', silent: 'vom Anrufer kommt nichts', noVoice: 'kein Ton: Antworten werden geschrieben', recording: { on: 'wird aufgezeichnet', paused: 'Aufzeichnung pausiert' }, transfer: { hold: 'in der Warteschleife: ein Kollege wird gerufen', connected: 'bei einem Kollegen' },
    over: (why) => `Der Anruf ist vorbei: ${why}.`, why: { 'hung-up': 'aufgelegt', 'gave-up': 'niemand sprach', lost: 'die Leitung ging verloren', failed: 'fehlgeschlagen', replaced: 'ein anderer Anruf begann', 'too-long': 'er dauerte zu lange', 'session-ended': 'das Gespräch ist beendet', 'not-served': 'die Firma wird nicht bedient', draining: 'sein Server geht', transferred: 'weitergeleitet' },
    measured: (figures) => `Der Anruf ist gemessen: ${figures}.`, checked: (percent, words) => `Die Worte eines Anrufs wurden mit den gesprochenen verglichen: ${percent} % Fehler unter ${words} Worten.`,
    figures: { seconds: (n) => `${n} s`, line: (mos, worst) => `MOS ${mos} (schlechtester ${worst})`, loss: (n) => `Verlust ${n} %`, jitter: (n) => `Jitter ${n} ms`, answers: (p50, p95) => `Antworten nach ${p50} ms (p95 ${p95} ms)`, interruptions: (n) => `Unterbrechungen: ${n}`, silence: (n) => `Stille ${n} %` },
    takeOver: 'Übernehmen', handBack: 'Zurückgeben', agentLeads: 'Der Agent antwortet.', leads: (who) => `${who} antwortet; der Agent schweigt.`,
    write: 'Nachricht an den Kunden', aloud: 'Im Anruf wird sie vorgelesen.', send: 'Senden', operators: 'Betreiber lesen und schreiben nicht: Das darf das Token eines Agenten.',
    transfers: 'Anruf weiterleiten', target: 'Ziel', closed: (hours) => `jetzt geschlossen: ${hours}`, noTargets: 'Für diesen Agenten sind keine Ziele eingetragen.', mode: 'Art', usual: 'direkt, wo das Ziel es erlaubt', summary: 'Was der Kollege wissen soll', order: 'Weiterleiten', ordered: 'Die Weiterleitung läuft.', expired: 'Dieses Token gilt nicht mehr. Öffnen Sie die Seite neu.',
    end: 'Löschen', erase: 'Gespräch löschen', eraseSure: 'Dieses Gespräch für immer löschen? Seine Worte, Aufzeichnungen, sein Archiv, und was davon erinnert wurde, gehen. Verbrauch und Kosten bleiben.', cancel: 'Abbrechen', erased: 'Das Gespräch ist in wenigen Sekunden weg.', goesOn: 'Das Gespräch läuft noch. Beenden Sie es zuerst.',
  },
  es: {
    title: 'Conversación', forbidden: 'Este token no puede hacer eso.', failed: 'El servidor no responde. Inténtelo de nuevo.',
    authors: { customer: 'Cliente', bot: 'Agente', agent: 'Colega', operator: 'Operador', system: 'Parley' }, typing: (who) => `${who} está escribiendo …`,
    spoken: 'hablado', hearing: 'aún está hablando', sending: 'enviándose', turns: { open: 'respondiendo', interrupted: 'detenida' }, heard: (words) => `De ella se oyó: «${words}»`, unanswered: (why) => `Sin respuesta. ${why}`,
    calls: { running: 'en curso', 'awaiting-approval': 'espera consentimiento', declined: 'rechazada', 'in-doubt': 'en duda', deferred: 'se responde más tarde', asks: 'se pregunta al cliente', unwanted: 'el cliente dijo que no', repeated: 'como antes', settled: 'terminada' },
    takenOver: (who) => `${who} ha tomado la conversación.`, handedBack: (who) => `${who} la ha devuelto: responde el agente.`, missing: 'Una parte de la grabación no se pudo guardar.', ended: 'La conversación ha terminado.',
    asked: (who, target, mode) => `${who} transfiere la llamada a ${target} (${mode}).`, settled: (target, outcome, reason) => `Transferencia a ${target}: ${outcome}${reason ? ` (${reason})` : ''}.`,
    modes: { blind: 'directa', attended: 'con consulta' }, outcomes: { succeeded: 'quien llama está allí', failed: 'quien llama está otra vez con el agente', rejected: 'no se marcó nada', 'in-doubt': 'no se sabe si quien llama está allí' },
    reasons: { 'no-answer': 'nadie contestó', busy: 'ocupado', declined: 'rechazada', 'not-accepted': 'no aceptada', failed: 'falló', withdrawn: 'retirada', 'caller-gone': 'quien llama se ha ido' },
    call: 'Llamada', phone: 'Al teléfono', browser: 'En una llamada', since: (time) => `seguida aquí desde ${time}`, noCall: 'No hay ninguna llamada.', phases: { listening: 'escucha', thinking: 'piensa', speaking: 'habla' },
    bad: 'mala línea', silent: 'no llega nada de quien llama', noVoice: 'sin sonido: las respuestas se escriben', recording: { on: 'grabándose', paused: 'grabación en pausa' }, transfer: { hold: 'en espera: se llama a un colega', connected: 'con un colega' },
    over: (why) => `La llamada ha terminado: ${why}.`, why: { 'hung-up': 'colgaron', 'gave-up': 'nadie habló', lost: 'se perdió la línea', failed: 'falló', replaced: 'empezó otra llamada', 'too-long': 'era demasiado larga', 'session-ended': 'la conversación ha terminado', 'not-served': 'no se atiende a la empresa', draining: 'su servidor se va', transferred: 'se transfirió' },
    measured: (figures) => `La llamada se ha medido: ${figures}.`, checked: (percent, words) => `Las palabras de una llamada se compararon con las que se dijeron: ${percent} % de errores entre ${words} palabras.`,
    figures: { seconds: (n) => `${n} s`, line: (mos, worst) => `MOS ${mos} (el peor ${worst})`, loss: (n) => `pérdida ${n} %`, jitter: (n) => `jitter ${n} ms`, answers: (p50, p95) => `respuestas tras ${p50} ms (p95 ${p95} ms)`, interruptions: (n) => `interrupciones: ${n}`, silence: (n) => `silencio ${n} %` },
    takeOver: 'Tomar la conversación', handBack: 'Devolver', agentLeads: 'Responde el agente.', leads: (who) => `Responde: ${who}. El agente calla.`,
    write: 'Mensaje al cliente', aloud: 'En la llamada se lee en voz alta.', send: 'Enviar', operators: 'Los operadores leen y no escriben: puede hacerlo el token de un agente.',
    transfers: 'Transferir la llamada', target: 'Destino', closed: (hours) => `cerrado ahora: ${hours}`, noTargets: 'No hay destinos para este agente.', mode: 'Modo', usual: 'directa, donde el destino lo permite', summary: 'Lo que el colega debe saber', order: 'Transferir', ordered: 'La transferencia está en curso.', expired: 'Este token ya no se acepta. Abra la página de nuevo.',
    end: 'Borrado', erase: 'Borrar la conversación', eraseSure: '¿Borrar esta conversación para siempre? Se van sus palabras, grabaciones, archivo y lo que se recordó de ella. El consumo y los costes se quedan.', cancel: 'Cancelar', erased: 'La conversación desaparece en unos segundos.', goesOn: 'La conversación sigue. Termínela antes.',
  },
};

/** @param code of a language that the chat page speaks */
export function conversationTexts(code) {
  return { ...recordingsTexts(code), ...(ALL[code] ?? ALL.en) };
}
