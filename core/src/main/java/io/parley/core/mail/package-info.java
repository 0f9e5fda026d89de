/// Mail that the program sends by itself: a link that verifies an address, an invitation, a notice.
/// [io.parley.core.mail.Mails] takes a mail in the transaction of the command that causes it;
/// [io.parley.core.mail.MailOutbox] gives it to a sender, with claims that end by themselves;
/// [io.parley.core.mail.MailRules] decides after each attempt. [io.parley.core.mail.MailTemplate]
/// makes its words.
///
/// A mail's link signs a person in, so that its values are secrets: they are in no log, and are
/// deleted when the mail was sent.
package io.parley.core.mail;
