package io.parley.server;

import io.parley.core.mail.Delivery;
import io.parley.core.mail.MailMessage;
import io.parley.core.mail.MailOutbox;
import io.parley.core.mail.MailTransport;
import io.parley.core.mail.OwnTemplates;
import io.parley.http.organisation.MailWords;
import io.parley.mail.console.ConsoleTransport;
import io.parley.mail.delivery.MailDelivery;
import io.parley.mail.delivery.MailWork;
import io.parley.mail.smtp.SmtpSettings;
import io.parley.mail.smtp.SmtpTransport;
import io.parley.mail.template.BundledTemplates;
import io.parley.mail.template.OwnFirst;
import io.parley.operations.MailMeters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's share in sending mail: by SMTP; on a development machine without a server it is
/// shown. Trouble with a server delays mail alone.
final class MailServices {
  private static final Logger LOG = LoggerFactory.getLogger(MailServices.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  /// Where nothing is sent.
  private static final int AT_ONCE = 4;

  private final NodeBasics basics;
  private final MailMeters outbox;
  private final OwnTemplates own;
  private final BundledTemplates program = BundledTemplates.load();
  private final MailTransport transport;
  private final Optional<ConsoleTransport> shown;
  private final int atOnce;

  private MailServices(
      NodeBasics basics,
      MailMeters outbox,
      OwnTemplates own,
      MailTransport transport,
      Optional<ConsoleTransport> shown,
      int atOnce) {
    this.basics = basics;
    this.outbox = outbox;
    this.own = own;
    this.transport = transport;
    this.shown = shown;
    this.atOnce = atOnce;
  }

  /// Sends nothing before [#begin].
  ///
  /// @param server empty without one; @param own words of organisations
  static MailServices of(
      NodeBasics basics, Optional<SmtpSettings> server, MailOutbox stored, OwnTemplates own) {
    var outbox = new MailMeters(stored, basics.meters().registry());
    if (server.isPresent()) {
      var smtp = basics.closers().add("the way to the mail server", SmtpTransport.of(server.get()));
      return new MailServices(basics, outbox, own, smtp, Optional.empty(), server.get().atOnce());
    }
    if (basics.settings().production()) {
      LOG.warn(
          "no mail is sent, so that invitations and links for new passwords reach nobody (expected:"
              + " parley.mail.host)");
      MailTransport none = _ -> CompletableFuture.completedStage(new Delivery.Later("no-server"));
      return new MailServices(basics, outbox, own, none, Optional.empty(), AT_ONCE);
    }
    var console = new ConsoleTransport();
    return new MailServices(basics, outbox, own, console, Optional.of(console), AT_ONCE);
  }

  /// The last mails of a development machine, the newest first; empty where none is shown.
  Optional<Supplier<List<MailMessage>>> shown() {
    return shown.map(console -> console::last);
  }

  MailMeters meters() {
    return outbox;
  }

  /// Words of mails, for those who write them.
  MailWords words() {
    return new MailWords(own, program.replaceable());
  }

  /// From now on this node sends what waits.
  void begin() {
    var templates = new OwnFirst(own, program);
    var delivery = new MailDelivery(outbox, templates, transport, atOnce, basics.clock());
    basics.closers().add("the sending of mail", MailWork.start(delivery, EVERY));
  }
}
