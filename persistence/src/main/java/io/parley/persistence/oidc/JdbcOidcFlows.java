package io.parley.persistence.oidc;

import io.parley.core.identity.OidcConnectionId;
import io.parley.core.identity.OidcFlows;
import io.parley.core.limit.AddressBlock;
import io.parley.core.organisation.TokenHash;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.text.TextMap;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sign-ins under way in a table, encrypted by a [Keyring]. A browser brings a state and no tenant:
/// the state leads to the tenant, and only then the row is taken, as the tenant.
public final class JdbcOidcFlows implements OidcFlows {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcOidcFlows.class);

  private static final String FORGET =
      "DELETE FROM sign_in_flow WHERE tenant = ? AND expires_at <= ?";

  private static final String COUNT =
      """
      SELECT count(*) AS total, count(*) FILTER (WHERE place = ?) AS here
      FROM sign_in_flow WHERE tenant = ?\
      """;

  /// The oldest of the place that has most.
  private static final String GIVE_WAY =
      """
      DELETE FROM sign_in_flow WHERE tenant = ? AND state = (
        SELECT state FROM sign_in_flow WHERE tenant = ? AND place = (
          SELECT place FROM sign_in_flow WHERE tenant = ?
          GROUP BY place ORDER BY count(*) DESC, place LIMIT 1)
        ORDER BY expires_at, state LIMIT 1)\
      """;

  private static final String ADD =
      """
      INSERT INTO sign_in_flow (state, tenant, provider, browser, key_id, sealed, expires_at,
        place)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String TENANT_OF = "SELECT tenant FROM sign_in_flow WHERE state = ?";

  private static final String TAKE =
      """
      DELETE FROM sign_in_flow WHERE tenant = ? AND state = ?
      RETURNING provider, browser, key_id, sealed, expires_at\
      """;

  private final Database database;
  private final Keyring keys;

  private record Count(long total, long here) {}

  public JdbcOidcFlows(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Stored> begin(Flow flow, AddressBlock place, Instant now) {
    if (keys.isEmpty()) return CompletableFuture.completedFuture(Stored.NO_KEY);
    var tenant = flow.organisation().tenant();
    var sealed = keys.seal(json(flow), context(tenant, flow.state()));
    return database.as(
        tenant,
        connection -> {
          Sql.update(connection, FORGET, tenant.value(), now);
          var count =
              Sql.first(
                      connection,
                      COUNT,
                      row -> new Count(row.getLong("total"), row.getLong("here")),
                      place.text(),
                      tenant.value())
                  .orElseThrow();
          if (count.here() >= PLACE_MAX) return Stored.TOO_MANY;
          if (count.total() >= COUNT_MAX)
            Sql.update(connection, GIVE_WAY, tenant.value(), tenant.value(), tenant.value());
          Sql.update(
              connection,
              ADD,
              flow.state().hex(),
              tenant.value(),
              flow.connection().value(),
              flow.browser().hex(),
              sealed.key(),
              sealed.bytes().array(),
              flow.expiresAt(),
              place.text());
          return Stored.DONE;
        });
  }

  @Override
  public CompletionStage<Optional<Flow>> take(TokenHash state, Instant now) {
    return database
        .withoutTenant(
            connection ->
                Sql.first(connection, TENANT_OF, row -> row.getString("tenant"), state.hex()))
        .thenCompose(
            tenant ->
                tenant
                    .map(found -> take(new TenantId(found), state, now))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  private CompletionStage<Optional<Flow>> take(TenantId tenant, TokenHash state, Instant now) {
    return database.as(
        tenant,
        connection ->
            Sql.first(
                    connection, TAKE, row -> flow(tenant, state, row), tenant.value(), state.hex())
                .flatMap(found -> found)
                .filter(flow -> flow.expiresAt().isAfter(now)));
  }

  private Optional<Flow> flow(TenantId tenant, TokenHash state, ResultSet row) throws SQLException {
    var values =
        keys.open(row.getString("key_id"), row.getBytes("sealed"), context(tenant, state))
            .flatMap(TextMap::read);
    if (values.isEmpty()) {
      LOG.warn(
          "a sign-in under way cannot be read with the key {} (expected: this key in"
              + " parley.secrets.keys, and an unchanged row); its person must begin again",
          row.getString("key_id"));
      return Optional.empty();
    }
    return Optional.of(
        new Flow(
            state,
            new TokenHash(row.getString("browser")),
            OrganisationId.of(tenant).orElseThrow(),
            new OidcConnectionId(row.getObject("provider", UUID.class)),
            values.get().get("issuer"),
            values.get().get("client"),
            values.get().get("nonce"),
            values.get().get("verifier"),
            URI.create(values.get().get("callback")),
            values.get().get("returnTo"),
            Sql.instant(row, "expires_at")));
  }

  private static String context(TenantId tenant, TokenHash state) {
    return "sign-in-flow|" + tenant.value() + "|" + state.hex();
  }

  private static String json(Flow flow) {
    return TextMap.json(
        Map.of(
            "issuer", flow.issuer(),
            "client", flow.clientId(),
            "nonce", flow.nonce(),
            "verifier", flow.verifier(),
            "callback", flow.callback().toString(),
            "returnTo", flow.returnTo()));
  }
}
