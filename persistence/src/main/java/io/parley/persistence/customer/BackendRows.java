package io.parley.persistence.customer;

import io.parley.core.identity.CustomerBackends.Backend;
import io.parley.core.identity.CustomerBackends.Claims;
import io.parley.core.identity.CustomerBackends.Keys;
import io.parley.core.identity.CustomerBackends.Public;
import io.parley.core.identity.CustomerBackends.Published;
import io.parley.core.identity.CustomerBackends.Shared;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import io.parley.persistence.secret.Keyring;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads and writes rows of backends.
final class BackendRows {
  private static final Logger LOG = LoggerFactory.getLogger(BackendRows.class);

  private static final String LIST =
      """
      SELECT name, issuer, audience, jwks, verifiers, key_id, sealed, claim_customer, claim_name,
        claim_language, metadata_names, metadata_claims
      FROM customer_issuer WHERE tenant = ? ORDER BY name\
      """;

  private static final String PUT =
      """
      INSERT INTO customer_issuer (tenant, name, issuer, audience, jwks, verifiers, key_id, sealed,
        claim_customer, claim_name, claim_language, metadata_names, metadata_claims)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, name) DO UPDATE SET issuer = excluded.issuer,
        audience = excluded.audience, jwks = excluded.jwks, verifiers = excluded.verifiers,
        key_id = excluded.key_id, sealed = excluded.sealed,
        claim_customer = excluded.claim_customer, claim_name = excluded.claim_name,
        claim_language = excluded.claim_language, metadata_names = excluded.metadata_names,
        metadata_claims = excluded.metadata_claims\
      """;

  private static final String CHANGE =
      """
      UPDATE customer_issuer SET issuer = ?, audience = ?, claim_customer = ?, claim_name = ?,
        claim_language = ?, metadata_names = ?, metadata_claims = ?
      WHERE tenant = ? AND name = ?\
      """;

  private static final String REMOVE = "DELETE FROM customer_issuer WHERE tenant = ? AND name = ?";

  /// Columns of keys; all but one kind are NULL.
  record Columns(
      Optional<String> jwks, Optional<List<String>> verifiers, Optional<Keyring.Sealed> sealed) {}

  private BackendRows() {}

  /// @param keys not empty, if the key is a shared one
  static Columns columns(TenantId tenant, Backend backend, Keys wanted, Keyring keys) {
    return switch (wanted) {
      case Published(var address) ->
          new Columns(Optional.of(address.toString()), Optional.empty(), Optional.empty());
      case Public(var texts) -> new Columns(Optional.empty(), Optional.of(texts), Optional.empty());
      case Shared(var secret) ->
          new Columns(
              Optional.empty(),
              Optional.empty(),
              Optional.of(keys.seal(secret.orElseThrow(), context(tenant, backend.name()))));
    };
  }

  private static String context(TenantId tenant, String name) {
    return String.join("|", "customer-issuer", tenant.value(), name);
  }

  /// @param columns empty to keep the stored ones
  static void put(
      Connection connection, TenantId tenant, Backend backend, Optional<Columns> columns)
      throws SQLException {
    var claims = backend.claims();
    var names = claims.metadata().keySet().stream().sorted().toList();
    var texts = names.stream().map(claims.metadata()::get).toArray(String[]::new);
    if (columns.isEmpty()) {
      Sql.update(
          connection,
          CHANGE,
          backend.issuer(),
          backend.audience(),
          claims.customer(),
          claims.name(),
          claims.language(),
          names.toArray(String[]::new),
          texts,
          tenant.value(),
          backend.name());
      return;
    }
    var keys = columns.get();
    Sql.update(
        connection,
        PUT,
        tenant.value(),
        backend.name(),
        backend.issuer(),
        backend.audience(),
        keys.jwks(),
        keys.verifiers().map(all -> all.toArray(String[]::new)),
        keys.sealed().map(Keyring.Sealed::key),
        keys.sealed().map(each -> each.bytes().array()),
        claims.customer(),
        claims.name(),
        claims.language(),
        names.toArray(String[]::new),
        texts);
  }

  static void remove(Connection connection, TenantId tenant, String name) throws SQLException {
    Sql.update(connection, REMOVE, tenant.value(), name);
  }

  /// Without the values of shared keys.
  static List<Backend> list(Connection connection, TenantId tenant) throws SQLException {
    return Sql.query(connection, LIST, row -> backend(row, Optional.empty()), tenant.value());
  }

  /// With them, where this node can decrypt them.
  static List<Backend> open(Connection connection, TenantId tenant, Keyring keys)
      throws SQLException {
    return Sql.query(
        connection,
        LIST,
        row -> {
          var key = Sql.text(row, "key_id");
          return backend(row, key.isEmpty() ? key : secret(row, tenant, key.get(), keys));
        },
        tenant.value());
  }

  private static Optional<String> secret(ResultSet row, TenantId tenant, String key, Keyring keys)
      throws SQLException {
    var name = row.getString("name");
    var secret = keys.open(key, row.getBytes("sealed"), context(tenant, name));
    if (secret.isEmpty())
      LOG.warn(
          "the shared key of the customers' issuer {} cannot be read with the key {} (expected:"
              + " this key in parley.secrets.keys, and an unchanged row)",
          name,
          key);
    return secret;
  }

  private static Backend backend(ResultSet row, Optional<String> secret) throws SQLException {
    var jwks = Sql.text(row, "jwks");
    Keys keys;
    if (jwks.isPresent()) keys = new Published(URI.create(jwks.get()));
    else if (row.getArray("verifiers") == null) keys = new Shared(secret);
    else keys = new Public(Sql.texts(row, "verifiers"));
    return new Backend(
        row.getString("name"),
        row.getString("issuer"),
        row.getString("audience"),
        keys,
        new Claims(
            row.getString("claim_customer"),
            Sql.text(row, "claim_name"),
            Sql.text(row, "claim_language"),
            metadata(row)));
  }

  private static Map<String, String> metadata(ResultSet row) throws SQLException {
    var names = Sql.texts(row, "metadata_names");
    var claims = Sql.texts(row, "metadata_claims");
    var metadata = new LinkedHashMap<String, String>();
    for (int i = 0; i < names.size(); i++) metadata.put(names.get(i), claims.get(i));
    return metadata;
  }
}
