package io.parley.server;

import io.parley.core.organisation.Erasures;
import io.parley.core.tenant.OrganisationId;
import io.parley.persistence.archive.TenantObjects;
import io.parley.persistence.erasure.JdbcErasures;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/// Erases deleted organisations, step by step. All nodes look; each organisation is one node's work.
final class OrganisationErasure {
  /// Steps of one organisation before the next one's turn.
  static final int STEPS = 500;

  private static final int ORGANISATIONS = 10;
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final Erasures erasures;
  private final InstantSource clock;

  OrganisationErasure(Erasures erasures, InstantSource clock) {
    this.erasures = erasures;
    this.clock = clock;
  }

  static void begin(ActorSystem<?> system, NodeBasics basics, Databases databases) {
    var closers = basics.closers();
    var objects =
        closers.add("the objects of organisations", new TenantObjects(databases.archive()));
    var erasures =
        new JdbcErasures(databases.database(), objects, UUID.randomUUID().toString());
    var erasure = new OrganisationErasure(erasures, basics.clock());
    var name = "the erasure of organisations";
    closers.add(name, Duty.start(system, name, EVERY, erasure::run));
  }

  /// One organisation after the other. Fails after the last one if one of them failed.
  CompletionStage<Void> run() {
    return erasures.due(clock.instant(), ORGANISATIONS).thenCompose(this::erase);
  }

  private CompletionStage<Void> erase(List<OrganisationId> due) {
    CompletionStage<Optional<Throwable>> erased =
        CompletableFuture.completedStage(Optional.empty());
    for (var id : due)
      erased =
          erased.thenCompose(
              earlier ->
                  erase(id, STEPS)
                      .handle((_, failure) -> earlier.or(() -> Optional.ofNullable(failure))));
    return erased.thenCompose(
        failed ->
            failed
                .map(CompletableFuture::<Void>failedStage)
                .orElseGet(() -> CompletableFuture.completedStage(null)));
  }

  /// @param left steps of this run
  private CompletionStage<Void> erase(OrganisationId id, int left) {
    return erasures
        .step(id, clock.instant())
        .thenCompose(
            more ->
                more && left > 1
                    ? erase(id, left - 1)
                    : CompletableFuture.completedStage(null));
  }
}
