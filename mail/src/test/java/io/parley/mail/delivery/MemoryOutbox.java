package io.parley.mail.delivery;

import io.parley.core.mail.MailId;
import io.parley.core.mail.MailOutbox;
import io.parley.core.mail.MailRules;
import io.parley.core.mail.MailState;
import io.parley.core.mail.NewMail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// An outbox in memory, which can be out of reach.
final class MemoryOutbox implements MailOutbox {
  /// A mail and its record.
  record Row(
      NewMail mail,
      Instant orderedAt,
      int attempts,
      Optional<Instant> nextAt,
      MailState state,
      Optional<String> error,
      Optional<Instant> overAt) {}

  private final Map<MailId, Row> rows = new LinkedHashMap<>();
  private boolean isAway;
  private int refused;

  synchronized void add(NewMail mail, Instant at) {
    rows.put(
        mail.id(),
        new Row(
            mail, at, 0, Optional.of(at), MailState.WAITING, Optional.empty(), Optional.empty()));
  }

  synchronized Row row(MailId id) {
    return rows.get(id);
  }

  synchronized int size() {
    return rows.size();
  }

  /// From now on every operation fails, or none.
  synchronized void away(boolean away) {
    isAway = away;
  }

  @Override
  public synchronized CompletionStage<List<Claimed>> claim(Instant now, Duration lease, int max) {
    if (isAway) return gone();
    var claimed = new ArrayList<Claimed>();
    for (var row : List.copyOf(rows.values()))
      if (claimed.size() < max && row.nextAt().filter(due -> !due.isAfter(now)).isPresent())
        claimed.add(claim(row, now.plus(lease)));
    return CompletableFuture.completedStage(claimed);
  }

  private Claimed claim(Row row, Instant until) {
    var mail = row.mail();
    int attempts = row.attempts() + 1;
    rows.put(
        mail.id(),
        new Row(
            mail,
            row.orderedAt(),
            attempts,
            Optional.of(until),
            row.state(),
            row.error(),
            row.overAt()));
    return new Claimed(
        mail.id(),
        mail.tenant(),
        mail.kind(),
        mail.language(),
        mail.to(),
        Optional.of(mail.values()),
        row.orderedAt(),
        attempts);
  }

  @Override
  public synchronized CompletionStage<Boolean> end(
      Claimed mail, MailRules.Verdict verdict, Instant at) {
    if (isAway) return gone();
    var row = rows.get(mail.id());
    boolean isOurs = verdict.state() == MailState.SENT || row.attempts() == mail.attempts();
    if (row.nextAt().isEmpty() || !isOurs) return CompletableFuture.completedStage(false);
    rows.put(
        mail.id(),
        new Row(
            row.mail(),
            row.orderedAt(),
            row.attempts(),
            verdict.nextAt(),
            verdict.state(),
            verdict.error(),
            verdict.state() == MailState.WAITING ? Optional.empty() : Optional.of(at)));
    return CompletableFuture.completedStage(true);
  }

  @Override
  public synchronized CompletionStage<Integer> sweep(Instant before, int max) {
    if (isAway) return gone();
    int size = rows.size();
    rows.values().removeIf(row -> row.overAt().filter(over -> over.isBefore(before)).isPresent());
    return CompletableFuture.completedStage(size - rows.size());
  }

  @Override
  public synchronized CompletionStage<Integer> waiting(int max) {
    if (isAway) return gone();
    long waiting = rows.values().stream().filter(row -> row.nextAt().isPresent()).count();
    return CompletableFuture.completedStage((int) Math.min(max, waiting));
  }

  /// How often it was out of reach.
  synchronized int refused() {
    return refused;
  }

  private <T> CompletionStage<T> gone() {
    refused++;
    return CompletableFuture.failedStage(new IllegalStateException("the database is away"));
  }
}
