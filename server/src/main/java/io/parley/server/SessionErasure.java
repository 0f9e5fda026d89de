package io.parley.server;

import io.parley.core.journal.SessionErasures;
import io.parley.core.journal.SessionErasures.Ended;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.archive.TenantObjects;
import io.parley.persistence.erasure.JdbcSessionErasures;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/// Erases ended sessions: those that somebody has ordered, and those that are older than their
/// organisation keeps them. All nodes look, and each session is one node's work for a while. Every
/// step may be repeated: after a death the next look begins anew.
final class SessionErasure {
  /// Sessions of one database that are claimed at once.
  static final int AT_ONCE = 100;

  /// Claims of one run.
  private static final int CLAIMS = 50;

  /// Sessions of one organisation that are ordered at once.
  static final int ORDERED_AT_ONCE = 1_000;

  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration ORDER_EVERY = Duration.ofMinutes(10);

  /// For those that are claimed at once.
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final SessionErasures erasures;
  private final Function<SessionKey, CompletionStage<Void>> forget;
  private final Function<Ended, CompletionStage<Void>> archive;
  private final InstantSource clock;

  /// @param forget has a session leave the memory of its node; @param archive erases that of a
  ///   session
  SessionErasure(
      SessionErasures erasures,
      Function<SessionKey, CompletionStage<Void>> forget,
      Function<Ended, CompletionStage<Void>> archive,
      InstantSource clock) {
    this.erasures = erasures;
    this.forget = forget;
    this.archive = archive;
    this.clock = clock;
  }

  static void begin(NodeBasics basics, Services services) {
    var databases = services.storage().databases();
    var objects = basics.closers().add("archives to erase", new TenantObjects(databases.archive()));
    var erasure =
        new SessionErasure(
            new JdbcSessionErasures(databases.own().sessions()),
            services.conversations().sessions()::forget,
            session -> objects.erase(session.key(), session.began(), session.last()),
            basics.clock());
    var system = services.member().system();
    basics.duty(system, "the erasure of sessions", EVERY, erasure::run);
    basics.duty(system, "the retention of sessions", ORDER_EVERY, erasure::orderOld);
  }

  /// Until none is left that is older.
  CompletionStage<Void> orderOld() {
    return erasures
        .orderOld(clock.instant(), ORDERED_AT_ONCE)
        .thenCompose(
            count -> count < ORDERED_AT_ONCE ? CompletableFuture.completedStage(null) : orderOld());
  }

  /// One session after the other, until none is due. Fails after those of one claim if one of them
  /// failed.
  CompletionStage<Void> run() {
    return run(CLAIMS);
  }

  private CompletionStage<Void> run(int left) {
    return erasures
        .claim(clock.instant(), LEASE, AT_ONCE)
        .thenCompose(
            due ->
                Duty.each(due, this::erase)
                    .thenCompose(
                        _ ->
                            due.size() >= AT_ONCE && left > 1
                                ? run(left - 1)
                                : CompletableFuture.completedStage(null)));
  }

  /// The session is gone with its rows.
  private CompletionStage<Void> erase(Ended session) {
    return ifSo(
        erasures.deleteRows(session.key()),
        () -> forget.apply(session.key()).thenCompose(_ -> eraseForgotten(session)));
  }

  /// Its node may have written from memory meanwhile: that goes before the archive does.
  private CompletionStage<Void> eraseForgotten(Ended session) {
    return ifSo(
        erasures.deleteRows(session.key()),
        () -> archive.apply(session).thenCompose(_ -> erasures.finish(session, clock.instant())));
  }

  /// Otherwise the next look goes on.
  private static CompletionStage<Void> ifSo(
      CompletionStage<Boolean> condition, Supplier<CompletionStage<Void>> then) {
    return condition.thenCompose(
        holds -> holds ? then.get() : CompletableFuture.completedStage(null));
  }
}
