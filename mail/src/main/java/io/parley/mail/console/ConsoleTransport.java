package io.parley.mail.console;

import io.parley.core.mail.Delivery;
import io.parley.core.mail.MailMessage;
import io.parley.core.mail.MailTransport;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Mail of a development machine, which has no server for it: one line on the console, without the
/// link, and the last ones in memory.
public final class ConsoleTransport implements MailTransport {
  /// The mails that are kept; the oldest is forgotten first.
  public static final int KEPT_MAX = 100;

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleTransport.class);

  private final ArrayDeque<MailMessage> kept = new ArrayDeque<>();

  @Override
  public CompletionStage<Delivery> deliver(MailMessage mail) {
    synchronized (kept) {
      if (kept.size() >= KEPT_MAX) kept.removeFirst();
      kept.addLast(mail);
    }
    LOG.info(
        "mail to {}: {} (whole, with its link: GET /mails on the management port)",
        mail.to().text(),
        mail.body().subject());
    return CompletableFuture.completedStage(new Delivery.Sent());
  }

  /// The last mails, the newest first. They have links that sign in: for operators alone.
  public List<MailMessage> last() {
    synchronized (kept) {
      return List.copyOf(kept).reversed();
    }
  }
}
