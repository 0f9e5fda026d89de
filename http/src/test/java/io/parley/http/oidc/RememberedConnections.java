package io.parley.http.oidc;

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

/// Providers in memory.
final class RememberedConnections implements OidcConnections {
  final Map<OidcConnectionId, Opened> all = new LinkedHashMap<>();
  final List<Act> acts = new ArrayList<>();
  Stored outcome = Stored.DONE;

  @Override
  public CompletionStage<Stored> create(OidcConnection connection, String secret, Act act) {
    if (outcome == Stored.DONE) {
      all.put(connection.id(), new Opened(connection, secret));
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
