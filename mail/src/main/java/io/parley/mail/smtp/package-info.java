/// Mail by SMTP (RFC 5321) over TLS. Start at [io.parley.mail.smtp.SmtpTransport].
package io.parley.mail.smtp;
