/** Everything that the operators' page of tool sources says. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Tools', token: "Operator's token", open: 'Open', sources: 'Tool sources', none: 'No tool sources.', name: 'Name',
    kind: 'Kind', state: 'State', usable: 'usable', count: 'Tools', prompts: 'Prompts', held: 'Held back', add: 'New source', save: 'Save',
    cancel: 'Cancel', again: 'Try to open', remove: 'Delete', sure: (name) => `Delete ${name}? Its tools are gone from all agents.`,
    settings: 'Settings (JSON). A value may name a secret as ${secret:NAME}.', agents: 'Agents, with commas between them; empty: all',
    allow: 'Allowed tools, with commas between them; empty: all', ofFile: 'This source is defined in the configuration, and changed there alone.',
    refused: 'Not offered', approval: 'A person agrees to each call.', rule: (rule) => `Consent: ${rule}.`, rules: 'Consent, a rule in each line, such as crm.refund = always', limits: 'Limits and costs, one tool in each line, such as crm.* = 30 calls a minute, 5 calls a session, 0.05 EUR a call', cost: (amount) => `Cost of a call: ${amount}.`, forbiddenTool: 'The definition does not allow it.',
    waits: 'Held back: its present form was not approved.', difference: 'Changes', wholeForm: 'Its present form', approve: 'Approve this form', parameters: 'Arguments (JSON Schema)',
    tryIt: 'Try', arguments: 'Arguments (JSON)', customer: 'Customer id', rehearse: 'Show the request', call: 'Call now, with its effect',
    result: 'Result', secrets: 'Secrets', value: 'Value', host: 'Host (crm.example or crm.example:8443)', keep: 'Store', noSecrets: 'No secrets.',
    secretNote: 'A stored value is never shown again, and is sent to its host alone.', stored: 'Stored.', saved: 'Saved. All nodes follow within a second.',
    removed: 'Deleted.', approved: 'Approved.', notJson: (field) => `${field}: this is not a JSON object.`,
    signIn: 'Sign in', signOut: 'Sign out', signedIn: 'Signed in.', signedOut: 'Signed out.', needsSignIn: 'needs sign-in', wantsScopes: (scopes) => `Some calls need further rights: ${scopes}. Sign in again.`, openPage: 'Open the sign-in page', comeBack: 'Agree on the other page within ten minutes, then try to open the source here.',
    policy: {
      'read-only': 'only reads', 'retry-with-key': 'repeated under one key if its answer is lost', 'look-up': 'looked up if its answer is lost',
      'ask-human': 'a person decides if its answer is lost', compensate: 'undone if its answer is lost',
    },
    failed: 'The server does not answer. Please try again.', forbidden: 'This token may not do that.',
  },
  de: {
    title: 'Werkzeuge', token: 'Token des Betreibers', open: 'Öffnen', sources: 'Quellen von Werkzeugen', none: 'Keine Quellen von Werkzeugen.', name: 'Name',
    kind: 'Art', state: 'Zustand', usable: 'benutzbar', count: 'Werkzeuge', prompts: 'Textvorlagen', held: 'Zurückgehalten', add: 'Neue Quelle', save: 'Speichern',
    cancel: 'Abbrechen', again: 'Öffnen versuchen', remove: 'Löschen', sure: (name) => `${name} löschen? Kein Agent hat dann noch seine Werkzeuge.`,
    settings: 'Einstellungen (JSON). Ein Wert darf ein Geheimnis als ${secret:NAME} nennen.', agents: 'Agenten, mit Kommas dazwischen; leer: alle',
    allow: 'Erlaubte Werkzeuge, mit Kommas dazwischen; leer: alle', ofFile: 'Diese Quelle steht in der Konfiguration und wird nur dort geändert.',
    refused: 'Nicht angeboten', approval: 'Ein Mensch stimmt jedem Aufruf zu.', rule: (rule) => `Zustimmung: ${rule}.`, rules: 'Zustimmung, eine Regel je Zeile, etwa crm.refund = always', limits: 'Grenzen und Kosten, ein Werkzeug je Zeile, etwa crm.* = 30 calls a minute, 5 calls a session, 0.05 EUR a call', cost: (amount) => `Kosten eines Aufrufs: ${amount}.`, forbiddenTool: 'Die Definition erlaubt es nicht.',
    waits: 'Zurückgehalten: Die jetzige Form wurde nicht freigegeben.', difference: 'Was sich geändert hat', wholeForm: 'Die jetzige Form', approve: 'Diese Form freigeben', parameters: 'Argumente (JSON Schema)',
    tryIt: 'Ausprobieren', arguments: 'Argumente (JSON)', customer: 'Kundennummer', rehearse: 'Anfrage zeigen', call: 'Jetzt aufrufen, mit Wirkung',
    result: 'Ergebnis', secrets: 'Geheimnisse', value: 'Wert', host: 'Host (crm.example oder crm.example:8443)', keep: 'Ablegen', noSecrets: 'Keine Geheimnisse.',
    secretNote: 'Ein abgelegter Wert wird nie wieder gezeigt und geht nur an seinen Host.', stored: 'Abgelegt.', saved: 'Gespeichert. Alle Knoten folgen in einer Sekunde.',
    removed: 'Gelöscht.', approved: 'Freigegeben.', notJson: (field) => `${field}: Das ist kein JSON-Objekt.`,
    signIn: 'Anmelden', signOut: 'Abmelden', signedIn: 'Angemeldet.', signedOut: 'Abgemeldet.', needsSignIn: 'braucht eine Anmeldung', wantsScopes: (scopes) => `Manche Aufrufe brauchen weitere Rechte: ${scopes}. Melden Sie sich neu an.`, openPage: 'Anmeldeseite öffnen', comeBack: 'Stimmen Sie auf der anderen Seite innerhalb von zehn Minuten zu und öffnen Sie die Quelle dann hier.',
    policy: {
      'read-only': 'liest nur', 'retry-with-key': 'bei verlorener Antwort unter demselben Schlüssel wiederholt', 'look-up': 'bei verlorener Antwort nachgesehen',
      'ask-human': 'bei verlorener Antwort entscheidet ein Mensch', compensate: 'bei verlorener Antwort rückgängig gemacht',
    },
    failed: 'Der Server antwortet nicht. Bitte versuchen Sie es noch einmal.', forbidden: 'Dieses Token darf das nicht.',
  },
  es: {
    title: 'Herramientas', token: 'Token del operador', open: 'Abrir', sources: 'Fuentes de herramientas', none: 'No hay fuentes de herramientas.', name: 'Nombre',
    kind: 'Tipo', state: 'Estado', usable: 'utilizable', count: 'Herramientas', prompts: 'Plantillas de texto', held: 'Retenidas', add: 'Fuente nueva', save: 'Guardar',
    cancel: 'Cancelar', again: 'Intentar abrir', remove: 'Eliminar', sure: (name) => `¿Eliminar ${name}? Ningún agente tendrá ya sus herramientas.`,
    settings: 'Ajustes (JSON). Un valor puede nombrar un secreto como ${secret:NAME}.', agents: 'Agentes, separados por comas; vacío: todos',
    allow: 'Herramientas permitidas, separadas por comas; vacío: todas', ofFile: 'Esta fuente está en la configuración y solo se cambia allí.',
    refused: 'No ofrecidas', approval: 'Una persona aprueba cada llamada.', rule: (rule) => `Consentimiento: ${rule}.`, rules: 'Consentimiento, una regla por línea, como crm.refund = always', limits: 'Límites y costes, una herramienta por línea, como crm.* = 30 calls a minute, 5 calls a session, 0.05 EUR a call', cost: (amount) => `Coste de una llamada: ${amount}.`, forbiddenTool: 'La definición no la permite.',
    waits: 'Retenida: su forma actual no se ha aprobado.', difference: 'Qué ha cambiado', wholeForm: 'Su forma actual', approve: 'Aprobar esta forma', parameters: 'Argumentos (JSON Schema)',
    tryIt: 'Probar', arguments: 'Argumentos (JSON)', customer: 'Id del cliente', rehearse: 'Mostrar la petición', call: 'Llamar ahora, con su efecto',
    result: 'Resultado', secrets: 'Secretos', value: 'Valor', host: 'Host (crm.example o crm.example:8443)', keep: 'Guardar el secreto', noSecrets: 'No hay secretos.',
    secretNote: 'Un valor guardado no se vuelve a mostrar y solo se envía a su host.', stored: 'Guardado.', saved: 'Guardado. Todos los nodos lo siguen en un segundo.',
    removed: 'Eliminado.', approved: 'Aprobada.', notJson: (field) => `${field}: esto no es un objeto JSON.`,
    signIn: 'Iniciar sesión', signOut: 'Cerrar sesión', signedIn: 'Sesión iniciada.', signedOut: 'Sesión cerrada.', needsSignIn: 'necesita iniciar sesión', wantsScopes: (scopes) => `Algunas llamadas necesitan más permisos: ${scopes}. Inicie sesión de nuevo.`, openPage: 'Abrir la página de inicio de sesión', comeBack: 'Acepte en la otra página en diez minutos y abra la fuente aquí después.',
    policy: {
      'read-only': 'solo lee', 'retry-with-key': 'se repite con la misma clave si se pierde la respuesta', 'look-up': 'se consulta si se pierde la respuesta',
      'ask-human': 'una persona decide si se pierde la respuesta', compensate: 'se deshace si se pierde la respuesta',
    },
    failed: 'El servidor no responde. Inténtelo de nuevo.', forbidden: 'Este token no puede hacer eso.',
  },
};

/** @param code of a language that the chat page speaks */
export function sourcesTexts(code) {
  return ALL[code] ?? ALL.en;
}
