package io.parley.mail.delivery;

import io.parley.core.fault.Stages;
import io.parley.core.mail.Delivery;
import io.parley.core.mail.MailMessage;
import io.parley.core.mail.MailOutbox;
import io.parley.core.mail.MailOutbox.Claimed;
import io.parley.core.mail.MailRules;
import io.parley.core.mail.MailState;
import io.parley.core.mail.MailTemplates;
import io.parley.core.mail.MailTransport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends mails that are due. A mail is claimed, sent, and its outcome stored, in this order: a
/// sender that is lost between the last two has it sent once more, with the same identifier. No
/// failure of one mail concerns another one. Thread safe.
public final class MailDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);
  private static final int SWEEP_MAX = 1_000;

  private final MailOutbox outbox;
  private final MailTemplates templates;
  private final MailTransport transport;
  private final int atOnce;
  private final InstantSource clock;

  /// @param atOnce mails of a round
  public MailDelivery(
      MailOutbox outbox,
      MailTemplates templates,
      MailTransport transport,
      int atOnce,
      InstantSource clock) {
    this.outbox = outbox;
    this.templates = templates;
    this.transport = transport;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /// Sends the mails that are due, up to a round's number.
  ///
  /// @return whether there may be more; fails if the outbox is out of reach
  public CompletionStage<Boolean> round() {
    return outbox
        .claim(clock.instant(), MailRules.LEASE, atOnce)
        .thenCompose(
            claimed ->
                CompletableFuture.allOf(
                        claimed.stream()
                            .map(mail -> send(mail).toCompletableFuture())
                            .toArray(CompletableFuture[]::new))
                    .thenApply(_ -> claimed.size() == atOnce));
  }

  private CompletionStage<Void> send(Claimed mail) {
    return attempt(mail)
        .thenCompose(
            outcome -> {
              var now = clock.instant();
              var verdict =
                  MailRules.after(outcome, mail.kind(), mail.orderedAt(), mail.attempts(), now);
              return end(mail, verdict, now);
            });
  }

  private CompletionStage<Void> end(Claimed mail, MailRules.Verdict verdict, Instant now) {
    return outbox
        .end(mail, verdict, now)
        .thenAccept(
            isStored -> {
              if (!isStored) LOG.info("mail {}: another sender has it by now", mail.id());
              else if (verdict.error().isEmpty())
                LOG.info("mail {} ({}) is sent", mail.id(), mail.kind().word());
              else if (verdict.state() == MailState.WAITING)
                LOG.info(
                    "mail {} ({}) is tried again at {}: {}",
                    mail.id(),
                    mail.kind().word(),
                    verdict.nextAt().orElseThrow(),
                    verdict.error().get());
              else
                LOG.warn(
                    "mail {} ({}) is {} after {} attempts: {}",
                    mail.id(),
                    mail.kind().word(),
                    verdict.state().word(),
                    mail.attempts(),
                    verdict.error().get());
            });
  }

  /// Does not fail: what is unforeseen is tried again.
  private CompletionStage<Delivery> attempt(Claimed mail) {
    if (MailRules.isOverdue(mail.kind(), mail.orderedAt(), clock.instant())) return later("late");
    if (mail.values().isEmpty()) return later("unreadable");
    try {
      return templates
          .find(mail.tenant(), mail.kind(), mail.language())
          .thenCompose(
              template ->
                  transport.deliver(
                      new MailMessage(
                          mail.id(),
                          mail.to(),
                          template.fill(mail.values().get()),
                          mail.orderedAt())))
          .exceptionally(failure -> unforeseen(mail, failure));
    } catch (RuntimeException failure) {
      return CompletableFuture.completedStage(unforeseen(mail, failure));
    }
  }

  private static CompletionStage<Delivery> later(String reason) {
    return CompletableFuture.completedStage(new Delivery.Later(reason));
  }

  private static Delivery unforeseen(Claimed mail, Throwable failure) {
    LOG.warn("mail {} ({}) cannot be sent", mail.id(), mail.kind().word(), Stages.cause(failure));
    return new Delivery.Later("failure");
  }

  /// Deletes old records.
  ///
  /// @return whether there may be more
  public CompletionStage<Boolean> sweep() {
    return outbox
        .sweep(clock.instant().minus(MailRules.KEPT), SWEEP_MAX)
        .thenApply(swept -> swept == SWEEP_MAX);
  }
}
