package io.parley.server;

import io.parley.core.audit.Act;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.LifecycleRules;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationCommand;
import io.parley.core.organisation.OrganisationDecision;
import io.parley.core.organisation.OrganisationLifecycleEvent;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.SignUp;
import io.parley.core.organisation.Slug;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.testing.UnaskedOrganisations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Organisations in memory with the rules of their lives. It can fail for one of them.
final class OrganisationsMemory extends UnaskedOrganisations {
  final Map<OrganisationId, Organisation> all = new LinkedHashMap<>();
  final Set<Slug> taken = new HashSet<>();
  final List<Act> acts = new ArrayList<>();
  Optional<OrganisationId> broken = Optional.empty();

  /// Whether the next look finds nothing, as a moment before.
  boolean isMissed;

  void put(OrganisationId id, Lifecycle state) {
    all.put(id, new Organisation(id, "Acme", state, Optional.empty(), Instant.EPOCH));
  }

  Lifecycle state(OrganisationId id) {
    return all.get(id).lifecycle();
  }

  @Override
  public CompletionStage<Outcome> begin(SignUp wanted, Act act, Optional<NewMail> mail) {
    acts.add(act);
    if (all.containsKey(wanted.id()) || !taken.add(wanted.slug()))
      return done(new Outcome.Refused(OrganisationRefusal.UNAVAILABLE));
    return switch (LifecycleRules.begin(wanted, act, Set.of())) {
      case OrganisationDecision.Refused(var reason) -> done(new Outcome.Refused(reason));
      case OrganisationDecision.Accepted(var events) -> {
        all.put(wanted.id(), ((OrganisationLifecycleEvent.Made) events.getFirst()).organisation());
        yield done(new Outcome.Done(wanted.id(), events));
      }
    };
  }

  @Override
  public CompletionStage<Outcome> apply(
      OrganisationId id, OrganisationCommand command, Act act, Optional<NewMail> mail) {
    acts.add(act);
    if (broken.equals(Optional.of(id)))
      return CompletableFuture.failedStage(new IllegalStateException("broken"));
    var found = all.get(id);
    if (found == null) return done(new Outcome.Refused(OrganisationRefusal.NOT_FOUND));
    return switch (LifecycleRules.decide(found, (LifecycleCommand) command, act)) {
      case OrganisationDecision.Refused(var reason) -> done(new Outcome.Refused(reason));
      case OrganisationDecision.Accepted(var events) -> {
        all.put(
            id, found.in(after(found.lifecycle(), (OrganisationLifecycleEvent) events.getFirst())));
        yield done(new Outcome.Done(id, events));
      }
    };
  }

  private static Lifecycle after(Lifecycle before, OrganisationLifecycleEvent event) {
    return switch (event) {
      case OrganisationLifecycleEvent.Lapsed _ -> new Lifecycle.Expired();
      case OrganisationLifecycleEvent.Deleted _ -> new Lifecycle.Deleted();
      case OrganisationLifecycleEvent.ClaimRenewed(_, var claim) -> new Lifecycle.Unclaimed(claim);
      case OrganisationLifecycleEvent.Made _,
          OrganisationLifecycleEvent.Claimed _,
          OrganisationLifecycleEvent.Renamed _,
          OrganisationLifecycleEvent.SuspensionBegun _,
          OrganisationLifecycleEvent.SuspensionEnded _,
          OrganisationLifecycleEvent.DeletionRequested _,
          OrganisationLifecycleEvent.DeletionCancelled _ ->
          throw new IllegalStateException(event + " after " + before + " is no matter of tests");
    };
  }

  @Override
  public CompletionStage<List<OrganisationId>> due(Instant now, int max) {
    return done(
        all.values().stream()
            .filter(each -> each.lifecycle().due().filter(due -> !due.isAfter(now)).isPresent())
            .map(Organisation::id)
            .limit(max)
            .toList());
  }

  @Override
  public CompletionStage<Optional<Organisation>> find(OrganisationId id) {
    if (isMissed) {
      isMissed = false;
      return done(Optional.empty());
    }
    return done(Optional.ofNullable(all.get(id)));
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedStage(value);
  }
}
