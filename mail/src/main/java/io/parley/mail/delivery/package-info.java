/// Sends what waits in the outbox. Start at [io.parley.mail.delivery.MailDelivery]: one round of
/// claims, attempts and their outcomes. [io.parley.mail.delivery.MailWork] repeats it on each node.
package io.parley.mail.delivery;
