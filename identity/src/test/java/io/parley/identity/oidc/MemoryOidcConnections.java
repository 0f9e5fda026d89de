package io.parley.identity.oidc;

import io.parley.core.audit.Act;
import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.identity.OidcConnections;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.tenant.OrganisationId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Providers in memory, whose domains count as proved, with the acts on them. It may be told to
/// refuse.
public final class MemoryOidcConnections implements OidcConnections {
  private final Map<OidcConnectionId, Opened> all = new LinkedHashMap<>();
  private final List<Act> acts = new ArrayList<>();
  private Stored outcome = Stored.DONE;

  /// From now on providers are stored or refused with this outcome.
  public void answer(Stored next) {
    outcome = next;
  }

  /// In the order in which they were added.
  public List<Opened> all() {
    return List.copyOf(all.values());
  }

  /// Those that changed something, in their order.
  public List<Act> acts() {
    return List.copyOf(acts);
  }

  public void put(OidcConnection connection, String secret) {
    all.put(connection.id(), new Opened(connection, secret));
  }

  @Override
  public CompletionStage<Stored> create(OidcConnection connection, String secret, Act act) {
    if (outcome == Stored.DONE) {
      put(connection, secret);
      acts.add(act);
    }
    return CompletableFuture.completedStage(outcome);
  }

  @Override
  public CompletionStage<Stored> replace(
      OidcConnection connection, Optional<String> secret, Act act) {
    var before = owned(connection.organisation(), connection.id());
    if (before.isEmpty()) return CompletableFuture.completedStage(Stored.MISSING);
    return create(connection, secret.orElse(before.get().secret()), act);
  }

  @Override
  public CompletionStage<Boolean> delete(
      OrganisationId organisation, OidcConnectionId id, Act act) {
    boolean was = owned(organisation, id).isPresent();
    if (was) {
      all.remove(id);
      acts.add(act);
    }
    return CompletableFuture.completedStage(was);
  }

  @Override
  public CompletionStage<List<OidcConnection>> list(OrganisationId organisation) {
    return CompletableFuture.completedStage(
        all.values().stream()
            .map(Opened::connection)
            .filter(each -> each.organisation().equals(organisation))
            .toList());
  }

  @Override
  public CompletionStage<Optional<OidcConnection>> find(
      OrganisationId organisation, OidcConnectionId id) {
    return CompletableFuture.completedStage(owned(organisation, id).map(Opened::connection));
  }

  @Override
  public CompletionStage<Optional<OidcConnection>> find(CustomDomain domain) {
    return CompletableFuture.completedStage(
        all.values().stream()
            .map(Opened::connection)
            .filter(each -> each.domains().contains(domain))
            .findFirst());
  }

  @Override
  public CompletionStage<Optional<Opened>> open(OrganisationId organisation, OidcConnectionId id) {
    return CompletableFuture.completedStage(owned(organisation, id));
  }

  private Optional<Opened> owned(OrganisationId organisation, OidcConnectionId id) {
    return Optional.ofNullable(all.get(id))
        .filter(found -> found.connection().organisation().equals(organisation));
  }
}
