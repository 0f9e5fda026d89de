/// The outbox of mail in a table. Start at [io.parley.persistence.mail.JdbcMails]; other stores add
/// mails in their own transactions. [io.parley.persistence.mail.JdbcOwnTemplates] has the words
/// that organisations wrote for theirs.
package io.parley.persistence.mail;
