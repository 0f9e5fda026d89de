package io.parley.server;

import io.parley.core.audit.Act;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.OrganisationDirectory;
import io.parley.core.organisation.Organisations;
import io.parley.core.organisation.Outcome;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends what is due: claims that nobody made in time, and organisations whose waiting time before
/// their deletion is over. Of several nodes that do it at once, the rules refuse all but the first.
final class OrganisationsDue {
  private static final Logger LOG = LoggerFactory.getLogger(OrganisationsDue.class);
  private static final String TIMER = "timer";

  /// Of one run; the next one does the rest.
  private static final int MAX = 100;

  private final Organisations organisations;
  private final OrganisationDirectory directory;
  private final InstantSource clock;

  OrganisationsDue(
      Organisations organisations, OrganisationDirectory directory, InstantSource clock) {
    this.organisations = organisations;
    this.directory = directory;
    this.clock = clock;
  }

  /// One after the other. Fails after the last one if one of them failed.
  CompletionStage<Void> run() {
    var now = clock.instant();
    return organisations.due(now, MAX).thenCompose(due -> end(due, now));
  }

  private CompletionStage<Void> end(List<OrganisationId> due, Instant now) {
    CompletionStage<Optional<Throwable>> ended = CompletableFuture.completedStage(Optional.empty());
    for (var id : due)
      ended =
          ended.thenCompose(
              earlier ->
                  end(id, now)
                      .handle((_, failure) -> earlier.or(() -> Optional.ofNullable(failure))));
    return ended.thenCompose(
        failed ->
            failed
                .map(CompletableFuture::<Void>failedStage)
                .orElseGet(() -> CompletableFuture.completedStage(null)));
  }

  private CompletionStage<Void> end(OrganisationId id, Instant now) {
    return directory
        .find(id)
        .thenCompose(
            found -> {
              var command = found.flatMap(organisation -> command(organisation.lifecycle()));
              return command.isEmpty()
                  ? CompletableFuture.completedStage(null)
                  : organisations
                      .apply(id, command.get(), Act.ofProgram(TIMER, now))
                      .thenAccept(outcome -> log(id, command.get(), outcome));
            });
  }

  /// Empty for a state that no time ends: another node was first.
  private static Optional<LifecycleCommand> command(Lifecycle state) {
    return switch (state) {
      case Lifecycle.Unverified _, Lifecycle.Unclaimed _ ->
          Optional.of(new LifecycleCommand.Expire());
      case Lifecycle.Deleting _ -> Optional.of(new LifecycleCommand.Delete());
      case Lifecycle.Expired _, Lifecycle.Active _, Lifecycle.Suspended _, Lifecycle.Deleted _ ->
          Optional.empty();
    };
  }

  private static void log(OrganisationId id, LifecycleCommand command, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done _ ->
          LOG.info(
              "the organisation {} is {}",
              id,
              command instanceof LifecycleCommand.Delete
                  ? "deleted"
                  : "expired: nobody claimed it");
      case Outcome.Refused(var reason) -> LOG.debug("{} was ended by then: {}", id, reason.word());
    }
  }
}
