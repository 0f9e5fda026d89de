/// Mail that the program sends. Start at [io.parley.mail.delivery.MailDelivery], which takes mails
/// from the outbox, has their words made from templates, and hands them to a server by SMTP, or
/// shows them where there is none. The outbox itself is a table, in another module.
package io.parley.mail;
