/** Everything that the page of all organisations says, for the platform's staff. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Organisations', notHere: 'This page is for the platform’s staff, signed in to the platform.', go: 'Work on the platform', none: 'There is no organisation.', trail: 'Audit trail of the platform', showTrail: 'Show the trail', hideTrail: 'Hide the trail', trailAbout: 'Roles of the platform’s staff that were given or taken, with author, time and address. Acts on an organisation are in its own trail.', part: 'Part of a name, a short name or a domain', find: 'Find', noneFound: 'None has such a name. Find without a name to see all.', more: 'Show more', cancel: 'Cancel',
    since: 'Since', slugs: 'Short names', suspension: 'Reason', claim: 'The claim is open until', deletionAt: 'Is deleted on', id: 'Id',
    erasure: 'Erasure of its data', erased: (rows, objects, done) => (done ? `Done on ${done}: ${rows} rows, ${objects} files` : `Goes on: ${rows} rows, ${objects} files so far`),
    create: 'New organisation', name: 'Name of the company', slug: 'Short name for addresses', slugHint: '3 to 40 small letters, digits and single hyphens, a letter first.', email: 'Address of its owner', language: 'Language of the mail',
    createAbout: 'A mail with a link goes to its owner, who claims it within 30 days.', createNow: 'Make it and send the link', created: (name) => `${name} is made. Its owner gets a mail.`,
    renew: 'Send the claim again', renewed: 'Another link is on its way; the one of before does not work any more.',
    suspend: 'Suspend', reason: 'Reason, for its people to read', reasonHint: '10 to 500 characters.', suspendNow: 'Suspend it', suspended: (name) => `${name} is suspended.`, resume: 'Resume', resumed: (name) => `${name} works again.`,
    staff: 'Staff', assignments: 'Assigned', noAssignments: 'Nobody is assigned.', assign: 'Assign', person: 'Id of the person', personHint: 'It is yours already; a colleague’s is on the page of that account.', role: 'Role', until: 'Last day', untilHint: 'For roles that are invited: 30 days at most.', assigned: 'Assigned.',
    endOf: (name) => `End the assignment of ${name}`, end: 'End', ended: 'The assignment has ended.', by: (time) => `until ${time}`,
    accesses: 'Open accesses to its data', noAccesses: 'There is none.', enter: 'Open an access for yourself', enterAbout: 'The organisation sees it with its reason, and may end it.', minutes: 'Minutes', enterNow: 'Open the access', entered: 'Your access is open.', leave: 'End the access', left: 'The access has ended.',
    numbers: 'Telephone numbers', noNumbers: 'It has none.', number: 'Number', numberHint: 'With plus and country code, such as +493012345. That it is yours, and leads to this server, is for you to know.', give: 'Give the number', given: (number) => `The organisation has ${number}.`, take: (number) => `Take ${number}`, takeSure: (number) => `Take ${number}? Its next call is refused, calls under way go on.`, gone: (number) => `${number} is taken from the organisation.`, ofAnother: 'Another organisation has this number. Take it from that one first.',
    health: {
      nodes: 'Nodes', allWell: (count) => (count === 1 ? 'The node is well.' : `All ${count} nodes are well.`), unwell: (some, all) => `${some} of ${all} nodes are not up or not reachable.`, answers: (state) => `The node that answers ${state}.`, states: { starting: 'is starting', 'database-unreachable': 'is without its database', draining: 'is being stopped' },
      databases: (count) => (count === 1 ? 'A database of an organisation does not answer.' : `${count} databases of organisations do not answer.`), noBacklogs: 'The database did not say in time how much work waits.',
      address: 'Node', state: 'State', sessions: 'Conversations awake', version: 'Version', self: 'answers here', silent: 'unknown', unreachable: 'not reachable', statuses: { up: 'up', joining: 'joining', weaklyup: 'joining', leaving: 'leaving', exiting: 'leaving', down: 'down', removed: 'removed' },
      waiting: 'Work that waits', backlogs: { projection: 'Events not in the index', archive: 'Ended conversations not archived', due: 'Conversations that are overdue', inDoubt: 'Tool calls in doubt' }, since: (count, time, isMore) => `${count}${isMore ? ' or more' : ''}, the oldest for ${time}`,
    },
    quotas: {
      title: 'Quotas', about: 'Over all nodes. Left empty, the default of the installation counts; 0 is no limit.', save: 'Set the quotas', saved: 'The quotas are set: all nodes follow within seconds.', none: 'All have the default.',
      kinds: { sessions: 'New conversations a minute', turns: 'Messages of customers a minute', tokens: 'Tokens of models a minute', uploads: 'Uploads a day', calls: 'Calls at once', seats: 'Members, with those who are invited', storage: 'Bytes that are stored' },
    },
  },
  de: {
    title: 'Organisationen', notHere: 'Diese Seite ist für Leute der Plattform, die auf der Plattform angemeldet sind.', go: 'Auf der Plattform arbeiten', none: 'Es gibt keine Organisation.', trail: 'Protokoll der Plattform', showTrail: 'Protokoll zeigen', hideTrail: 'Protokoll verbergen', trailAbout: 'Rollen der Leute der Plattform, die gegeben oder genommen wurden, mit Urheber, Zeit und Adresse. Handlungen an einer Organisation stehen in deren Protokoll.', part: 'Teil eines Namens, Kurznamens oder einer Domain', find: 'Finden', noneFound: 'Keine heißt so. Ohne Namen finden Sie alle.', more: 'Mehr zeigen', cancel: 'Abbrechen',
    since: 'Seit', slugs: 'Kurznamen', suspension: 'Grund', claim: 'Zu übernehmen bis', deletionAt: 'Wird gelöscht am', id: 'Id',
    erasure: 'Löschung ihrer Daten', erased: (rows, objects, done) => (done ? `Beendet am ${done}: ${rows} Zeilen, ${objects} Dateien` : `Läuft: bisher ${rows} Zeilen, ${objects} Dateien`),
    create: 'Neue Organisation', name: 'Name der Firma', slug: 'Kurzname für Adressen', slugHint: '3 bis 40 kleine Buchstaben, Ziffern und einzelne Bindestriche, zuerst ein Buchstabe.', email: 'Adresse ihres Inhabers', language: 'Sprache der Mail',
    createAbout: 'Eine Mail mit einem Link geht an ihren Inhaber, der sie innerhalb von 30 Tagen übernimmt.', createNow: 'Anlegen und Link schicken', created: (name) => `${name} ist angelegt. Der Inhaber bekommt eine Mail.`,
    renew: 'Link noch einmal schicken', renewed: 'Ein anderer Link ist unterwegs; der vorige gilt nicht mehr.',
    suspend: 'Sperren', reason: 'Grund, für ihre Leute zu lesen', reasonHint: '10 bis 500 Zeichen.', suspendNow: 'Sperren', suspended: (name) => `${name} ist gesperrt.`, resume: 'Entsperren', resumed: (name) => `${name} arbeitet wieder.`,
    staff: 'Zuständige', assignments: 'Zugewiesen', noAssignments: 'Niemand ist zugewiesen.', assign: 'Zuweisen', person: 'Id der Person', personHint: 'Es ist schon Ihre; die eines Kollegen steht auf der Seite seines Kontos.', role: 'Rolle', until: 'Letzter Tag', untilHint: 'Bei Rollen, die eingeladen werden: höchstens 30 Tage.', assigned: 'Zugewiesen.',
    endOf: (name) => `Zuweisung von ${name} beenden`, end: 'Beenden', ended: 'Die Zuweisung ist beendet.', by: (time) => `bis ${time}`,
    accesses: 'Offene Zugänge zu ihren Daten', noAccesses: 'Es gibt keinen.', enter: 'Einen Zugang für sich öffnen', enterAbout: 'Die Organisation sieht ihn mit seinem Grund und darf ihn beenden.', minutes: 'Minuten', enterNow: 'Zugang öffnen', entered: 'Ihr Zugang ist offen.', leave: 'Zugang beenden', left: 'Der Zugang ist beendet.',
    numbers: 'Telefonnummern', noNumbers: 'Sie hat keine.', number: 'Nummer', numberHint: 'Mit Plus und Landeskennzahl, etwa +493012345. Dass sie Ihnen gehört und zu diesem Server führt, müssen Sie wissen.', give: 'Nummer geben', given: (number) => `Die Organisation hat ${number}.`, take: (number) => `${number} nehmen`, takeSure: (number) => `${number} nehmen? Der nächste Anruf wird abgelehnt, laufende gehen weiter.`, gone: (number) => `${number} ist der Organisation genommen.`, ofAnother: 'Eine andere Organisation hat diese Nummer. Nehmen Sie sie ihr zuerst.',
    health: {
      nodes: 'Knoten', allWell: (count) => (count === 1 ? 'Dem Knoten geht es gut.' : `Allen ${count} Knoten geht es gut.`), unwell: (some, all) => `${some} von ${all} Knoten sind nicht in Betrieb oder nicht erreichbar.`, answers: (state) => `Der Knoten, der antwortet, ${state}.`, states: { starting: 'startet', 'database-unreachable': 'ist ohne Datenbank', draining: 'wird angehalten' },
      databases: (count) => (count === 1 ? 'Eine Datenbank einer Organisation antwortet nicht.' : `${count} Datenbanken von Organisationen antworten nicht.`), noBacklogs: 'Die Datenbank hat nicht rechtzeitig gesagt, wie viel Arbeit wartet.',
      address: 'Knoten', state: 'Zustand', sessions: 'Wache Gespräche', version: 'Version', self: 'antwortet hier', silent: 'unbekannt', unreachable: 'nicht erreichbar', statuses: { up: 'in Betrieb', joining: 'kommt dazu', weaklyup: 'kommt dazu', leaving: 'geht', exiting: 'geht', down: 'ausgefallen', removed: 'entfernt' },
      waiting: 'Wartende Arbeit', backlogs: { projection: 'Ereignisse, die dem Index fehlen', archive: 'Beendete Gespräche ohne Archiv', due: 'Überfällige Gespräche', inDoubt: 'Werkzeugaufrufe im Zweifel' }, since: (count, time, isMore) => `${count}${isMore ? ' oder mehr' : ''}, das älteste seit ${time}`,
    },
    quotas: {
      title: 'Quoten', about: 'Über alle Knoten. Bleibt eine leer, gilt der Wert der Installation; 0 ist keine Grenze.', save: 'Quoten setzen', saved: 'Die Quoten sind gesetzt: Alle Knoten folgen innerhalb von Sekunden.', none: 'Alle haben den Wert der Installation.',
      kinds: { sessions: 'Neue Gespräche je Minute', turns: 'Nachrichten von Kunden je Minute', tokens: 'Tokens der Modelle je Minute', uploads: 'Uploads je Tag', calls: 'Anrufe zugleich', seats: 'Mitglieder, mit eingeladenen', storage: 'Gespeicherte Bytes' },
    },
  },
  es: {
    title: 'Organizaciones', notHere: 'Esta página es para el personal de la plataforma, con sesión en la plataforma.', go: 'Trabajar en la plataforma', none: 'No hay ninguna organización.', trail: 'Registro de la plataforma', showTrail: 'Mostrar el registro', hideTrail: 'Ocultar el registro', trailAbout: 'Roles del personal de la plataforma que se dieron o se quitaron, con autor, hora y dirección. Los actos sobre una organización están en el registro de esta.', part: 'Parte de un nombre, nombre corto o dominio', find: 'Buscar', noneFound: 'Ninguna se llama así. Busque sin nombre para verlas todas.', more: 'Mostrar más', cancel: 'Cancelar',
    since: 'Desde', slugs: 'Nombres cortos', suspension: 'Motivo', claim: 'Se puede reclamar hasta', deletionAt: 'Se elimina el', id: 'Id',
    erasure: 'Borrado de sus datos', erased: (rows, objects, done) => (done ? `Terminado el ${done}: ${rows} filas, ${objects} archivos` : `En curso: ${rows} filas y ${objects} archivos hasta ahora`),
    create: 'Organización nueva', name: 'Nombre de la empresa', slug: 'Nombre corto para direcciones', slugHint: 'De 3 a 40 letras minúsculas, cifras y guiones sueltos; primero una letra.', email: 'Dirección de su propietario', language: 'Idioma del correo',
    createAbout: 'Un correo con un enlace va a su propietario, que la reclama en 30 días.', createNow: 'Crearla y enviar el enlace', created: (name) => `${name} está creada. Su propietario recibe un correo.`,
    renew: 'Enviar el enlace de nuevo', renewed: 'Otro enlace está en camino; el anterior ya no sirve.',
    suspend: 'Suspender', reason: 'Motivo, para que lo lea su gente', reasonHint: 'De 10 a 500 caracteres.', suspendNow: 'Suspenderla', suspended: (name) => `${name} está suspendida.`, resume: 'Reanudar', resumed: (name) => `${name} funciona de nuevo.`,
    staff: 'Personal', assignments: 'Asignadas', noAssignments: 'No hay nadie asignado.', assign: 'Asignar', person: 'Id de la persona', personHint: 'Ya es el suyo; el de un colega está en la página de su cuenta.', role: 'Rol', until: 'Último día', untilHint: 'Para roles invitados: 30 días como máximo.', assigned: 'Asignada.',
    endOf: (name) => `Terminar la asignación de ${name}`, end: 'Terminar', ended: 'La asignación ha terminado.', by: (time) => `hasta el ${time}`,
    accesses: 'Accesos abiertos a sus datos', noAccesses: 'No hay ninguno.', enter: 'Abrir un acceso para usted', enterAbout: 'La organización lo ve con su motivo y puede terminarlo.', minutes: 'Minutos', enterNow: 'Abrir el acceso', entered: 'Su acceso está abierto.', leave: 'Terminar el acceso', left: 'El acceso ha terminado.',
    numbers: 'Números de teléfono', noNumbers: 'No tiene ninguno.', number: 'Número', numberHint: 'Con signo más y prefijo de país, por ejemplo +493012345. Que es suyo y lleva a este servidor, debe saberlo usted.', give: 'Dar el número', given: (number) => `La organización tiene ${number}.`, take: (number) => `Quitar ${number}`, takeSure: (number) => `¿Quitar ${number}? Su próxima llamada se rechaza, las que están en curso siguen.`, gone: (number) => `${number} está quitado a la organización.`, ofAnother: 'Otra organización tiene este número. Quíteselo antes.',
    health: {
      nodes: 'Nodos', allWell: (count) => (count === 1 ? 'El nodo está bien.' : `Los ${count} nodos están bien.`), unwell: (some, all) => `${some} de ${all} nodos no están en marcha o no son accesibles.`, answers: (state) => `El nodo que responde ${state}.`, states: { starting: 'está arrancando', 'database-unreachable': 'está sin base de datos', draining: 'se está deteniendo' },
      databases: (count) => (count === 1 ? 'Una base de datos de una organización no responde.' : `${count} bases de datos de organizaciones no responden.`), noBacklogs: 'La base de datos no dijo a tiempo cuánto trabajo espera.',
      address: 'Nodo', state: 'Estado', sessions: 'Conversaciones despiertas', version: 'Versión', self: 'responde aquí', silent: 'desconocido', unreachable: 'no accesible', statuses: { up: 'en marcha', joining: 'entrando', weaklyup: 'entrando', leaving: 'saliendo', exiting: 'saliendo', down: 'caído', removed: 'retirado' },
      waiting: 'Trabajo en espera', backlogs: { projection: 'Sucesos que faltan en el índice', archive: 'Conversaciones terminadas sin archivar', due: 'Conversaciones atrasadas', inDoubt: 'Llamadas a herramientas en duda' }, since: (count, time, isMore) => `${count}${isMore ? ' o más' : ''}, lo más antiguo desde hace ${time}`,
    },
    quotas: {
      title: 'Cuotas', about: 'En todos los nodos. Si una queda vacía, vale la de la instalación; 0 es sin límite.', save: 'Fijar las cuotas', saved: 'Las cuotas están fijadas: todos los nodos las siguen en segundos.', none: 'Todas tienen el valor de la instalación.',
      kinds: { sessions: 'Conversaciones nuevas por minuto', turns: 'Mensajes de clientes por minuto', tokens: 'Tokens de los modelos por minuto', uploads: 'Subidas al día', calls: 'Llamadas a la vez', seats: 'Miembros, con los invitados', storage: 'Bytes guardados' },
    },
  },
};

/** @param code of a language that the chat page speaks */
export function organisationsTexts(code) {
  return ALL[code] ?? ALL.en;
}
