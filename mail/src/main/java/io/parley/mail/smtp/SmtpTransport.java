package io.parley.mail.smtp;

import io.parley.core.mail.Delivery;
import io.parley.core.mail.MailMessage;
import io.parley.core.mail.MailTransport;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends mail by SMTP, each over a connection of its own, on virtual threads: callers never block.
/// The server's certificate is checked for its name, and nothing is sent without encryption.
public final class SmtpTransport implements MailTransport, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpTransport.class);
  private static final String PROTOCOL = "smtp";

  private final SmtpSettings settings;
  private final Session session;
  private final ExecutorService threads;

  private SmtpTransport(SmtpSettings settings, Optional<SSLSocketFactory> sockets) {
    this.settings = settings;
    this.session = Session.getInstance(properties(settings, sockets));
    this.threads =
        Executors.newFixedThreadPool(
            settings.atOnce(), Thread.ofVirtual().name("parley-mail-", 1).factory());
  }

  /// Certificates are verified by the JDK's authorities.
  public static SmtpTransport of(SmtpSettings settings) {
    return new SmtpTransport(settings, Optional.empty());
  }

  /// @param sockets decide which authorities are trusted
  static SmtpTransport of(SmtpSettings settings, SSLSocketFactory sockets) {
    return new SmtpTransport(settings, Optional.of(sockets));
  }

  private static Properties properties(SmtpSettings settings, Optional<SSLSocketFactory> sockets) {
    var all = new Properties();
    set(all, "host", settings.host());
    set(all, "port", Integer.toString(settings.port()));
    set(all, "from", settings.from().address().text());
    set(all, "auth", Boolean.toString(settings.login().isPresent()));
    set(all, "connectiontimeout", millis(settings.timeouts().connect()));
    set(all, "timeout", millis(settings.timeouts().read()));
    set(all, "writetimeout", millis(settings.timeouts().write()));
    // the mail is sent by then: an answer to QUIT changes nothing
    set(all, "quitwait", "false");
    switch (settings.security()) {
      case STARTTLS -> {
        set(all, "starttls.enable", "true");
        set(all, "starttls.required", "true");
      }
      case TLS -> set(all, "ssl.enable", "true");
    }
    set(all, "ssl.checkserveridentity", "true");
    set(all, "ssl.protocols", "TLSv1.3 TLSv1.2");
    // otherwise a refused certificate would be asked for a second time, with other sockets
    set(all, "socketFactory.fallback", "false");
    sockets.ifPresent(own -> all.put(key("ssl.socketFactory"), own));
    return all;
  }

  private static void set(Properties all, String key, String value) {
    all.setProperty(key(key), value);
  }

  private static String key(String key) {
    return "mail." + PROTOCOL + "." + key;
  }

  private static String millis(Duration time) {
    return Long.toString(time.toMillis());
  }

  @Override
  public CompletionStage<Delivery> deliver(MailMessage mail) {
    try {
      return CompletableFuture.supplyAsync(() -> send(mail), threads);
    } catch (RejectedExecutionException closed) {
      return CompletableFuture.completedStage(new Delivery.Later("closed"));
    }
  }

  private Delivery send(MailMessage mail) {
    try {
      var message = MimeMail.of(session, mail, settings.from());
      var server = session.getTransport(PROTOCOL);
      try {
        server.connect(
            settings.host(),
            settings.port(),
            settings.login().map(SmtpSettings.Login::user).orElse(null),
            settings.login().map(SmtpSettings.Login::password).orElse(null));
        server.sendMessage(message, message.getAllRecipients());
        return new Delivery.Sent();
      } finally {
        close(server);
      }
    } catch (MessagingException e) {
      return SmtpFailures.delivery(e);
    }
  }

  /// A sent mail stays sent.
  private static void close(Transport server) {
    try {
      server.close();
    } catch (MessagingException e) {
      LOG.debug("the connection to the mail server broke while it was closed", e);
    }
  }

  /// Attempts under way end by themselves; what they sent is recorded if its caller still can.
  @Override
  public void close() {
    threads.shutdown();
  }
}
