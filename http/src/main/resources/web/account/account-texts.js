/** Everything that the page of a person's own account says. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Your account', you: 'You', name: 'Name', email: 'Address of mail', mailLanguage: 'Language of mails', unknown: 'Not known yet', languageChanged: 'Your mails are in this language from now on.', here: 'Working in', id: 'Id', platform: 'Platform',
    organisations: 'Organisations', none: 'You belong to no organisation.', roles: 'Roles', current: 'you are here', go: (name) => `Work in ${name}`, gone: (name) => `You work in ${name} now.`, goPlatform: 'Work on the platform', gonePlatform: 'You work on the platform now.',
    states: { unverified: 'not verified', unclaimed: 'not claimed', expired: 'expired', active: 'active', suspended: 'suspended', deleting: 'being deleted', deleted: 'deleted' },
    password: 'Password', currentPassword: 'Current password', newPassword: 'New password', change: 'Change password', changed: 'Your password is changed. Your other devices are signed out.', changeAbout: 'Your other devices are signed out by that.',
    second: 'Second factor', secondAbout: 'After the password, an app on your telephone gives a code that changes every half minute. A stolen password is not enough then.',
    on: 'It is on.', left: (count) => `Recovery codes left: ${count}.`, off: 'It is off.', begin: 'Turn on', scan: 'Give this key to your authenticator app', picture: 'QR code with the key, for the camera of the app', orLink: 'Open it in an app on this device', orKey: 'Or type it there:', confirmAbout: 'Then enter the code that the app shows.', confirm: 'Confirm',
    codes: 'Your recovery codes', codesAbout: 'Each opens your account once, when you do not have your telephone. They are not shown again: print them, or put them into your password manager.', copy: 'Copy', copied: 'Copied.',
    copyByHand: 'This browser does not let the page copy. The codes are selected: copy them with the keyboard or the menu.', print: 'Print', stored: 'I have stored them', isOn: 'Your second factor is on.',
    remove: 'Turn off', removeAbout: 'With your password, and a code of the app or a recovery code.', isOff: 'Your second factor is off.', cancel: 'Cancel',
    signIns: 'Where you are signed in', started: 'Since', used: 'Last used', this: 'this one', end: 'End', endOf: (place, time) => `End: ${place}, since ${time}`, ended: 'That sign-in has ended.', endOthers: 'End all others', othersEnded: 'All other sign-ins have ended.', noOthers: 'You are signed in nowhere else.',
    passkeys: {
      title: 'Passkeys', about: 'A passkey signs you in with your finger, your face or the PIN of a device, in place of password and code. It cannot be guessed, and works on this site alone.',
      none: 'You have no passkeys.', impossible: 'No passkey can be made here: the browser knows none, or this server has no domain.', added: 'Added', unused: 'Not used yet.',
      add: 'Add a passkey', addAbout: 'Your password shows that it is you. The browser then asks for the device.', name: 'Name of the passkey', nameHint: 'So you know it again, such as the device that holds it.',
      notMade: 'No passkey was made. Please try again.', known: 'This device has a passkey of your account already.', isAdded: (name) => `The passkey is added: ${name}.`,
      rename: 'Rename', renameOf: (name) => `Rename: ${name}`, isRenamed: 'The passkey is renamed.', remove: 'Remove', removeOf: (name) => `Remove: ${name}`, removeNow: (name) => `Remove “${name}” for good`, isRemoved: 'The passkey is removed. Delete it on the device, too.',
    },
    codeName: (email) => `Recovery codes of ${email}`,
  },
  de: {
    title: 'Ihr Konto', you: 'Sie', name: 'Name', email: 'Mailadresse', mailLanguage: 'Sprache der Mails', unknown: 'Noch nicht bekannt', languageChanged: 'Ihre Mails sind ab jetzt in dieser Sprache.', here: 'Sie arbeiten in', id: 'Id', platform: 'Plattform',
    organisations: 'Organisationen', none: 'Sie gehören zu keiner Organisation.', roles: 'Rollen', current: 'hier sind Sie', go: (name) => `In ${name} arbeiten`, gone: (name) => `Sie arbeiten jetzt in ${name}.`, goPlatform: 'Auf der Plattform arbeiten', gonePlatform: 'Sie arbeiten jetzt auf der Plattform.',
    states: { unverified: 'nicht bestätigt', unclaimed: 'nicht übernommen', expired: 'abgelaufen', active: 'aktiv', suspended: 'gesperrt', deleting: 'wird gelöscht', deleted: 'gelöscht' },
    password: 'Passwort', currentPassword: 'Bisheriges Passwort', newPassword: 'Neues Passwort', change: 'Passwort ändern', changed: 'Ihr Passwort ist geändert. Ihre anderen Geräte sind abgemeldet.', changeAbout: 'Ihre anderen Geräte werden dadurch abgemeldet.',
    second: 'Zweiter Faktor', secondAbout: 'Nach dem Passwort gibt eine App auf Ihrem Telefon einen Code, der sich jede halbe Minute ändert. Ein gestohlenes Passwort reicht dann nicht.',
    on: 'Er ist an.', left: (count) => `Übrige Wiederherstellungscodes: ${count}.`, off: 'Er ist aus.', begin: 'Einschalten', scan: 'Geben Sie diesen Schlüssel Ihrer Authenticator-App', picture: 'QR-Code mit dem Schlüssel, für die Kamera der App', orLink: 'In einer App auf diesem Gerät öffnen', orKey: 'Oder tippen Sie ihn dort ein:', confirmAbout: 'Geben Sie dann den Code ein, den die App zeigt.', confirm: 'Bestätigen',
    codes: 'Ihre Wiederherstellungscodes', codesAbout: 'Jeder öffnet Ihr Konto einmal, wenn Sie Ihr Telefon nicht haben. Sie werden nicht wieder gezeigt: Drucken Sie sie, oder legen Sie sie in Ihren Passwortmanager.', copy: 'Kopieren', copied: 'Kopiert.',
    copyByHand: 'Dieser Browser lässt die Seite nicht kopieren. Die Codes sind markiert: Kopieren Sie sie mit der Tastatur oder dem Menü.', print: 'Drucken', stored: 'Ich habe sie abgelegt', isOn: 'Ihr zweiter Faktor ist an.',
    remove: 'Ausschalten', removeAbout: 'Mit Ihrem Passwort und einem Code der App oder einem Wiederherstellungscode.', isOff: 'Ihr zweiter Faktor ist aus.', cancel: 'Abbrechen',
    signIns: 'Wo Sie angemeldet sind', started: 'Seit', used: 'Zuletzt benutzt', this: 'diese hier', end: 'Beenden', endOf: (place, time) => `Beenden: ${place}, seit ${time}`, ended: 'Diese Anmeldung ist beendet.', endOthers: 'Alle anderen beenden', othersEnded: 'Alle anderen Anmeldungen sind beendet.', noOthers: 'Sie sind sonst nirgends angemeldet.',
    passkeys: {
      title: 'Passkeys', about: 'Ein Passkey meldet Sie mit Finger, Gesicht oder der PIN eines Geräts an, statt mit Passwort und Code. Er lässt sich nicht erraten und gilt nur auf dieser Seite.',
      none: 'Sie haben keine Passkeys.', impossible: 'Hier lässt sich kein Passkey anlegen: Der Browser kennt keine, oder dieser Server hat keine Domain.', added: 'Angelegt', unused: 'Noch nicht benutzt.',
      add: 'Passkey anlegen', addAbout: 'Ihr Passwort zeigt, dass Sie es sind. Danach fragt der Browser nach dem Gerät.', name: 'Name des Passkeys', nameHint: 'Damit Sie ihn wiedererkennen, etwa das Gerät, auf dem er liegt.',
      notMade: 'Es wurde kein Passkey angelegt. Bitte versuchen Sie es noch einmal.', known: 'Dieses Gerät hat schon einen Passkey Ihres Kontos.', isAdded: (name) => `Der Passkey ist angelegt: ${name}.`,
      rename: 'Umbenennen', renameOf: (name) => `Umbenennen: ${name}`, isRenamed: 'Der Passkey ist umbenannt.', remove: 'Entfernen', removeOf: (name) => `Entfernen: ${name}`, removeNow: (name) => `„${name}“ endgültig entfernen`, isRemoved: 'Der Passkey ist entfernt. Löschen Sie ihn auch auf dem Gerät.',
    },
    codeName: (email) => `Wiederherstellungscodes von ${email}`,
  },
  es: {
    title: 'Su cuenta', you: 'Usted', name: 'Nombre', email: 'Dirección de correo', mailLanguage: 'Idioma de los correos', unknown: 'Aún no se conoce', languageChanged: 'Desde ahora sus correos están en este idioma.', here: 'Trabaja en', id: 'Id', platform: 'Plataforma',
    organisations: 'Organizaciones', none: 'No pertenece a ninguna organización.', roles: 'Roles', current: 'está aquí', go: (name) => `Trabajar en ${name}`, gone: (name) => `Ahora trabaja en ${name}.`, goPlatform: 'Trabajar en la plataforma', gonePlatform: 'Ahora trabaja en la plataforma.',
    states: { unverified: 'sin verificar', unclaimed: 'sin reclamar', expired: 'caducada', active: 'activa', suspended: 'suspendida', deleting: 'en eliminación', deleted: 'eliminada' },
    password: 'Contraseña', currentPassword: 'Contraseña actual', newPassword: 'Contraseña nueva', change: 'Cambiar la contraseña', changed: 'Su contraseña ha cambiado. Sus otros dispositivos están desconectados.', changeAbout: 'Con ello se desconectan sus otros dispositivos.',
    second: 'Segundo factor', secondAbout: 'Después de la contraseña, una aplicación de su teléfono da un código que cambia cada medio minuto. Así no basta con robar la contraseña.',
    on: 'Está activado.', left: (count) => `Códigos de recuperación que quedan: ${count}.`, off: 'Está desactivado.', begin: 'Activar', scan: 'Dé esta clave a su aplicación de autenticación', picture: 'Código QR con la clave, para la cámara de la aplicación', orLink: 'Abrirla en una aplicación de este dispositivo', orKey: 'O escríbala allí:', confirmAbout: 'Escriba después el código que muestra la aplicación.', confirm: 'Confirmar',
    codes: 'Sus códigos de recuperación', codesAbout: 'Cada uno abre su cuenta una vez, cuando no tiene su teléfono. No se vuelven a mostrar: imprímalos o póngalos en su gestor de contraseñas.', copy: 'Copiar', copied: 'Copiados.',
    copyByHand: 'Este navegador no deja copiar a la página. Los códigos están seleccionados: cópielos con el teclado o el menú.', print: 'Imprimir', stored: 'Ya los he guardado', isOn: 'Su segundo factor está activado.',
    remove: 'Desactivar', removeAbout: 'Con su contraseña y un código de la aplicación o de recuperación.', isOff: 'Su segundo factor está desactivado.', cancel: 'Cancelar',
    signIns: 'Dónde tiene sesiones abiertas', started: 'Desde', used: 'Último uso', this: 'esta', end: 'Terminar', endOf: (place, time) => `Terminar: ${place}, desde ${time}`, ended: 'Esa sesión ha terminado.', endOthers: 'Terminar todas las demás', othersEnded: 'Todas las demás sesiones han terminado.', noOthers: 'No tiene ninguna otra sesión abierta.',
    passkeys: {
      title: 'Llaves de acceso', about: 'Una llave de acceso inicia la sesión con el dedo, la cara o el PIN de un dispositivo, en lugar de contraseña y código. No se puede adivinar y solo sirve en este sitio.',
      none: 'No tiene llaves de acceso.', impossible: 'Aquí no se puede crear ninguna: el navegador no las conoce, o este servidor no tiene dominio.', added: 'Añadida', unused: 'Aún sin usar.',
      add: 'Añadir una llave de acceso', addAbout: 'Su contraseña muestra que es usted. Después el navegador pregunta por el dispositivo.', name: 'Nombre de la llave', nameHint: 'Para reconocerla, por ejemplo el dispositivo que la guarda.',
      notMade: 'No se ha creado ninguna llave de acceso. Inténtelo de nuevo.', known: 'Este dispositivo ya tiene una llave de acceso de su cuenta.', isAdded: (name) => `La llave de acceso está añadida: ${name}.`,
      rename: 'Cambiar el nombre', renameOf: (name) => `Cambiar el nombre: ${name}`, isRenamed: 'La llave de acceso tiene otro nombre.', remove: 'Eliminar', removeOf: (name) => `Eliminar: ${name}`, removeNow: (name) => `Eliminar «${name}» para siempre`, isRemoved: 'La llave de acceso está eliminada. Bórrela también en el dispositivo.',
    },
    codeName: (email) => `Códigos de recuperación de ${email}`,
  },
};

/** @param code of a language that the chat page speaks */
export function accountTexts(code) {
  return ALL[code] ?? ALL.en;
}
