/** Everything that the page of an organisation says. All languages have the same keys. */
const ALL = {
  en: {
    title: 'Organisation', none: 'You are signed in to the platform, not to an organisation.', toAccount: 'Choose one on the page of your account', parts: 'Parts',
    sections: { overview: 'Overview', chat: 'Chat', telephone: 'Telephone', model: 'Models', customers: 'Verified customers', webhooks: 'Webhooks', mails: 'Mails', retention: 'Retention', people: 'People', roles: 'Roles', 'sign-in': 'Sign-in', staff: 'Platform staff', audit: 'Audit trail', ownership: 'Ownership and end' },
    cancel: 'Cancel', more: 'Show more', save: 'Save', saved: 'Saved.', remove: 'Remove',
    states: { unverified: 'not verified', unclaimed: 'not claimed', expired: 'expired', active: 'active', suspended: 'suspended', deleting: 'being deleted', deleted: 'deleted' },
    overview: {
      name: 'Name', state: 'State', since: 'Since', suspension: 'Reason', deletionAt: 'Is deleted on', rename: 'Rename', renamed: 'The organisation is renamed.',
      slugs: 'Short names', slugsAbout: 'Addresses of this installation contain one. One that you give up leads nowhere for 90 days.', slug: 'Short name', slugHint: '3 to 40 small letters, digits and single hyphens, a letter first.', addSlug: 'Add',
      release: (name) => `Give up ${name}`, releaseSure: (name) => `Give up ${name}? Links with it stop working. For 90 days only you can take it back.`, released: (name) => `${name} is given up.`, taken: (name) => `${name} is yours.`,
      domains: 'Domains of your own', noDomains: 'There is none.', domain: 'Domain', domainHint: 'Such as chat.shop.example.', addDomain: 'Add', added: (name) => `${name} is added. Set its record now.`,
      verified: 'proved', unverified: 'not proved yet', record: 'Set this TXT record where the names of your domain are kept, then check it.', recordName: 'Name of the record', recordText: 'Text of the record', check: 'Check', checkOf: (name) => `Check ${name}`, proved: (name) => `${name} is proved.`,
      removeOf: (name) => `Remove ${name}`, removeSure: (name) => `Remove ${name}?`, removed: (name) => `${name} is removed.`
    },
    copying: { copy: 'Copy', copyOf: (what) => `Copy: ${what}`, copied: 'Copied.', byHand: 'It is selected: copy it with the keyboard or the menu.' },
    chat: {
      stopped: 'The organisation is not active: its addresses lead nowhere.', addresses: 'Addresses of the chat', addressesAbout: 'Visitors there talk to your agent.', byName: (name) => `By the short name ${name}`, byDomain: (domain) => `At your domain ${domain}`,
      widget: 'The chat on your web site', widgetAbout: 'Put this line into the pages of your site. It shows a button that opens the chat.', snippet: 'Line for your pages',
      origins: 'Sites that may show it', originsAbout: 'No other site can. A change works within a second.', each: 'Addresses of your sites, one a line', noOrigins: 'There is none.',
    },
    people: {
      members: 'Members', you: 'you', since: (day) => `since ${day}`, roles: 'Roles', customRoles: 'Own roles', change: 'Change roles', changeOf: (name) => `Change roles: ${name}`, changed: (name) => `The roles of ${name} are changed.`,
      remove: (name) => `Remove ${name}`, sure: (name) => `Remove ${name}? All sign-ins to this organisation stop working within five seconds.`, removed: (name) => `${name} is removed.`,
      leave: 'Leave the organisation', leaveSure: 'Leave this organisation? You come back only by an invitation.', left: 'You have left.',
      invitations: 'Invitations', noInvitations: 'Nobody is invited.', until: (time) => `until ${time}`, expired: 'expired', invite: 'Invite somebody', email: 'Address of mail', language: 'Language of the mail', send: 'Send the invitation', invited: (email) => `A mail is on its way to ${email}.`,
      revoke: 'Withdraw', revokeOf: (email) => `Withdraw the invitation of ${email}`, revoked: (email) => `The invitation of ${email} is withdrawn.`, noRole: 'Choose at least one role.', hint: 'You can give no more than you have yourself.',
    },
    roles: {
      builtIn: 'Roles that every organisation has', own: 'Roles of your own', noOwn: 'There is none.', add: 'New role', name: 'Name', nameHint: '1 to 32 small letters, digits and hyphens.', may: 'May', hint: 'You can give no more than you have yourself.',
      edit: (name) => `Change ${name}`, remove: (name) => `Delete ${name}`, sure: (name) => `Delete ${name}?`, removed: (name) => `${name} is deleted.`, saved: (name) => `${name} is saved.`, nothing: 'Choose at least one permission.',
      names: { owner: 'Owner', admin: 'Admin', 'config-manager': 'Config manager', developer: 'Developer', member: 'Member', viewer: 'Viewer' },
      about: {
        owner: 'May do everything. There is always one.', admin: 'Everything but giving the organisation away and deleting it.', 'config-manager': 'Writes agents and knowledge.', developer: 'Connects your systems.',
        member: 'Talks to customers.', viewer: 'Reads.',
      },
      explained: {
        'manage-keys': 'Make and revoke API keys, store secrets for servers outside.', 'manage-people': 'Invite and remove people, and change their roles.', 'manage-roles': 'Write roles of your own.',
        'manage-organisation': 'Rename the organisation, change its addresses.', 'dismiss-staff': 'End the access of platform staff.', 'transfer-ownership': 'Offer the ownership to another member.', 'delete-organisation': 'Have the organisation deleted.',
      },
    },
    signIn: {
      about: 'At a provider of OpenID Connect your people sign in with the account that they have at work: those with addresses of domains that you have proved.', add: 'Add a provider', none: 'There is no provider: everybody signs in with a password or a passkey.', noDomain: 'A provider needs a domain that you have proved:',
      name: 'Name', nameHint: 'For you, such as the name of the product.', issuer: 'Issuer', issuerHint: 'Letter by letter as the provider names itself, such as https://login.shop.example/realms/shop.', clientId: 'Id of the client', clientSecret: 'Secret of the client', secretHint: 'It is stored encrypted, and never shown again.', secretStays: 'Left empty, the stored one stays. Another issuer or client needs it again.', isStored: 'stored',
      domains: 'Domains', noneChosen: 'Choose one domain at least.', passwords: 'Passwords', admits: 'Admitted without an invitation', admitsHint: 'Roles of people who come without being members. Without any, only members get in.', nobody: 'nobody', noOwners: 'It signs no owners in: somebody who is no owner has stored it.',
      rules: { allowed: 'count', owners: 'count for owners alone', refused: 'do not count' }, rulesAbout: { allowed: 'People choose how they sign in.', owners: 'Owners get in when the provider does not answer.', refused: 'Nobody gets in when the provider does not answer.' },
      callback: 'Callback address, to be registered at the provider', copyOf: (name) => `Copy the callback address of ${name}`, edit: 'Change', editOf: (name) => `Change ${name}`, removeOf: (name) => `Remove ${name}`, sure: (name) => `Remove ${name}? Nobody signs in there any more; whoever has no password asks for a link for one.`,
      added: (name) => `${name} is added. Register its callback address now.`, changed: (name) => `${name} is changed.`, removed: (name) => `${name} is removed.`,
    },
    staff: {
      about: 'People of the platform who help you. They see your data only while an access is open.', assignments: 'Assigned', noAssignments: 'Nobody is assigned.', accesses: 'Open accesses to your data', noAccesses: 'Nobody has access to your data now.',
      unnamed: 'somebody of the platform', reason: 'Reason', from: 'Since', until: 'Until', end: 'End', endOf: (name) => `End the access of ${name}`, ended: 'The access has ended.',
      roles: { operator: 'Operator', 'sales-agent': 'Sales agent', 'onboarding-specialist': 'Onboarding specialist', 'support-specialist': 'Support specialist', 'success-manager': 'Success manager', 'sales-specialist': 'Sales specialist' },
      stages: { sales: 'sales', onboarding: 'onboarding', success: 'success' },
    },
    audit: {
      about: 'Each act on the organisation, with its author, time and address. Nobody can change an entry unnoticed.', empty: 'There is no entry.', number: 'No.', at: 'Time', by: 'By', from: 'From', action: 'Act', target: 'On', before: 'Before', after: 'After', nothing: '–',
      first: 'Newest entries', next: 'Earlier entries', check: 'Check the whole trail', intact: (count) => `All ${count} entries are as they were written.`, damaged: (number) => `Entry ${number} is missing or was changed.`, program: (name) => `Program: ${name}`,
    },
    ownership: {
      ownership: 'Ownership', about: 'Offer it to a member. Accepted within seven days, that member becomes the owner, and you an admin.', to: 'Offer it to', nobody: 'There is no other member.', offer: 'Offer', offered: (name) => `The ownership is offered to ${name}.`, open: (name, time) => `It is offered to ${name}, until ${time}.`,
      withdraw: 'Withdraw the offer', withdrawn: 'The offer is withdrawn.', mine: (time) => `The ownership of this organisation is offered to you, until ${time}.`, accept: 'Accept', refuse: 'Refuse', accepted: 'You are an owner now.', refused: 'You have refused.',
      end: 'End of the organisation', endAbout: 'It is deleted 30 days after you ask for it, with all that belongs to it. Until then its people can look and leave, and an owner can cancel.', type: (name) => `Type the name of the organisation: ${name}`, remove: 'Have it deleted', mismatch: 'That is not the name.',
      asked: (time) => `The organisation is deleted on ${time}.`, cancel: 'Keep the organisation', kept: 'The organisation stays.',
    },
  },
  de: {
    title: 'Organisation', none: 'Sie sind auf der Plattform angemeldet, nicht in einer Organisation.', toAccount: 'Wählen Sie eine auf der Seite Ihres Kontos', parts: 'Teile',
    sections: { overview: 'Überblick', chat: 'Chat', telephone: 'Telefon', model: 'Modelle', customers: 'Geprüfte Kunden', webhooks: 'Webhooks', mails: 'Mails', retention: 'Aufbewahrung', people: 'Leute', roles: 'Rollen', 'sign-in': 'Anmeldung', staff: 'Leute der Plattform', audit: 'Protokoll', ownership: 'Inhaberschaft und Ende' },
    cancel: 'Abbrechen', more: 'Mehr zeigen', save: 'Speichern', saved: 'Gespeichert.', remove: 'Entfernen',
    states: { unverified: 'nicht bestätigt', unclaimed: 'nicht übernommen', expired: 'abgelaufen', active: 'aktiv', suspended: 'gesperrt', deleting: 'wird gelöscht', deleted: 'gelöscht' },
    overview: {
      name: 'Name', state: 'Zustand', since: 'Seit', suspension: 'Grund', deletionAt: 'Wird gelöscht am', rename: 'Umbenennen', renamed: 'Die Organisation ist umbenannt.',
      slugs: 'Kurznamen', slugsAbout: 'Adressen dieser Installation enthalten einen. Einer, den Sie aufgeben, führt 90 Tage lang nirgendwohin.', slug: 'Kurzname', slugHint: '3 bis 40 kleine Buchstaben, Ziffern und einzelne Bindestriche, zuerst ein Buchstabe.', addSlug: 'Hinzufügen',
      release: (name) => `${name} aufgeben`, releaseSure: (name) => `${name} aufgeben? Links damit gelten nicht mehr. 90 Tage lang können nur Sie ihn zurücknehmen.`, released: (name) => `${name} ist aufgegeben.`, taken: (name) => `${name} gehört Ihnen.`,
      domains: 'Eigene Domains', noDomains: 'Es gibt keine.', domain: 'Domain', domainHint: 'Etwa chat.shop.example.', addDomain: 'Hinzufügen', added: (name) => `${name} ist hinzugefügt. Setzen Sie jetzt den Eintrag.`,
      verified: 'bewiesen', unverified: 'noch nicht bewiesen', record: 'Setzen Sie diesen TXT-Eintrag dort, wo die Namen Ihrer Domain geführt werden, und prüfen Sie ihn dann.', recordName: 'Name des Eintrags', recordText: 'Text des Eintrags', check: 'Prüfen', checkOf: (name) => `${name} prüfen`, proved: (name) => `${name} ist bewiesen.`,
      removeOf: (name) => `${name} entfernen`, removeSure: (name) => `${name} entfernen?`, removed: (name) => `${name} ist entfernt.`
    },
    copying: { copy: 'Kopieren', copyOf: (what) => `Kopieren: ${what}`, copied: 'Kopiert.', byHand: 'Es ist markiert: Kopieren Sie es mit der Tastatur oder dem Menü.' },
    chat: {
      stopped: 'Die Organisation ist nicht aktiv: Ihre Adressen führen nirgendwohin.', addresses: 'Adressen des Chats', addressesAbout: 'Besucher sprechen dort mit Ihrem Agenten.', byName: (name) => `Mit dem Kurznamen ${name}`, byDomain: (domain) => `Unter Ihrer Domain ${domain}`,
      widget: 'Der Chat auf Ihrer Website', widgetAbout: 'Setzen Sie diese Zeile in die Seiten Ihrer Website. Sie zeigt einen Knopf, der den Chat öffnet.', snippet: 'Zeile für Ihre Seiten',
      origins: 'Websites, die ihn zeigen dürfen', originsAbout: 'Keine andere kann es. Eine Änderung gilt innerhalb einer Sekunde.', each: 'Adressen Ihrer Websites, eine je Zeile', noOrigins: 'Es gibt keine.',
    },
    people: {
      members: 'Mitglieder', you: 'Sie', since: (day) => `seit ${day}`, roles: 'Rollen', customRoles: 'Eigene Rollen', change: 'Rollen ändern', changeOf: (name) => `Rollen ändern: ${name}`, changed: (name) => `Die Rollen von ${name} sind geändert.`,
      remove: (name) => `${name} entfernen`, sure: (name) => `${name} entfernen? Alle Anmeldungen bei dieser Organisation gelten innerhalb von fünf Sekunden nicht mehr.`, removed: (name) => `${name} ist entfernt.`,
      leave: 'Organisation verlassen', leaveSure: 'Diese Organisation verlassen? Zurück kommen Sie nur durch eine Einladung.', left: 'Sie haben sie verlassen.',
      invitations: 'Einladungen', noInvitations: 'Niemand ist eingeladen.', until: (time) => `bis ${time}`, expired: 'abgelaufen', invite: 'Jemanden einladen', email: 'Mailadresse', language: 'Sprache der Mail', send: 'Einladung schicken', invited: (email) => `Eine Mail ist unterwegs an ${email}.`,
      revoke: 'Zurückziehen', revokeOf: (email) => `Einladung von ${email} zurückziehen`, revoked: (email) => `Die Einladung von ${email} ist zurückgezogen.`, noRole: 'Wählen Sie wenigstens eine Rolle.', hint: 'Sie können nicht mehr geben, als Sie selbst haben.',
    },
    roles: {
      builtIn: 'Rollen, die jede Organisation hat', own: 'Eigene Rollen', noOwn: 'Es gibt keine.', add: 'Neue Rolle', name: 'Name', nameHint: '1 bis 32 kleine Buchstaben, Ziffern und Bindestriche.', may: 'Darf', hint: 'Sie können nicht mehr geben, als Sie selbst haben.',
      edit: (name) => `${name} ändern`, remove: (name) => `${name} löschen`, sure: (name) => `${name} löschen?`, removed: (name) => `${name} ist gelöscht.`, saved: (name) => `${name} ist gespeichert.`, nothing: 'Wählen Sie wenigstens eine Befugnis.',
      names: { owner: 'Inhaber', admin: 'Admin', 'config-manager': 'Gestalter', developer: 'Entwickler', member: 'Mitglied', viewer: 'Leser' },
      about: {
        owner: 'Darf alles. Es gibt immer einen.', admin: 'Alles, außer die Organisation wegzugeben und zu löschen.', 'config-manager': 'Schreibt Agenten und Wissen.', developer: 'Verbindet Ihre Systeme.',
        member: 'Spricht mit Kunden.', viewer: 'Liest.',
      },
      explained: {
        'manage-keys': 'API-Schlüssel anlegen und widerrufen, Geheimnisse für fremde Server hinterlegen.', 'manage-people': 'Leute einladen und entfernen, ihre Rollen ändern.', 'manage-roles': 'Eigene Rollen schreiben.',
        'manage-organisation': 'Die Organisation umbenennen, ihre Adressen ändern.', 'dismiss-staff': 'Den Zugang von Leuten der Plattform beenden.', 'transfer-ownership': 'Die Inhaberschaft einem anderen Mitglied anbieten.', 'delete-organisation': 'Die Organisation löschen lassen.',
      },
    },
    signIn: {
      about: 'Bei einem Anbieter von OpenID Connect melden sich Ihre Leute mit ihrem Konto aus der Firma an: die mit Adressen von Domains, die Sie bewiesen haben.', add: 'Anbieter hinzufügen', none: 'Es gibt keinen Anbieter: Alle melden sich mit Passwort oder Passkey an.', noDomain: 'Ein Anbieter braucht eine Domain, die Sie bewiesen haben:',
      name: 'Name', nameHint: 'Für Sie, etwa der Name des Produkts.', issuer: 'Aussteller', issuerHint: 'Buchstabe für Buchstabe, wie der Anbieter sich nennt, etwa https://login.shop.example/realms/shop.', clientId: 'Id des Clients', clientSecret: 'Geheimnis des Clients', secretHint: 'Es wird verschlüsselt gespeichert und nie wieder gezeigt.', secretStays: 'Bleibt es leer, bleibt das gespeicherte. Ein anderer Aussteller oder Client braucht es wieder.', isStored: 'gespeichert',
      domains: 'Domains', noneChosen: 'Wählen Sie wenigstens eine Domain.', passwords: 'Passwörter', admits: 'Ohne Einladung zugelassen', admitsHint: 'Rollen von Leuten, die kommen, ohne Mitglied zu sein. Ohne solche kommen nur Mitglieder hinein.', nobody: 'niemand', noOwners: 'Er meldet keine Inhaber an: Gespeichert hat ihn jemand, der kein Inhaber ist.',
      rules: { allowed: 'gelten', owners: 'gelten nur für Inhaber', refused: 'gelten nicht' }, rulesAbout: { allowed: 'Jeder wählt, wie er sich anmeldet.', owners: 'Inhaber kommen hinein, wenn der Anbieter nicht antwortet.', refused: 'Niemand kommt hinein, wenn der Anbieter nicht antwortet.' },
      callback: 'Rückadresse, beim Anbieter einzutragen', copyOf: (name) => `Rückadresse von ${name} kopieren`, edit: 'Ändern', editOf: (name) => `${name} ändern`, removeOf: (name) => `${name} entfernen`, sure: (name) => `${name} entfernen? Dort meldet sich dann niemand mehr an; wer kein Passwort hat, bittet um einen Link dafür.`,
      added: (name) => `${name} ist hinzugefügt. Tragen Sie jetzt die Rückadresse ein.`, changed: (name) => `${name} ist geändert.`, removed: (name) => `${name} ist entfernt.`,
    },
    staff: {
      about: 'Leute der Plattform, die Ihnen helfen. Ihre Daten sehen sie nur, solange ein Zugang offen ist.', assignments: 'Zugewiesen', noAssignments: 'Niemand ist zugewiesen.', accesses: 'Offene Zugänge zu Ihren Daten', noAccesses: 'Niemand hat jetzt Zugang zu Ihren Daten.',
      unnamed: 'jemand von der Plattform', reason: 'Grund', from: 'Seit', until: 'Bis', end: 'Beenden', endOf: (name) => `Zugang von ${name} beenden`, ended: 'Der Zugang ist beendet.',
      roles: { operator: 'Betreiber', 'sales-agent': 'Vertrieb', 'onboarding-specialist': 'Einrichtung', 'support-specialist': 'Support-Spezialist', 'success-manager': 'Betreuung', 'sales-specialist': 'Vertriebs-Spezialist' },
      stages: { sales: 'Vertrieb', onboarding: 'Einrichtung', success: 'Betreuung' },
    },
    audit: {
      about: 'Jede Handlung an der Organisation, mit Urheber, Zeit und Adresse. Niemand kann einen Eintrag unbemerkt ändern.', empty: 'Es gibt keinen Eintrag.', number: 'Nr.', at: 'Zeit', by: 'Von', from: 'Adresse', action: 'Handlung', target: 'An', before: 'Vorher', after: 'Nachher', nothing: '–',
      first: 'Neueste Einträge', next: 'Frühere Einträge', check: 'Das ganze Protokoll prüfen', intact: (count) => `Alle ${count} Einträge sind, wie sie geschrieben wurden.`, damaged: (number) => `Eintrag ${number} fehlt oder wurde geändert.`, program: (name) => `Programm: ${name}`,
    },
    ownership: {
      ownership: 'Inhaberschaft', about: 'Bieten Sie sie einem Mitglied an. Nimmt es innerhalb von sieben Tagen an, wird es Inhaber und Sie ein Admin.', to: 'Anbieten', nobody: 'Es gibt kein anderes Mitglied.', offer: 'Anbieten', offered: (name) => `Die Inhaberschaft ist ${name} angeboten.`, open: (name, time) => `Sie ist ${name} angeboten, bis ${time}.`,
      withdraw: 'Angebot zurückziehen', withdrawn: 'Das Angebot ist zurückgezogen.', mine: (time) => `Ihnen ist die Inhaberschaft dieser Organisation angeboten, bis ${time}.`, accept: 'Annehmen', refuse: 'Ablehnen', accepted: 'Sie sind jetzt Inhaber.', refused: 'Sie haben abgelehnt.',
      end: 'Ende der Organisation', endAbout: 'Sie wird 30 Tage nach Ihrem Auftrag gelöscht, mit allem, was zu ihr gehört. Bis dahin können ihre Leute schauen und gehen, und ein Inhaber kann es abbrechen.', type: (name) => `Tippen Sie den Namen der Organisation: ${name}`, remove: 'Löschen lassen', mismatch: 'Das ist nicht der Name.',
      asked: (time) => `Die Organisation wird am ${time} gelöscht.`, cancel: 'Organisation behalten', kept: 'Die Organisation bleibt.',
    },
  },
  es: {
    title: 'Organización', none: 'Su sesión es de la plataforma, no de una organización.', toAccount: 'Elija una en la página de su cuenta', parts: 'Partes',
    sections: { overview: 'Resumen', chat: 'Chat', telephone: 'Teléfono', model: 'Modelos', customers: 'Clientes verificados', webhooks: 'Webhooks', mails: 'Correos', retention: 'Conservación', people: 'Personas', roles: 'Roles', 'sign-in': 'Inicio de sesión', staff: 'Personal de la plataforma', audit: 'Registro', ownership: 'Propiedad y fin' },
    cancel: 'Cancelar', more: 'Mostrar más', save: 'Guardar', saved: 'Guardado.', remove: 'Quitar',
    states: { unverified: 'sin verificar', unclaimed: 'sin reclamar', expired: 'caducada', active: 'activa', suspended: 'suspendida', deleting: 'en eliminación', deleted: 'eliminada' },
    overview: {
      name: 'Nombre', state: 'Estado', since: 'Desde', suspension: 'Motivo', deletionAt: 'Se elimina el', rename: 'Cambiar el nombre', renamed: 'La organización tiene otro nombre.',
      slugs: 'Nombres cortos', slugsAbout: 'Las direcciones de esta instalación contienen uno. El que deja no lleva a ninguna parte durante 90 días.', slug: 'Nombre corto', slugHint: 'De 3 a 40 letras minúsculas, cifras y guiones sueltos; primero una letra.', addSlug: 'Añadir',
      release: (name) => `Dejar ${name}`, releaseSure: (name) => `¿Dejar ${name}? Los enlaces con él dejan de servir. Durante 90 días solo usted puede recuperarlo.`, released: (name) => `${name} queda libre.`, taken: (name) => `${name} es suyo.`,
      domains: 'Dominios propios', noDomains: 'No hay ninguno.', domain: 'Dominio', domainHint: 'Como chat.shop.example.', addDomain: 'Añadir', added: (name) => `${name} está añadido. Ponga ahora su registro.`,
      verified: 'probado', unverified: 'sin probar', record: 'Ponga este registro TXT donde se llevan los nombres de su dominio y compruébelo después.', recordName: 'Nombre del registro', recordText: 'Texto del registro', check: 'Comprobar', checkOf: (name) => `Comprobar ${name}`, proved: (name) => `${name} está probado.`,
      removeOf: (name) => `Quitar ${name}`, removeSure: (name) => `¿Quitar ${name}?`, removed: (name) => `${name} está quitado.`
    },
    copying: { copy: 'Copiar', copyOf: (what) => `Copiar: ${what}`, copied: 'Copiado.', byHand: 'Está seleccionado: cópielo con el teclado o el menú.' },
    chat: {
      stopped: 'La organización no está activa: sus direcciones no llevan a ninguna parte.', addresses: 'Direcciones del chat', addressesAbout: 'Los visitantes hablan ahí con su agente.', byName: (name) => `Por el nombre corto ${name}`, byDomain: (domain) => `En su dominio ${domain}`,
      widget: 'El chat en su sitio web', widgetAbout: 'Ponga esta línea en las páginas de su sitio. Muestra un botón que abre el chat.', snippet: 'Línea para sus páginas',
      origins: 'Sitios que pueden mostrarlo', originsAbout: 'Ningún otro puede. Un cambio vale en un segundo.', each: 'Direcciones de sus sitios, una por línea', noOrigins: 'No hay ninguno.',
    },
    people: {
      members: 'Miembros', you: 'usted', since: (day) => `desde el ${day}`, roles: 'Roles', customRoles: 'Roles propios', change: 'Cambiar roles', changeOf: (name) => `Cambiar roles: ${name}`, changed: (name) => `Los roles de ${name} han cambiado.`,
      remove: (name) => `Quitar a ${name}`, sure: (name) => `¿Quitar a ${name}? Sus sesiones en esta organización dejan de servir en cinco segundos.`, removed: (name) => `${name} ya no es miembro.`,
      leave: 'Salir de la organización', leaveSure: '¿Salir de esta organización? Solo se vuelve con una invitación.', left: 'Ha salido.',
      invitations: 'Invitaciones', noInvitations: 'No hay nadie invitado.', until: (time) => `hasta el ${time}`, expired: 'caducada', invite: 'Invitar a alguien', email: 'Dirección de correo', language: 'Idioma del correo', send: 'Enviar la invitación', invited: (email) => `Un correo está en camino a ${email}.`,
      revoke: 'Retirar', revokeOf: (email) => `Retirar la invitación de ${email}`, revoked: (email) => `La invitación de ${email} está retirada.`, noRole: 'Elija al menos un rol.', hint: 'No puede dar más de lo que usted tiene.',
    },
    roles: {
      builtIn: 'Roles que tiene toda organización', own: 'Roles propios', noOwn: 'No hay ninguno.', add: 'Rol nuevo', name: 'Nombre', nameHint: 'De 1 a 32 letras minúsculas, cifras y guiones.', may: 'Puede', hint: 'No puede dar más de lo que usted tiene.',
      edit: (name) => `Cambiar ${name}`, remove: (name) => `Eliminar ${name}`, sure: (name) => `¿Eliminar ${name}?`, removed: (name) => `${name} está eliminado.`, saved: (name) => `${name} está guardado.`, nothing: 'Elija al menos un permiso.',
      names: { owner: 'Propietario', admin: 'Administrador', 'config-manager': 'Configurador', developer: 'Desarrollador', member: 'Miembro', viewer: 'Lector' },
      about: {
        owner: 'Puede todo. Siempre hay uno.', admin: 'Todo, salvo ceder la organización y eliminarla.', 'config-manager': 'Escribe agentes y conocimientos.', developer: 'Conecta sus sistemas.',
        member: 'Habla con los clientes.', viewer: 'Lee.',
      },
      explained: {
        'manage-keys': 'Crear y revocar claves de API, guardar secretos para servidores ajenos.', 'manage-people': 'Invitar y quitar personas, y cambiar sus roles.', 'manage-roles': 'Escribir roles propios.',
        'manage-organisation': 'Cambiar el nombre y las direcciones de la organización.', 'dismiss-staff': 'Terminar el acceso del personal de la plataforma.', 'transfer-ownership': 'Ofrecer la propiedad a otro miembro.', 'delete-organisation': 'Hacer eliminar la organización.',
      },
    },
    signIn: {
      about: 'En un proveedor de OpenID Connect su gente inicia sesión con la cuenta que tiene en la empresa: quienes tienen direcciones de dominios que usted ha probado.', add: 'Añadir un proveedor', none: 'No hay ningún proveedor: todos inician sesión con contraseña o llave de acceso.', noDomain: 'Un proveedor necesita un dominio que usted haya probado:',
      name: 'Nombre', nameHint: 'Para usted, como el nombre del producto.', issuer: 'Emisor', issuerHint: 'Letra por letra como se llama el proveedor a sí mismo, por ejemplo https://login.shop.example/realms/shop.', clientId: 'Id del cliente', clientSecret: 'Secreto del cliente', secretHint: 'Se guarda cifrado y no se vuelve a mostrar.', secretStays: 'Si queda vacío, se conserva el guardado. Otro emisor u otro cliente lo necesita de nuevo.', isStored: 'guardado',
      domains: 'Dominios', noneChosen: 'Elija al menos un dominio.', passwords: 'Contraseñas', admits: 'Admitidos sin invitación', admitsHint: 'Roles de quienes llegan sin ser miembros. Sin ninguno, solo entran los miembros.', nobody: 'nadie', noOwners: 'No inicia la sesión de propietarios: lo ha guardado alguien que no lo es.',
      rules: { allowed: 'valen', owners: 'valen solo para propietarios', refused: 'no valen' }, rulesAbout: { allowed: 'Cada cual elige cómo inicia sesión.', owners: 'Los propietarios entran cuando el proveedor no responde.', refused: 'Nadie entra cuando el proveedor no responde.' },
      callback: 'Dirección de retorno, que se registra en el proveedor', copyOf: (name) => `Copiar la dirección de retorno de ${name}`, edit: 'Cambiar', editOf: (name) => `Cambiar ${name}`, removeOf: (name) => `Quitar ${name}`, sure: (name) => `¿Quitar ${name}? Nadie inicia ya sesión allí; quien no tenga contraseña pide un enlace para ponerla.`,
      added: (name) => `${name} está añadido. Registre ahora su dirección de retorno.`, changed: (name) => `${name} ha cambiado.`, removed: (name) => `${name} está quitado.`,
    },
    staff: {
      about: 'Personas de la plataforma que le ayudan. Solo ven sus datos mientras un acceso está abierto.', assignments: 'Asignadas', noAssignments: 'No hay nadie asignado.', accesses: 'Accesos abiertos a sus datos', noAccesses: 'Nadie tiene ahora acceso a sus datos.',
      unnamed: 'alguien de la plataforma', reason: 'Motivo', from: 'Desde', until: 'Hasta', end: 'Terminar', endOf: (name) => `Terminar el acceso de ${name}`, ended: 'El acceso ha terminado.',
      roles: { operator: 'Operador', 'sales-agent': 'Ventas', 'onboarding-specialist': 'Puesta en marcha', 'support-specialist': 'Especialista de soporte', 'success-manager': 'Seguimiento', 'sales-specialist': 'Especialista de ventas' },
      stages: { sales: 'ventas', onboarding: 'puesta en marcha', success: 'seguimiento' },
    },
    audit: {
      about: 'Cada acto sobre la organización, con su autor, hora y dirección. Nadie puede cambiar una entrada sin que se note.', empty: 'No hay ninguna entrada.', number: 'N.º', at: 'Hora', by: 'Por', from: 'Dirección', action: 'Acto', target: 'Sobre', before: 'Antes', after: 'Después', nothing: '–',
      first: 'Entradas más nuevas', next: 'Entradas anteriores', check: 'Comprobar todo el registro', intact: (count) => `Las ${count} entradas están como se escribieron.`, damaged: (number) => `La entrada ${number} falta o ha sido cambiada.`, program: (name) => `Programa: ${name}`,
    },
    ownership: {
      ownership: 'Propiedad', about: 'Ofrézcala a un miembro. Si la acepta en siete días, será propietario y usted administrador.', to: 'Ofrecerla a', nobody: 'No hay otro miembro.', offer: 'Ofrecer', offered: (name) => `La propiedad se ofrece a ${name}.`, open: (name, time) => `Se ofrece a ${name}, hasta el ${time}.`,
      withdraw: 'Retirar la oferta', withdrawn: 'La oferta está retirada.', mine: (time) => `Se le ofrece la propiedad de esta organización, hasta el ${time}.`, accept: 'Aceptar', refuse: 'Rechazar', accepted: 'Ahora es propietario.', refused: 'La ha rechazado.',
      end: 'Fin de la organización', endAbout: 'Se elimina 30 días después de pedirlo, con todo lo que le pertenece. Hasta entonces su gente puede mirar y salir, y un propietario puede anularlo.', type: (name) => `Escriba el nombre de la organización: ${name}`, remove: 'Hacerla eliminar', mismatch: 'Ese no es el nombre.',
      asked: (time) => `La organización se elimina el ${time}.`, cancel: 'Conservar la organización', kept: 'La organización se conserva.',
    },
  },
};

/** @param code of a language that the chat page speaks */
export function organisationTexts(code) {
  return ALL[code] ?? ALL.en;
}
