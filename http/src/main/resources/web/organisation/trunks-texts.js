/** Everything that an organisation's trunks say. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Trunks', about: 'Lines of yours at providers of SIP. One server registers there, and calls that come over a line are yours.', none: 'You have brought no line: calls come and go over those of the installation.', add: 'Add a line', changeOf: (name) => `Change ${name}`, saved: (name) => `${name} is stored. A server registers within seconds.`, nameTaken: 'There is a line of this name already: change it in the list.',
    states: { waiting: 'not tried yet', registered: 'registered', refused: 'refused: user, login or password', 'no-answer': 'the provider does not answer', 'not-found': 'no address that may be reached', 'left-out': 'left out by the installation' }, shows: (numbers) => `calls out show ${numbers}`,
    name: 'Name', nameHint: '1 to 40 small letters, digits and hyphens.', host: 'Provider', hostHint: 'Its registrar, such as sip.provider.example, with a port if need be.', transport: 'Way there', transports: { dns: 'as the DNS says', udp: 'UDP', tcp: 'TCP', tls: 'TLS' }, user: 'User', userHint: 'Of the line, often its number.', login: 'Login', loginHint: 'Left empty, it is the user.',
    password: 'Password', passwordHint: 'Nobody can see it again.', passwordKept: 'Left empty, the stored one stays while provider, way, user and login stay the same.', numbers: 'Numbers that calls out show', numbersHint: 'With plus and country code, separated by commas. Left empty, no calls go out over this line.', agent: 'Agent that answers', agentHint: 'Its id. Left empty, the default one answers.',
    removeOf: (name) => `Remove ${name}`, removeSure: (name) => `Remove ${name}? Its calls do not come any more. Those under way go on.`, removed: (name) => `${name} is removed.`,
  },
  de: {
    title: 'Leitungen', about: 'Ihre eigenen Leitungen bei Anbietern von SIP. Ein Server meldet sich dort an, und Anrufe über eine Leitung sind Ihre.', none: 'Sie haben keine Leitung mitgebracht: Anrufe kommen und gehen über die der Installation.', add: 'Leitung hinzufügen', changeOf: (name) => `${name} ändern`, saved: (name) => `${name} ist gespeichert. Ein Server meldet sich in wenigen Sekunden an.`, nameTaken: 'Eine Leitung dieses Namens gibt es schon: Ändern Sie sie in der Liste.',
    states: { waiting: 'noch nicht versucht', registered: 'angemeldet', refused: 'abgelehnt: Benutzer, Anmeldename oder Passwort', 'no-answer': 'der Anbieter antwortet nicht', 'not-found': 'keine Adresse, die erreicht werden darf', 'left-out': 'von der Installation ausgelassen' }, shows: (numbers) => `ausgehende Anrufe zeigen ${numbers}`,
    name: 'Name', nameHint: '1 bis 40 kleine Buchstaben, Ziffern und Bindestriche.', host: 'Anbieter', hostHint: 'Sein Registrar, etwa sip.anbieter.example, mit Port, wenn nötig.', transport: 'Weg dorthin', transports: { dns: 'wie es das DNS sagt', udp: 'UDP', tcp: 'TCP', tls: 'TLS' }, user: 'Benutzer', userHint: 'Der Leitung, oft ihre Nummer.', login: 'Anmeldename', loginHint: 'Bleibt es leer, ist es der Benutzer.',
    password: 'Passwort', passwordHint: 'Niemand kann es wieder sehen.', passwordKept: 'Bleibt es leer, bleibt das gespeicherte, solange Anbieter, Weg, Benutzer und Anmeldename gleich bleiben.', numbers: 'Nummern, die ausgehende Anrufe zeigen', numbersHint: 'Mit Plus und Ländervorwahl, durch Kommas getrennt. Bleibt es leer, gehen keine Anrufe über diese Leitung hinaus.', agent: 'Agent, der antwortet', agentHint: 'Seine Id. Bleibt es leer, antwortet der Standardagent.',
    removeOf: (name) => `${name} entfernen`, removeSure: (name) => `${name} entfernen? Ihre Anrufe kommen nicht mehr. Laufende gehen weiter.`, removed: (name) => `${name} ist entfernt.`,
  },
  es: {
    title: 'Líneas', about: 'Líneas suyas en proveedores de SIP. Un servidor se registra allí, y las llamadas que llegan por una línea son suyas.', none: 'No ha traído ninguna línea: las llamadas llegan y salen por las de la instalación.', add: 'Añadir una línea', changeOf: (name) => `Cambiar ${name}`, saved: (name) => `${name} está guardada. Un servidor se registra en unos segundos.`, nameTaken: 'Ya existe una línea con ese nombre: cámbiela en la lista.',
    states: { waiting: 'aún sin intentar', registered: 'registrada', refused: 'rechazada: usuario, nombre de acceso o contraseña', 'no-answer': 'el proveedor no responde', 'not-found': 'ninguna dirección a la que se pueda ir', 'left-out': 'omitida por la instalación' }, shows: (numbers) => `las llamadas salientes muestran ${numbers}`,
    name: 'Nombre', nameHint: 'De 1 a 40 letras minúsculas, cifras y guiones.', host: 'Proveedor', hostHint: 'Su registrador, como sip.proveedor.example, con un puerto si hace falta.', transport: 'Camino', transports: { dns: 'como dice el DNS', udp: 'UDP', tcp: 'TCP', tls: 'TLS' }, user: 'Usuario', userHint: 'De la línea, a menudo su número.', login: 'Nombre de acceso', loginHint: 'Si queda vacío, es el usuario.',
    password: 'Contraseña', passwordHint: 'Nadie puede volver a verla.', passwordKept: 'Si queda vacía, se queda la guardada mientras no cambien proveedor, camino, usuario y nombre de acceso.', numbers: 'Números que muestran las llamadas salientes', numbersHint: 'Con más y prefijo del país, separados por comas. Si queda vacío, no sale ninguna llamada por esta línea.', agent: 'Agente que responde', agentHint: 'Su id. Si queda vacío, responde el predeterminado.',
    removeOf: (name) => `Quitar ${name}`, removeSure: (name) => `¿Quitar ${name}? Sus llamadas dejan de llegar. Las que están en curso siguen.`, removed: (name) => `${name} está quitada.`,
  },
};

/** @param code of a language that the chat page speaks */
export function trunksTexts(code) {
  return ALL[code] ?? ALL.en;
}
