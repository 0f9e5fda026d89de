import { language } from './texts.js';

/*
 * Refusals of accounts and organisations in words, by the reasons of the API. All languages have the same keys. A reason without
 * words here is shown in the server's own.
 */
const ALL = {
  en: {
    failed: 'The server does not answer. Your text is still here: please try again.', ended: 'You are not signed in any more. Sign in again in another tab, and go on here.',
    elsewhere: 'In another tab you have gone to another organisation. Load this page again.', missing: 'It is not there, or you may not see it.', notAllowed: 'Your roles do not allow this.',
    tooMany: (seconds) => `Too many tries. Please wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`, tooManyNow: 'Too many tries. Please wait a little.', busy: 'The server is busy. Please try again in a moment.',
    off: 'People cannot sign in on this server: it is set up without accounts.', sso: 'Passwords do not count for this organisation: sign in at your company.', names: 'No name server answers at this moment. Please try again.', locked: 'This server has no key for secrets, and so cannot keep this. Its operator can set one.',
    wrong: 'The address or the password is not right, or there is nothing to sign in to.', wrongPassword: 'The password is not right.', wrongCode: 'The code is not right, or was used before. Wait for the next one.',
    closed: 'Nobody signs up here: this installation takes companies by invitation.',
    passwords: {
      'too-short': 'That is too short. Use at least 15 characters, such as four or five words.', 'too-long': 'That is too long: 256 characters at most.', unreadable: 'It has characters that cannot be typed again.',
      common: 'Many people use this one, and it has become known. Choose another one.', personal: 'It is your name, your address or the name of the company. Choose another one.',
    },
    reasons: {
      'wrong-credentials': 'The password or the code is not right.',
      'passkey-refused': 'The passkey is not that of this dialogue. Begin again, with a device that asks for a finger, a face or a PIN.', 'passkey-known': 'This passkey is known already.', 'no-domain': 'Passkeys need a domain, and this server has none. Its operator can set one.',
      'provider-sign-in': 'You signed in at your company. Sign in with your password to change your passkeys.',
      'domain-not-proved': 'A domain is not proved any more.', 'domain-taken': 'A domain belongs to another provider: each has one.', 'secret-needed': 'Another issuer or client needs its secret.',
      'other-domain': 'Passkeys work at this server’s own address alone. Open the page there.',
      'not-begun': 'There is no second factor to confirm or to turn off. Begin again.', 'already-on': 'There is a second factor already. Turn it off first.', 'no-organisation': 'You have no place there. Ask for an invitation.',
      'not-found': 'It is not there, or you may not see it.', forbidden: 'Your roles do not allow this. Ask an owner or admin.', 'beyond-own': 'These roles have permissions that you do not have yourself.',
      'last-owner': 'The last owner cannot leave or lose the role. Make somebody else an owner first.', 'wrong-state': 'The state of the organisation does not allow this.', unchanged: 'It is so already.',
      'unknown-person': 'There is no such person, or no account yet.', 'unknown-member': 'This person is no member any more.', 'already-member': 'This person is a member already.',
      'unknown-role': 'This role does not exist any more.', 'role-in-use': 'Members or invitations have this role. Take it from them first.',
      'unknown-link': 'This link does not work: it was used before, or a newer one has replaced it.', expired: 'This has expired. Ask for a new one.', 'other-address': 'This link was sent to another address. Sign in with that one.',
      'inviter-gone': 'The person who invited you may not do so any more. Ask for a new invitation.', 'no-offer': 'No ownership is offered to you any more.', unavailable: 'This name is taken, or was given up less than 90 days ago.',
      reserved: 'This name is reserved.', 'unknown-name': 'The organisation does not have this name any more.', 'last-slug': 'An organisation keeps at least one short name. Add another one first.',
      'slugs-held': '20 names that you gave up are still held for you. Take one back, or wait 90 days.', 'not-proved': 'The TXT record was not found yet. It can take some hours until it is seen everywhere.',
      'not-staff': 'This person does not have that role on the platform.', 'not-leading': 'This assignment is not yours, or has ended.', 'no-such-stage': 'It cannot be handed over to that stage.',
      'lead-exists': 'Somebody leads this organisation already.', 'not-invited': 'Only specialists are invited.', 'too-long': 'That is too long: up to 30 days, access up to 8 hours.',
      'no-reason': 'A reason is missing: 10 to 500 characters.', 'people-only': 'Only a person who is signed in can do this.', 'no-mail': 'This server cannot keep mails. Its operator can set a key for secrets.', limit: 'There are as many of them as there may be.',
    },
  },
  de: {
    failed: 'Der Server antwortet nicht. Was Sie eingegeben haben, ist noch da: Bitte versuchen Sie es noch einmal.', ended: 'Sie sind nicht mehr angemeldet. Melden Sie sich in einem anderen Tab wieder an, und machen Sie hier weiter.',
    elsewhere: 'In einem anderen Tab haben Sie die Organisation gewechselt. Laden Sie diese Seite neu.', missing: 'Es ist nicht da, oder Sie dürfen es nicht sehen.', notAllowed: 'Ihre Rollen erlauben das nicht.',
    tooMany: (seconds) => `Zu viele Versuche. Bitte warten Sie ${seconds} ${seconds === 1 ? 'Sekunde' : 'Sekunden'}.`, tooManyNow: 'Zu viele Versuche. Bitte warten Sie ein wenig.', busy: 'Der Server ist beschäftigt. Bitte versuchen Sie es gleich noch einmal.',
    off: 'Auf diesem Server kann man sich nicht anmelden: Er ist ohne Konten eingerichtet.', sso: 'Passwörter zählen bei dieser Organisation nicht: Melden Sie sich bei Ihrer Firma an.', names: 'Gerade antwortet kein Nameserver. Bitte versuchen Sie es noch einmal.', locked: 'Dieser Server hat keinen Schlüssel für Geheimnisse und kann das darum nicht aufbewahren. Sein Betreiber kann einen setzen.',
    wrong: 'Adresse oder Passwort stimmt nicht, oder es gibt nichts, wo Sie sich anmelden könnten.', wrongPassword: 'Das Passwort stimmt nicht.', wrongCode: 'Der Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten.',
    closed: 'Hier kann man sich nicht selbst registrieren: Diese Installation nimmt Firmen auf Einladung auf.',
    passwords: {
      'too-short': 'Das ist zu kurz. Nehmen Sie wenigstens 15 Zeichen, etwa vier oder fünf Wörter.', 'too-long': 'Das ist zu lang: höchstens 256 Zeichen.', unreadable: 'Es hat Zeichen, die sich nicht wieder eintippen lassen.',
      common: 'Viele benutzen es, und es ist bekannt geworden. Wählen Sie ein anderes.', personal: 'Es ist Ihr Name, Ihre Adresse oder der Name der Firma. Wählen Sie ein anderes.',
    },
    reasons: {
      'wrong-credentials': 'Das Passwort oder der Code stimmt nicht.',
      'passkey-refused': 'Der Passkey gehört nicht zu diesem Vorgang. Beginnen Sie neu, mit einem Gerät, das nach Finger, Gesicht oder PIN fragt.', 'passkey-known': 'Diesen Passkey gibt es schon.', 'no-domain': 'Passkeys brauchen eine Domain, und dieser Server hat keine. Sein Betreiber kann eine setzen.',
      'provider-sign-in': 'Sie haben sich bei Ihrer Firma angemeldet. Melden Sie sich mit Ihrem Passwort an, um Ihre Passkeys zu ändern.',
      'domain-not-proved': 'Eine Domain ist nicht mehr bewiesen.', 'domain-taken': 'Eine Domain gehört zu einem anderen Anbieter: Jede hat einen.', 'secret-needed': 'Ein anderer Aussteller oder Client braucht sein Geheimnis.',
      'other-domain': 'Passkeys gelten nur unter der eigenen Adresse dieses Servers. Öffnen Sie die Seite dort.',
      'not-begun': 'Es gibt keinen zweiten Faktor, der zu bestätigen oder auszuschalten wäre. Beginnen Sie neu.', 'already-on': 'Es gibt schon einen zweiten Faktor. Schalten Sie ihn zuerst aus.', 'no-organisation': 'Sie haben dort keinen Platz. Bitten Sie um eine Einladung.',
      'not-found': 'Es ist nicht da, oder Sie dürfen es nicht sehen.', forbidden: 'Ihre Rollen erlauben das nicht. Fragen Sie einen Inhaber oder Admin.', 'beyond-own': 'Diese Rollen haben Befugnisse, die Sie selbst nicht haben.',
      'last-owner': 'Der letzte Inhaber kann nicht gehen und die Rolle nicht verlieren. Machen Sie zuerst jemand anders zum Inhaber.', 'wrong-state': 'Der Zustand der Organisation erlaubt das nicht.', unchanged: 'So ist es schon.',
      'unknown-person': 'Diese Person gibt es nicht, oder sie hat noch kein Konto.', 'unknown-member': 'Diese Person ist kein Mitglied mehr.', 'already-member': 'Diese Person ist schon Mitglied.',
      'unknown-role': 'Diese Rolle gibt es nicht mehr.', 'role-in-use': 'Mitglieder oder Einladungen haben diese Rolle. Nehmen Sie sie ihnen zuerst.',
      'unknown-link': 'Dieser Link gilt nicht: Er wurde schon benutzt, oder ein neuerer hat ihn ersetzt.', expired: 'Das ist abgelaufen. Bitten Sie um einen neuen Link.', 'other-address': 'Dieser Link ging an eine andere Adresse. Melden Sie sich mit ihr an.',
      'inviter-gone': 'Die Person, die Sie eingeladen hat, darf das nicht mehr. Bitten Sie um eine neue Einladung.', 'no-offer': 'Ihnen ist keine Inhaberschaft mehr angeboten.', unavailable: 'Dieser Name ist vergeben oder wurde vor weniger als 90 Tagen aufgegeben.',
      reserved: 'Dieser Name ist reserviert.', 'unknown-name': 'Die Organisation hat diesen Namen nicht mehr.', 'last-slug': 'Eine Organisation behält wenigstens einen Kurznamen. Nehmen Sie zuerst einen anderen dazu.',
      'slugs-held': '20 aufgegebene Namen werden noch für Sie freigehalten. Nehmen Sie einen zurück, oder warten Sie 90 Tage.', 'not-proved': 'Der TXT-Eintrag wurde noch nicht gefunden. Bis er überall zu sehen ist, können Stunden vergehen.',
      'not-staff': 'Diese Person hat diese Rolle auf der Plattform nicht.', 'not-leading': 'Diese Zuweisung ist nicht Ihre oder ist beendet.', 'no-such-stage': 'An diese Stufe lässt sie sich nicht übergeben.',
      'lead-exists': 'Jemand leitet diese Organisation schon.', 'not-invited': 'Nur Spezialisten werden eingeladen.', 'too-long': 'Das ist zu lang: bis 30 Tage, Zugang bis 8 Stunden.',
      'no-reason': 'Es fehlt ein Grund: 10 bis 500 Zeichen.', 'people-only': 'Das kann nur ein Mensch, der angemeldet ist.', 'no-mail': 'Dieser Server kann keine Mails aufbewahren. Sein Betreiber kann einen Schlüssel für Geheimnisse setzen.', limit: 'Es gibt schon so viele davon, wie es geben darf.',
    },
  },
  es: {
    failed: 'El servidor no responde. Lo que ha escrito sigue aquí: inténtelo de nuevo.', ended: 'Su sesión ha terminado. Iníciela de nuevo en otra pestaña y siga aquí.',
    elsewhere: 'En otra pestaña ha cambiado de organización. Vuelva a cargar esta página.', missing: 'No está, o usted no puede verlo.', notAllowed: 'Sus roles no lo permiten.',
    tooMany: (seconds) => `Demasiados intentos. Espere ${seconds} ${seconds === 1 ? 'segundo' : 'segundos'}.`, tooManyNow: 'Demasiados intentos. Espere un poco.', busy: 'El servidor está ocupado. Inténtelo de nuevo enseguida.',
    off: 'En este servidor no se inicia sesión: está configurado sin cuentas.', sso: 'En esta organización no valen las contraseñas: inicie sesión en su empresa.', names: 'Ahora no responde ningún servidor de nombres. Inténtelo de nuevo.', locked: 'Este servidor no tiene clave para secretos y por eso no puede guardar esto. Su operador puede ponerla.',
    wrong: 'La dirección o la contraseña no es correcta, o no hay nada en lo que iniciar sesión.', wrongPassword: 'La contraseña no es correcta.', wrongCode: 'El código no es correcto o ya se usó. Espere al siguiente.',
    closed: 'Aquí no se registra nadie: esta instalación admite empresas por invitación.',
    passwords: {
      'too-short': 'Es demasiado corta. Use al menos 15 caracteres, como cuatro o cinco palabras.', 'too-long': 'Es demasiado larga: 256 caracteres como máximo.', unreadable: 'Tiene caracteres que no se pueden volver a escribir.',
      common: 'La usa mucha gente y se ha hecho pública. Elija otra.', personal: 'Es su nombre, su dirección o el nombre de la empresa. Elija otra.',
    },
    reasons: {
      'wrong-credentials': 'La contraseña o el código no es correcto.',
      'passkey-refused': 'La llave de acceso no es la de este proceso. Empiece de nuevo, con un dispositivo que pida el dedo, la cara o un PIN.', 'passkey-known': 'Esta llave de acceso ya se conoce.', 'no-domain': 'Las llaves de acceso necesitan un dominio, y este servidor no tiene. Su operador puede ponerlo.',
      'provider-sign-in': 'Ha iniciado la sesión en su empresa. Iníciela con su contraseña para cambiar sus llaves de acceso.',
      'domain-not-proved': 'Un dominio ya no está probado.', 'domain-taken': 'Un dominio pertenece a otro proveedor: cada uno tiene uno.', 'secret-needed': 'Otro emisor u otro cliente necesita su secreto.',
      'other-domain': 'Las llaves de acceso solo sirven en la dirección propia de este servidor. Abra allí la página.',
      'not-begun': 'No hay ningún segundo factor que confirmar o desactivar. Empiece de nuevo.', 'already-on': 'Ya hay un segundo factor. Desactívelo antes.', 'no-organisation': 'No tiene sitio allí. Pida una invitación.',
      'not-found': 'No está, o usted no puede verlo.', forbidden: 'Sus roles no lo permiten. Pregunte a un propietario o administrador.', 'beyond-own': 'Estos roles tienen permisos que usted no tiene.',
      'last-owner': 'El último propietario no puede irse ni perder el rol. Haga propietaria antes a otra persona.', 'wrong-state': 'El estado de la organización no lo permite.', unchanged: 'Ya es así.',
      'unknown-person': 'No existe esa persona, o aún no tiene cuenta.', 'unknown-member': 'Esa persona ya no es miembro.', 'already-member': 'Esa persona ya es miembro.',
      'unknown-role': 'Ese rol ya no existe.', 'role-in-use': 'Hay miembros o invitaciones con este rol. Quíteselo antes.',
      'unknown-link': 'Este enlace no sirve: ya se usó, o uno más nuevo lo ha sustituido.', expired: 'Ha caducado. Pida uno nuevo.', 'other-address': 'Este enlace se envió a otra dirección. Inicie sesión con ella.',
      'inviter-gone': 'Quien le invitó ya no puede hacerlo. Pida una invitación nueva.', 'no-offer': 'Ya no se le ofrece la propiedad.', unavailable: 'Este nombre está ocupado, o se dejó hace menos de 90 días.',
      reserved: 'Este nombre está reservado.', 'unknown-name': 'La organización ya no tiene este nombre.', 'last-slug': 'Una organización conserva al menos un nombre corto. Añada otro antes.',
      'slugs-held': 'Aún se le reservan 20 nombres que dejó. Recupere uno o espere 90 días.', 'not-proved': 'Aún no se ha encontrado el registro TXT. Puede tardar horas en verse en todas partes.',
      'not-staff': 'Esa persona no tiene ese rol en la plataforma.', 'not-leading': 'Esta asignación no es suya o ha terminado.', 'no-such-stage': 'No se puede pasar a esa etapa.',
      'lead-exists': 'Alguien lleva ya esta organización.', 'not-invited': 'Solo se invita a especialistas.', 'too-long': 'Es demasiado tiempo: hasta 30 días, el acceso hasta 8 horas.',
      'no-reason': 'Falta un motivo: de 10 a 500 caracteres.', 'people-only': 'Solo puede hacerlo una persona que haya iniciado sesión.', 'no-mail': 'Este servidor no puede guardar correos. Su operador puede poner una clave para secretos.', limit: 'Ya hay tantos como puede haber.',
    },
  },
};

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const TOO_MANY = 429;
const UNAVAILABLE = 503;
const SERVER_ERROR = 500;

/** @param code of a language that the chat page speaks */
export function reasonsTexts(code) {
  return ALL[code] ?? ALL.en;
}

/** Whether a person who is signed in has given a wrong password or code. */
export function isWrongProof({ problem }) {
  return problem?.reason === 'wrong-credentials';
}

/** @param {import('./api.js').Refused} refused; anything else is a fault of the page, and is thrown again */
export function reasonOf(refused) {
  const texts = reasonsTexts(language);
  const { status, kind, message, problem } = refused;
  if (status === undefined) throw refused;
  if (kind === 'password-refused') return texts.passwords[problem.reason] ?? message;
  if (problem.reason) return texts.reasons[problem.reason] ?? message;
  if (kind === 'elsewhere') return texts.elsewhere;
  if (kind === 'sign-in-refused') return texts.wrong;
  if (kind === 'sso-needed') return texts.sso;
  if (kind === 'sign-up-closed') return texts.closed;
  if (kind === 'secrets-locked') return texts.locked;
  if (kind === 'limit-reached') return texts.reasons.limit;
  if (kind === 'name-servers-unavailable') return texts.names;
  if (status === UNAUTHORIZED) return texts.ended;
  if (status === FORBIDDEN) return texts.notAllowed;
  if (status === NOT_FOUND) return texts.missing;
  if (status === TOO_MANY) return problem.retryAfterSeconds ? texts.tooMany(problem.retryAfterSeconds) : texts.tooManyNow;
  if (status === UNAVAILABLE) return texts.busy;
  return status === 0 || status >= SERVER_ERROR || !message ? texts.failed : message;
}
