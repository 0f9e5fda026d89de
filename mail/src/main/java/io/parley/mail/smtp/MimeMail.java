package io.parley.mail.smtp;

import io.parley.core.mail.MailMessage;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A message (RFC 5322) with its text in two forms, the better one last (RFC 2046, section 5.1.4).
/// Each attempt makes a message with the same identifier and date.
final class MimeMail extends MimeMessage {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  /// RFC 5322, section 3.3.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private final String messageId;

  private MimeMail(Session session, String messageId) {
    super(session);
    this.messageId = messageId;
  }

  /// Ready to be sent.
  static MimeMail of(Session session, MailMessage mail, SmtpSettings.Sender from)
      throws MessagingException {
    var made = new MimeMail(session, "<%s@%s>".formatted(mail.id(), from.address().domain()));
    made.setFrom(sender(from));
    made.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to().text()));
    made.setSubject(mail.body().subject(), UTF_8);
    made.setHeader("Date", DATE.format(mail.at().atOffset(ZoneOffset.UTC)));
    // vacation notices and the like are not to answer it (RFC 3834, section 5)
    made.setHeader("Auto-Submitted", "auto-generated");
    made.setContent(
        new MimeMultipart(
            "alternative", part(mail.body().text(), "plain"), part(mail.body().html(), "html")));
    made.saveChanges();
    return made;
  }

  private static InternetAddress sender(SmtpSettings.Sender from) {
    try {
      return new InternetAddress(from.address().text(), from.name(), UTF_8);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every JDK has UTF-8", e);
    }
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    var part = new MimeBodyPart();
    part.setText(text, UTF_8, subtype);
    return part;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }
}
