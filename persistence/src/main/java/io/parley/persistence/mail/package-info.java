/// The outbox of mail in a table. Start at [io.parley.persistence.mail.JdbcMails]; other stores add
/// mails in their own transactions.
package io.parley.persistence.mail;
