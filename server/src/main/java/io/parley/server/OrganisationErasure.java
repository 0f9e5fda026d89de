package io.parley.server;

import io.parley.core.fault.Stages;
import io.parley.core.organisation.Erasures;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.archive.ArchiveFailure;
import io.parley.persistence.archive.ArchiveFailure.Category;
import io.parley.persistence.archive.TenantObjects;
import io.parley.persistence.erasure.JdbcErasures;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Erases deleted organisations. Rows and objects are erased step by step: all nodes look, and each
/// organisation is one node's work. Indexes are each node's own.
final class OrganisationErasure {
  private static final Logger LOG = LoggerFactory.getLogger(OrganisationErasure.class);

  /// Steps of one organisation before the next one's turn.
  static final int STEPS = 500;

  private static final int ORGANISATIONS = 10;
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration INDEXES_EVERY = Duration.ofHours(1);

  private final Erasures erasures;
  private final Function<TenantId, CompletionStage<Void>> index;
  private final InstantSource clock;

  /// @param index erases that of a tenant
  OrganisationErasure(
      Erasures erasures, Function<TenantId, CompletionStage<Void>> index, InstantSource clock) {
    this.erasures = erasures;
    this.index = index;
    this.clock = clock;
  }

  static void begin(NodeBasics basics, Services services) {
    var databases = services.storage().databases();
    var objects =
        basics
            .closers()
            .add("the objects of organisations", new TenantObjects(databases.archive()));
    var erasures =
        new JdbcErasures(
            databases.database(),
            databases.own().sessions(),
            objects,
            UUID.randomUUID().toString());
    erasures.claimObjects().whenComplete((_, failure) -> tell(failure));
    var erasure =
        new OrganisationErasure(erasures, services.brains().knowledge()::erase, basics.clock());
    var system = services.member().system();
    basics.duty(system, "the erasure of organisations", EVERY, erasure::run);
    basics.duty(system, "the erasure of indexes", INDEXES_EVERY, erasure::runIndexes);
  }

  /// The node starts all the same: it writes objects of sessions, whose names nobody else makes.
  private static void tell(Throwable failure) {
    if (failure == null) return;
    var cause = Stages.cause(failure);
    if (cause instanceof ArchiveFailure refused && refused.category() == Category.REFUSED)
      LOG.error("deleted organisations cannot be erased: {}", cause.getMessage());
    else LOG.info("the bucket will be looked at before an erasure: {}", cause.getMessage());
  }

  /// One organisation after the other. Fails after the last one if one of them failed.
  CompletionStage<Void> run() {
    return erasures
        .due(clock.instant(), ORGANISATIONS)
        .thenCompose(due -> Duty.each(due, id -> erase(id, STEPS)));
  }

  /// Likewise.
  CompletionStage<Void> runIndexes() {
    return erasures.deleted().thenCompose(all -> Duty.each(all, id -> index.apply(id.tenant())));
  }

  /// @param left steps of this run
  private CompletionStage<Void> erase(OrganisationId id, int left) {
    return erasures
        .step(id, clock.instant())
        .thenCompose(
            more ->
                more && left > 1 ? erase(id, left - 1) : CompletableFuture.completedStage(null));
  }
}
