/** Everything that the pages say by which people come in: sign-in, sign-up, links of mails, new passwords. All languages have the same keys. */
const ALL = {
  en: {
    email: 'Address of mail', password: 'Password', newPassword: 'New password', name: 'Your name', show: (label) => `Show: ${label}`, showIt: 'Show', passwordHint: 'At least 15 characters, such as four or five words. Nothing else is required of it.',
    code: 'Code', codeHint: 'Six digits of your authenticator app, or one of your recovery codes.', back: 'Back', working: 'One moment …',
    signIn: {
      title: 'Sign in', do: 'Sign in', forgot: 'Forgot your password?', signUp: 'Register a company', second: 'Your account has a second factor.',
      passkey: 'Sign in with a passkey', passkeyRefused: 'The passkey was not accepted. It was removed, or it took too long. Please try again, or use your password.', noPasskey: 'No passkey was chosen. Try again, or use your password.',
      provider: 'Sign in at your company', providerHint: 'Where your company has its own sign-in. The address is enough.', noProvider: 'No company signs this address in. Use your password.', needsEmail: 'Give your address of mail first.',
      errors: {
        'sign-in-expired': 'That took too long, or was used before. Please try again.', 'other-browser': 'The sign-in was begun in another browser. Begin it here.', 'other-provider': 'Another provider answered than the one that was asked.',
        'provider-refused': 'Your company’s provider did not sign you in.', 'provider-unreachable': 'Your company’s provider does not answer. Please try again.', 'token-wrong': 'The answer of your company’s provider cannot be trusted. Tell your administrator.',
        'email-unverified': 'Your company’s provider has not verified your address.', 'foreign-domain': 'Your address is none of this company’s domains.', 'not-admitted': 'You are no member of the organisation. Ask for an invitation.',
        'beyond-author': 'An owner signs in only by a provider that an owner has set up.', 'other-subject': 'This address was another person’s before. An admin removes that member first.', busy: 'The server is busy. Please try again in a moment.', other: 'You were not signed in. Please try again.',
      },
    },
    signUp: {
      title: 'Register a company', about: 'You become the owner of a new organisation. A mail with a link proves your address.', organisation: 'Name of the company', slug: 'Short name for addresses',
      slugHint: '3 to 40 small letters, digits and single hyphens, a letter first.', do: 'Register', sent: 'Look into your mail', sentTo: (address) => `A link is on its way to ${address}. It works for 24 hours.`,
      none: 'Nothing there? Look into the folder for spam, or register again: the newer link replaces the older one.', closed: 'Closed', have: 'You have an account? Sign in',
    },
    link: {
      title: 'Your link', kinds: {
        verify: (organisation) => `Your new organisation: ${organisation}`, claim: (organisation) => `${organisation} is ready for you`, invitation: (organisation) => `You are invited to ${organisation}`,
      },
      about: { verify: 'Choose a password, and you are its owner.', claim: 'The person who takes it becomes its owner. Choose a password.', invitation: 'Choose a password to join.' },
      known: 'You have an account already. Give its password to go on.', expires: (time) => `The link works once, until ${time}.`, do: 'Go on', as: (name) => `Go on as ${name}`, other: 'Or with another account',
      bad: 'This link does not work', badAbout: 'It was used before, a newer one has replaced it, or it has expired. Links work once. If you have set a password already, sign in; otherwise ask for a new link.',
      missing: 'Open the link of the mail once more: this page does not keep it.', again: 'Try again', nameHint: 'So colleagues see it.',
    },
    forgot: { title: 'Set a new password', about: 'You get a mail with a link, if the address has an account.', do: 'Send the link', sent: 'Look into your mail', sentTo: (address) => `If ${address} has an account, a link is on its way. It works for an hour.` },
    reset: { title: 'Set a new password', about: 'All devices are signed out then. A second factor stays.', do: 'Set the password', done: 'Your new password is set', doneAbout: 'All devices are signed out. Sign in with it now.', ask: 'Ask for a new link' },
  },
  de: {
    email: 'Mailadresse', password: 'Passwort', newPassword: 'Neues Passwort', name: 'Ihr Name', show: (label) => `Zeigen: ${label}`, showIt: 'Zeigen', passwordHint: 'Wenigstens 15 Zeichen, etwa vier oder fünf Wörter. Mehr wird nicht verlangt.',
    code: 'Code', codeHint: 'Sechs Ziffern Ihrer Authenticator-App oder einer Ihrer Wiederherstellungscodes.', back: 'Zurück', working: 'Einen Moment …',
    signIn: {
      title: 'Anmelden', do: 'Anmelden', forgot: 'Passwort vergessen?', signUp: 'Eine Firma registrieren', second: 'Ihr Konto hat einen zweiten Faktor.',
      passkey: 'Mit einem Passkey anmelden', passkeyRefused: 'Der Passkey wurde nicht angenommen. Er wurde entfernt, oder es hat zu lange gedauert. Versuchen Sie es noch einmal, oder nehmen Sie Ihr Passwort.', noPasskey: 'Es wurde kein Passkey gewählt. Versuchen Sie es noch einmal, oder nehmen Sie Ihr Passwort.',
      provider: 'Bei Ihrer Firma anmelden', providerHint: 'Wo Ihre Firma eine eigene Anmeldung hat. Die Adresse genügt.', noProvider: 'Keine Firma meldet diese Adresse an. Nehmen Sie Ihr Passwort.', needsEmail: 'Geben Sie zuerst Ihre Mailadresse ein.',
      errors: {
        'sign-in-expired': 'Das hat zu lange gedauert oder wurde schon benutzt. Bitte versuchen Sie es noch einmal.', 'other-browser': 'Die Anmeldung begann in einem anderen Browser. Beginnen Sie sie hier.', 'other-provider': 'Ein anderer Anbieter hat geantwortet als der gefragte.',
        'provider-refused': 'Der Anbieter Ihrer Firma hat Sie nicht angemeldet.', 'provider-unreachable': 'Der Anbieter Ihrer Firma antwortet nicht. Bitte versuchen Sie es noch einmal.', 'token-wrong': 'Der Antwort des Anbieters Ihrer Firma ist nicht zu trauen. Sagen Sie es Ihrem Administrator.',
        'email-unverified': 'Der Anbieter Ihrer Firma hat Ihre Adresse nicht bestätigt.', 'foreign-domain': 'Ihre Adresse gehört zu keiner Domain dieser Firma.', 'not-admitted': 'Sie sind kein Mitglied der Organisation. Bitten Sie um eine Einladung.',
        'beyond-author': 'Ein Inhaber meldet sich nur bei einem Anbieter an, den ein Inhaber eingerichtet hat.', 'other-subject': 'Diese Adresse gehörte vorher jemand anderem. Ein Admin entfernt zuerst dieses Mitglied.', busy: 'Der Server ist beschäftigt. Bitte versuchen Sie es gleich noch einmal.', other: 'Sie wurden nicht angemeldet. Bitte versuchen Sie es noch einmal.',
      },
    },
    signUp: {
      title: 'Eine Firma registrieren', about: 'Sie werden Inhaber einer neuen Organisation. Eine Mail mit einem Link beweist Ihre Adresse.', organisation: 'Name der Firma', slug: 'Kurzname für Adressen',
      slugHint: '3 bis 40 kleine Buchstaben, Ziffern und einzelne Bindestriche, zuerst ein Buchstabe.', do: 'Registrieren', sent: 'Sehen Sie in Ihre Mail', sentTo: (address) => `Ein Link ist unterwegs an ${address}. Er gilt 24 Stunden.`,
      none: 'Nichts da? Sehen Sie in den Spam-Ordner, oder registrieren Sie noch einmal: Der neuere Link ersetzt den älteren.', closed: 'Geschlossen', have: 'Sie haben ein Konto? Anmelden',
    },
    link: {
      title: 'Ihr Link', kinds: {
        verify: (organisation) => `Ihre neue Organisation: ${organisation}`, claim: (organisation) => `${organisation} ist bereit für Sie`, invitation: (organisation) => `Sie sind eingeladen zu ${organisation}`,
      },
      about: { verify: 'Wählen Sie ein Passwort, und Sie sind ihr Inhaber.', claim: 'Wer sie übernimmt, wird ihr Inhaber. Wählen Sie ein Passwort.', invitation: 'Wählen Sie ein Passwort, um beizutreten.' },
      known: 'Sie haben schon ein Konto. Geben Sie sein Passwort ein.', expires: (time) => `Der Link gilt einmal, bis ${time}.`, do: 'Weiter', as: (name) => `Weiter als ${name}`, other: 'Oder mit einem anderen Konto',
      bad: 'Dieser Link gilt nicht', badAbout: 'Er wurde schon benutzt, ein neuerer hat ihn ersetzt, oder er ist abgelaufen. Links gelten einmal. Wenn Sie schon ein Passwort haben, melden Sie sich an; sonst bitten Sie um einen neuen Link.',
      missing: 'Öffnen Sie den Link der Mail noch einmal: Diese Seite bewahrt ihn nicht auf.', again: 'Noch einmal versuchen', nameHint: 'Damit Kollegen ihn sehen.',
    },
    forgot: { title: 'Neues Passwort', about: 'Sie bekommen eine Mail mit einem Link, wenn die Adresse ein Konto hat.', do: 'Link schicken', sent: 'Sehen Sie in Ihre Mail', sentTo: (address) => `Wenn ${address} ein Konto hat, ist ein Link unterwegs. Er gilt eine Stunde.` },
    reset: { title: 'Neues Passwort', about: 'Danach sind alle Geräte abgemeldet. Ein zweiter Faktor bleibt.', do: 'Passwort setzen', done: 'Ihr neues Passwort gilt', doneAbout: 'Alle Geräte sind abgemeldet. Melden Sie sich jetzt damit an.', ask: 'Neuen Link anfordern' },
  },
  es: {
    email: 'Dirección de correo', password: 'Contraseña', newPassword: 'Contraseña nueva', name: 'Su nombre', show: (label) => `Mostrar: ${label}`, showIt: 'Mostrar', passwordHint: 'Al menos 15 caracteres, como cuatro o cinco palabras. No se le exige nada más.',
    code: 'Código', codeHint: 'Seis cifras de su aplicación de autenticación, o uno de sus códigos de recuperación.', back: 'Atrás', working: 'Un momento …',
    signIn: {
      title: 'Iniciar sesión', do: 'Iniciar sesión', forgot: '¿Olvidó su contraseña?', signUp: 'Registrar una empresa', second: 'Su cuenta tiene un segundo factor.',
      passkey: 'Iniciar sesión con una llave de acceso', passkeyRefused: 'La llave de acceso no se ha aceptado. Se eliminó, o tardó demasiado. Inténtelo de nuevo o use su contraseña.', noPasskey: 'No se ha elegido ninguna llave de acceso. Inténtelo de nuevo o use su contraseña.',
      provider: 'Iniciar sesión en su empresa', providerHint: 'Donde su empresa tiene su propio inicio de sesión. Basta la dirección.', noProvider: 'Ninguna empresa inicia sesión con esta dirección. Use su contraseña.', needsEmail: 'Escriba antes su dirección de correo.',
      errors: {
        'sign-in-expired': 'Tardó demasiado o ya se usó. Inténtelo de nuevo.', 'other-browser': 'La sesión se empezó en otro navegador. Empiece aquí.', 'other-provider': 'Respondió un proveedor distinto del que se preguntó.',
        'provider-refused': 'El proveedor de su empresa no inició su sesión.', 'provider-unreachable': 'El proveedor de su empresa no responde. Inténtelo de nuevo.', 'token-wrong': 'La respuesta del proveedor de su empresa no es de fiar. Dígaselo a su administrador.',
        'email-unverified': 'El proveedor de su empresa no ha verificado su dirección.', 'foreign-domain': 'Su dirección no es de ningún dominio de esta empresa.', 'not-admitted': 'Usted no es miembro de la organización. Pida una invitación.',
        'beyond-author': 'Un propietario solo inicia sesión con un proveedor que haya puesto un propietario.', 'other-subject': 'Esta dirección fue antes de otra persona. Un administrador quita antes a ese miembro.', busy: 'El servidor está ocupado. Inténtelo de nuevo enseguida.', other: 'No se inició su sesión. Inténtelo de nuevo.',
      },
    },
    signUp: {
      title: 'Registrar una empresa', about: 'Usted será propietario de una organización nueva. Un correo con un enlace prueba su dirección.', organisation: 'Nombre de la empresa', slug: 'Nombre corto para direcciones',
      slugHint: 'De 3 a 40 letras minúsculas, cifras y guiones sueltos; primero una letra.', do: 'Registrar', sent: 'Mire su correo', sentTo: (address) => `Un enlace está en camino a ${address}. Sirve durante 24 horas.`,
      none: '¿No hay nada? Mire en la carpeta de spam, o regístrese de nuevo: el enlace más nuevo sustituye al anterior.', closed: 'Cerrado', have: '¿Tiene cuenta? Inicie sesión',
    },
    link: {
      title: 'Su enlace', kinds: {
        verify: (organisation) => `Su organización nueva: ${organisation}`, claim: (organisation) => `${organisation} está lista para usted`, invitation: (organisation) => `Le invitan a ${organisation}`,
      },
      about: { verify: 'Elija una contraseña y será su propietario.', claim: 'Quien la tome será su propietario. Elija una contraseña.', invitation: 'Elija una contraseña para unirse.' },
      known: 'Ya tiene una cuenta. Escriba su contraseña para seguir.', expires: (time) => `El enlace sirve una vez, hasta el ${time}.`, do: 'Seguir', as: (name) => `Seguir como ${name}`, other: 'O con otra cuenta',
      bad: 'Este enlace no sirve', badAbout: 'Ya se usó, uno más nuevo lo ha sustituido o ha caducado. Los enlaces sirven una vez. Si ya tiene contraseña, inicie sesión; si no, pida un enlace nuevo.',
      missing: 'Abra otra vez el enlace del correo: esta página no lo guarda.', again: 'Intentar de nuevo', nameHint: 'Para que lo vean sus colegas.',
    },
    forgot: { title: 'Contraseña nueva', about: 'Recibirá un correo con un enlace, si la dirección tiene cuenta.', do: 'Enviar el enlace', sent: 'Mire su correo', sentTo: (address) => `Si ${address} tiene cuenta, un enlace está en camino. Sirve durante una hora.` },
    reset: { title: 'Contraseña nueva', about: 'Después, todos los dispositivos quedan desconectados. El segundo factor permanece.', do: 'Poner la contraseña', done: 'Su contraseña nueva ya vale', doneAbout: 'Todos los dispositivos están desconectados. Inicie sesión con ella ahora.', ask: 'Pedir un enlace nuevo' },
  },
};

/** @param code of a language that the chat page speaks */
export function entryTexts(code) {
  return ALL[code] ?? ALL.en;
}
