/** Texts of all pages for people of the company: their header, and who may open them. All languages have the same keys. */
const ALL = {
  en: {
    pages: 'Pages', account: 'Your account', signOut: 'Sign out', signIn: 'Sign in', or: 'or', platform: 'Platform',
    links: {
      conversation: 'Conversations', approvals: 'Consent', recordings: 'Recordings', knowledge: 'Knowledge', tools: 'Tools', 'api-keys': 'API keys', agents: 'Agents', usage: 'Usage', organisation: 'Organisation', organisations: 'Organisations',
    },
    notAllowed: 'Your roles do not allow this. An owner or admin of your organisation can change them.',
    ended: 'Your sign-in has ended. Your unsaved text is still here.', again: 'Sign in again in a new tab',
    elsewhere: 'In another tab you have signed in as somebody else, or gone to another organisation. Load this page again to go on there.', load: 'Load again', looking: 'One moment …',
    notOut: 'You are still signed in: the server does not answer. Please try again.',
  },
  de: {
    pages: 'Seiten', account: 'Ihr Konto', signOut: 'Abmelden', signIn: 'Anmelden', or: 'oder', platform: 'Plattform',
    links: {
      conversation: 'Gespräche', approvals: 'Zustimmung', recordings: 'Aufzeichnungen', knowledge: 'Wissen', tools: 'Werkzeuge', 'api-keys': 'API-Schlüssel', agents: 'Agenten', usage: 'Verbrauch', organisation: 'Organisation', organisations: 'Organisationen',
    },
    notAllowed: 'Ihre Rollen erlauben das nicht. Ein Inhaber oder Admin Ihrer Organisation kann sie ändern.',
    ended: 'Ihre Anmeldung ist beendet. Was Sie eingegeben haben, ist noch da.', again: 'In einem neuen Tab wieder anmelden',
    elsewhere: 'In einem anderen Tab haben Sie sich als jemand anders angemeldet oder die Organisation gewechselt. Laden Sie diese Seite neu, um dort weiterzumachen.', load: 'Neu laden', looking: 'Einen Moment …',
    notOut: 'Sie sind noch angemeldet: Der Server antwortet nicht. Bitte versuchen Sie es noch einmal.',
  },
  es: {
    pages: 'Páginas', account: 'Su cuenta', signOut: 'Cerrar sesión', signIn: 'Iniciar sesión', or: 'o', platform: 'Plataforma',
    links: {
      conversation: 'Conversaciones', approvals: 'Consentimiento', recordings: 'Grabaciones', knowledge: 'Conocimientos', tools: 'Herramientas', 'api-keys': 'Claves de API', agents: 'Agentes', usage: 'Consumo', organisation: 'Organización', organisations: 'Organizaciones',
    },
    notAllowed: 'Sus roles no lo permiten. Un propietario o administrador de su organización puede cambiarlos.',
    ended: 'Su sesión ha terminado. Lo que ha escrito sigue aquí.', again: 'Iniciar sesión de nuevo en otra pestaña',
    elsewhere: 'En otra pestaña ha iniciado sesión como otra persona o ha cambiado de organización. Vuelva a cargar esta página para seguir allí.', load: 'Cargar de nuevo', looking: 'Un momento …',
    notOut: 'Su sesión sigue abierta: el servidor no responde. Inténtelo de nuevo.',
  },
};

/** @param code of a language that the chat page speaks */
export function staffTexts(code) {
  return ALL[code] ?? ALL.en;
}
