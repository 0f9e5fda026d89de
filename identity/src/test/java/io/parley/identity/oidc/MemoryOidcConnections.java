package io.parley.identity.oidc;

import io.parley.core.audit.Act;
import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.identity.OidcConnections;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.tenant.OrganisationId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Providers in memory, whose domains count as proved.
public final class MemoryOidcConnections implements OidcConnections {
  private final Map<OidcConnectionId, Opened> all = new LinkedHashMap<>();

  @Override
  public CompletionStage<Stored> create(OidcConnection connection, String secret, Act act) {
    put(connection, secret);
    return CompletableFuture.completedStage(Stored.DONE);
  }

  public void put(OidcConnection connection, String secret) {
    all.put(connection.id(), new Opened(connection, secret));
  }

  @Override
  public CompletionStage<Stored> replace(
      OidcConnection connection, Optional<String> secret, Act act) {
    var before = all.get(connection.id());
    if (before == null) return CompletableFuture.completedStage(Stored.MISSING);
    put(connection, secret.orElse(before.secret()));
    return CompletableFuture.completedStage(Stored.DONE);
  }

  @Override
  public CompletionStage<Boolean> delete(
      OrganisationId organisation, OidcConnectionId id, Act act) {
    return CompletableFuture.completedStage(all.remove(id) != null);
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
    return open(organisation, id).thenApply(found -> found.map(Opened::connection));
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
    return CompletableFuture.completedStage(
        Optional.ofNullable(all.get(id))
            .filter(found -> found.connection().organisation().equals(organisation)));
  }
}
