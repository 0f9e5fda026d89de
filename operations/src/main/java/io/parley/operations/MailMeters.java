package io.parley.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.mail.MailOutbox;
import io.parley.core.mail.MailRules;
import io.parley.core.mail.MailState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/// An outbox with metrics: `parley_mail_attempts_total` of this node by outcome (sent, later,
/// refused, expired: the last two are given up), and `parley_mail_waiting` of the cluster. [#look]
/// queries the database, a scrape never does; while the database does not answer, the value is
/// `NaN`. Thread safe.
public final class MailMeters implements MailOutbox {
  /// More are shown as this number.
  private static final int WAITING_MAX = 100_000;

  private final MailOutbox outbox;
  private final Map<MailState, Counter> outcomes = new EnumMap<>(MailState.class);
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile double waiting = Double.NaN;

  public MailMeters(MailOutbox outbox, MeterRegistry registry) {
    this.outbox = outbox;
    for (var state : MailState.values())
      outcomes.put(
          state,
          Counter.builder("parley.mail.attempts")
              .description("attempts of this node to send a mail")
              .tag("outcome", state == MailState.WAITING ? "later" : state.word())
              .register(registry));
    Gauge.builder("parley.mail.waiting", this, it -> it.waiting)
        .description("mails of the cluster that wait to be sent")
        .strongReference(true)
        .register(registry);
  }

  /// Queries unless the last query is still running.
  public void look() {
    if (!asking.compareAndSet(false, true)) return;
    waiting(WAITING_MAX)
        .whenComplete(
            (found, failure) -> {
              // the database watch already reports an unreachable database
              waiting = failure == null ? found : Double.NaN;
              asking.set(false);
            });
  }

  @Override
  public CompletionStage<List<Claimed>> claim(Instant now, Duration lease, int max) {
    return outbox.claim(now, lease, max);
  }

  @Override
  public CompletionStage<Boolean> end(Claimed mail, MailRules.Verdict verdict, Instant at) {
    return outbox
        .end(mail, verdict, at)
        .thenApply(
            isStored -> {
              if (isStored) outcomes.get(verdict.state()).increment();
              return isStored;
            });
  }

  @Override
  public CompletionStage<Integer> sweep(Instant before, int max) {
    return outbox.sweep(before, max);
  }

  @Override
  public CompletionStage<Integer> waiting(int max) {
    return outbox.waiting(max);
  }
}
