package io.parley.persistence.oidc;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.identity.OidcConnections;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.secret.Keyring;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Providers in tables, the secrets of clients encrypted by a [Keyring]. A person who signs in
/// brings an address and no tenant: its domain leads to the tenant, and only then the provider is
/// read, as the tenant.
public final class JdbcOidcConnections implements OidcConnections {
  private final Database database;
  private final Keyring keys;

  public JdbcOidcConnections(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Stored> create(OidcConnection wanted, String secret, Act act) {
    if (keys.isEmpty()) return CompletableFuture.completedFuture(Stored.NO_KEY);
    var sealed = keys.seal(secret, ConnectionRows.context(wanted));
    return database.as(
        tenant(wanted),
        connection -> {
          ConnectionRows.lock(connection, tenant(wanted));
          if (ConnectionRows.count(connection, tenant(wanted)) >= COUNT_MAX) return Stored.TOO_MANY;
          var refusal = ConnectionRows.refusal(connection, wanted);
          if (refusal.isPresent()) return refusal.get();
          ConnectionRows.add(connection, wanted, sealed);
          var made =
              Change.made(
                  "sign-in-provider-created", target(wanted), ConnectionRows.fields(wanted));
          AuditRows.add(connection, tenant(wanted), act, List.of(made));
          return Stored.DONE;
        });
  }

  @Override
  public CompletionStage<Stored> replace(OidcConnection wanted, Optional<String> secret, Act act) {
    if (secret.isPresent() && keys.isEmpty())
      return CompletableFuture.completedFuture(Stored.NO_KEY);
    var sealed = secret.map(text -> keys.seal(text, ConnectionRows.context(wanted)));
    return database.as(
        tenant(wanted),
        connection -> {
          ConnectionRows.lock(connection, tenant(wanted));
          return replaced(connection, wanted, sealed, act);
        });
  }

  private static Stored replaced(
      Connection connection, OidcConnection wanted, Optional<Keyring.Sealed> sealed, Act act)
      throws SQLException {
    var before = ConnectionRows.find(connection, wanted.organisation(), wanted.id());
    if (before.isEmpty()) return Stored.MISSING;
    boolean isSameClient =
        before.get().issuer().equals(wanted.issuer())
            && before.get().clientId().equals(wanted.clientId());
    if (sealed.isEmpty() && !isSameClient) return Stored.SECRET_NEEDED;
    var refusal = ConnectionRows.refusal(connection, wanted);
    if (refusal.isPresent()) return refusal.get();
    ConnectionRows.change(connection, wanted, sealed);
    var changed =
        Change.of(
            "sign-in-provider-changed",
            target(wanted),
            ConnectionRows.fields(before.get()),
            ConnectionRows.fields(wanted, sealed.isPresent()));
    AuditRows.add(connection, tenant(wanted), act, List.of(changed));
    return Stored.DONE;
  }

  @Override
  public CompletionStage<Boolean> delete(
      OrganisationId organisation, OidcConnectionId id, Act act) {
    return database.as(
        organisation.tenant(),
        connection -> {
          ConnectionRows.lock(connection, organisation.tenant());
          var before = ConnectionRows.find(connection, organisation, id);
          if (before.isEmpty()) return false;
          ConnectionRows.remove(connection, organisation, id);
          var gone =
              Change.gone(
                  "sign-in-provider-deleted",
                  target(before.get()),
                  ConnectionRows.fields(before.get()));
          AuditRows.add(connection, organisation.tenant(), act, List.of(gone));
          return true;
        });
  }

  @Override
  public CompletionStage<List<OidcConnection>> list(OrganisationId organisation) {
    return database.as(
        organisation.tenant(), connection -> ConnectionRows.list(connection, organisation));
  }

  @Override
  public CompletionStage<Optional<OidcConnection>> find(
      OrganisationId organisation, OidcConnectionId id) {
    return database.as(
        organisation.tenant(), connection -> ConnectionRows.find(connection, organisation, id));
  }

  @Override
  public CompletionStage<Optional<OidcConnection>> find(CustomDomain domain) {
    record Place(OrganisationId organisation, OidcConnectionId id) {}
    return database
        .withoutTenant(
            connection ->
                Sql.first(
                    connection,
                    ConnectionRows.OF_DOMAIN,
                    row ->
                        new Place(
                            OrganisationId.of(new TenantId(row.getString("tenant"))).orElseThrow(),
                            new OidcConnectionId(row.getObject("provider", UUID.class))),
                    domain.value()))
        .thenCompose(
            place ->
                place
                    .map(found -> find(found.organisation(), found.id()))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  @Override
  public CompletionStage<Optional<Opened>> open(OrganisationId organisation, OidcConnectionId id) {
    return database.as(
        organisation.tenant(),
        connection -> {
          var found = ConnectionRows.find(connection, organisation, id);
          if (found.isEmpty()) return Optional.empty();
          return ConnectionRows.secret(connection, found.get(), keys)
              .map(secret -> new Opened(found.get(), secret));
        });
  }

  private static TenantId tenant(OidcConnection connection) {
    return connection.organisation().tenant();
  }

  private static String target(OidcConnection connection) {
    return "sign-in-provider:" + connection.id();
  }
}
