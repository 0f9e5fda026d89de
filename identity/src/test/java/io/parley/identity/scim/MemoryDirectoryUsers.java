package io.parley.identity.scim;

import io.parley.core.audit.Act;
import io.parley.core.identity.DirectoryUsers;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.testing.StoreDown;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Users of directories in memory, without an audit trail.
public final class MemoryDirectoryUsers implements DirectoryUsers {
  private final Map<OrganisationId, Map<PersonId, User>> all = new HashMap<>();

  /// Whether lists cannot be read.
  public volatile boolean isDown;

  private Map<PersonId, User> of(OrganisationId organisation) {
    return all.computeIfAbsent(
        organisation, _ -> new TreeMap<>(Comparator.comparing(PersonId::toString)));
  }

  @Override
  public synchronized CompletionStage<Optional<User>> find(
      OrganisationId organisation, PersonId person) {
    return CompletableFuture.completedStage(Optional.ofNullable(of(organisation).get(person)));
  }

  @Override
  public synchronized CompletionStage<Optional<User>> find(
      OrganisationId organisation, String externalId) {
    return CompletableFuture.completedStage(
        of(organisation).values().stream()
            .filter(user -> user.externalId().equals(Optional.of(externalId)))
            .findFirst());
  }

  @Override
  public synchronized CompletionStage<List<User>> list(OrganisationId organisation) {
    if (isDown) return CompletableFuture.failedStage(new StoreDown());
    return CompletableFuture.completedStage(List.copyOf(of(organisation).values()));
  }

  @Override
  public synchronized CompletionStage<Stored> put(OrganisationId organisation, User user, Act act) {
    boolean isTaken =
        user.externalId().isPresent()
            && of(organisation).values().stream()
                .filter(other -> !other.person().equals(user.person()))
                .anyMatch(other -> other.externalId().equals(user.externalId()));
    if (!isTaken) of(organisation).put(user.person(), user);
    return CompletableFuture.completedStage(isTaken ? Stored.TAKEN : Stored.DONE);
  }

  @Override
  public synchronized CompletionStage<Boolean> remove(
      OrganisationId organisation, PersonId person, Act act) {
    return CompletableFuture.completedStage(of(organisation).remove(person) != null);
  }
}
