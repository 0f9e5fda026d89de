package io.parley.persistence.oidc;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.identity.OidcConnections.Stored;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads and writes rows of providers. A word that this release does not know, as a newer one may
/// have written it, grants nothing and lets no password count.
final class ConnectionRows {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionRows.class);

  /// In a transaction across tenants.
  static final String OF_DOMAIN =
      """
      SELECT p.tenant, p.provider FROM sign_in_provider_domain p
      JOIN organisation_domain d ON d.tenant = p.tenant AND d.domain = p.domain
      WHERE p.domain = ? AND d.verified_at IS NOT NULL\
      """;

  /// One at a time changes providers of a tenant, so that limits are exact.
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('sign_in_provider ' || ?, 0))::text";

  private static final String COUNT = "SELECT count(*) FROM sign_in_provider WHERE tenant = ?";

  private static final String FIND =
      """
      SELECT id, name, issuer, client_id, passwords, admits, reach, ARRAY(
        SELECT d.domain FROM sign_in_provider_domain d
        WHERE d.tenant = p.tenant AND d.provider = p.id ORDER BY d.domain) AS domains
      FROM sign_in_provider p WHERE p.tenant = ?\
      """;

  private static final String ADD =
      """
      INSERT INTO sign_in_provider (name, issuer, client_id, passwords, admits, reach, key_id,
        sealed, tenant, id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String CHANGE =
      """
      UPDATE sign_in_provider SET name = ?, issuer = ?, client_id = ?, passwords = ?, admits = ?,
        reach = ?, key_id = coalesce(?, key_id), sealed = coalesce(?, sealed)
      WHERE tenant = ? AND id = ?\
      """;

  private static final String REMOVE = "DELETE FROM sign_in_provider WHERE tenant = ? AND id = ?";

  private static final String CLEAR =
      "DELETE FROM sign_in_provider_domain WHERE tenant = ? AND provider = ?";

  private static final String COVER =
      "INSERT INTO sign_in_provider_domain (tenant, provider, domain) VALUES (?, ?, ?)";

  private static final String PROVED =
      """
      SELECT count(*) FROM organisation_domain
      WHERE tenant = ? AND domain = ANY (?) AND verified_at IS NOT NULL\
      """;

  private static final String TAKEN =
      """
      SELECT count(*) FROM sign_in_provider_domain
      WHERE tenant = ? AND domain = ANY (?) AND provider <> ?\
      """;

  private static final String SECRET =
      "SELECT key_id, sealed FROM sign_in_provider WHERE tenant = ? AND id = ?";

  private ConnectionRows() {}

  static void lock(Connection connection, TenantId tenant) throws SQLException {
    Sql.query(connection, LOCK, row -> row.getString(1), tenant.value());
  }

  static long count(Connection connection, TenantId tenant) throws SQLException {
    return number(connection, COUNT, tenant.value());
  }

  private static long number(Connection connection, String sql, Object... values)
      throws SQLException {
    return Sql.first(connection, sql, row -> row.getLong(1), values).orElseThrow();
  }

  /// Why the organisation may not name these domains; empty if it may.
  static Optional<Stored> refusal(Connection connection, OidcConnection wanted)
      throws SQLException {
    var tenant = wanted.organisation().tenant().value();
    var domains = domains(wanted).toArray(String[]::new);
    if (number(connection, PROVED, tenant, domains) != domains.length)
      return Optional.of(Stored.DOMAIN_NOT_PROVED);
    return number(connection, TAKEN, tenant, domains, wanted.id().value()) > 0
        ? Optional.of(Stored.DOMAIN_TAKEN)
        : Optional.empty();
  }

  static List<OidcConnection> list(Connection connection, OrganisationId organisation)
      throws SQLException {
    return Sql.query(
        connection,
        FIND + " ORDER BY name, id",
        row -> connection(organisation, row),
        organisation.tenant().value());
  }

  static Optional<OidcConnection> find(
      Connection connection, OrganisationId organisation, OidcConnectionId id) throws SQLException {
    return Sql.first(
        connection,
        FIND + " AND p.id = ?",
        row -> connection(organisation, row),
        organisation.tenant().value(),
        id.value());
  }

  private static OidcConnection connection(OrganisationId organisation, ResultSet row)
      throws SQLException {
    return new OidcConnection(
        new OidcConnectionId(row.getObject("id", UUID.class)),
        organisation,
        row.getString("name"),
        row.getString("issuer"),
        row.getString("client_id"),
        Sql.texts(row, "domains").stream().map(CustomDomain::new).collect(Collectors.toSet()),
        OidcConnection.Passwords.of(row.getString("passwords"))
            .orElse(OidcConnection.Passwords.REFUSED),
        known(Sql.texts(row, "admits"), ClientRole::of).collect(Collectors.toSet()),
        row.getArray("reach") == null
            ? Optional.empty()
            : Optional.of(
                known(Sql.texts(row, "reach"), Permission::of).collect(Collectors.toSet())));
  }

  private static <T> Stream<T> known(List<String> words, Function<String, Optional<T>> of) {
    return words.stream().map(of).flatMap(Optional::stream);
  }

  static void add(Connection connection, OidcConnection wanted, Keyring.Sealed sealed)
      throws SQLException {
    Sql.update(connection, ADD, values(wanted, Optional.of(sealed)));
    cover(connection, wanted);
  }

  /// @param sealed empty to keep the stored secret
  static void change(Connection connection, OidcConnection wanted, Optional<Keyring.Sealed> sealed)
      throws SQLException {
    Sql.update(connection, CHANGE, values(wanted, sealed));
    Sql.update(connection, CLEAR, wanted.organisation().tenant().value(), wanted.id().value());
    cover(connection, wanted);
  }

  private static Object[] values(OidcConnection wanted, Optional<Keyring.Sealed> sealed) {
    return new Object[] {
      Text.storable(wanted.name()),
      wanted.issuer(),
      wanted.clientId(),
      wanted.passwords().word(),
      words(wanted.admits().stream().map(ClientRole::word)),
      wanted.reach().map(reach -> words(reach.stream().map(Permission::word))),
      sealed.map(Keyring.Sealed::key),
      sealed.map(each -> each.bytes().array()),
      wanted.organisation().tenant().value(),
      wanted.id().value()
    };
  }

  private static String[] words(Stream<String> words) {
    return words.sorted().toArray(String[]::new);
  }

  private static void cover(Connection connection, OidcConnection wanted) throws SQLException {
    for (var domain : domains(wanted))
      Sql.update(
          connection, COVER, wanted.organisation().tenant().value(), wanted.id().value(), domain);
  }

  private static List<String> domains(OidcConnection connection) {
    return connection.domains().stream().map(CustomDomain::value).sorted().toList();
  }

  static void remove(Connection connection, OrganisationId organisation, OidcConnectionId id)
      throws SQLException {
    Sql.update(connection, REMOVE, organisation.tenant().value(), id.value());
  }

  /// Empty if this node cannot decrypt it.
  static Optional<String> secret(Connection connection, OidcConnection of, Keyring keys)
      throws SQLException {
    record Held(String key, Keyring.Bytes sealed) {}
    var stored =
        Sql.first(
                connection,
                SECRET,
                row -> new Held(row.getString("key_id"), Keyring.Bytes.of(row.getBytes("sealed"))),
                of.organisation().tenant().value(),
                of.id().value())
            .orElseThrow();
    var secret = keys.open(stored.key(), stored.sealed().array(), context(of));
    if (secret.isEmpty())
      LOG.warn(
          "the secret of the sign-in provider {} cannot be read with the key {} (expected: this key"
              + " in parley.secrets.keys, and an unchanged row)",
          of.id(),
          stored.key());
    return secret;
  }

  /// A secret is for one client of one issuer, and is not opened for another.
  static String context(OidcConnection of) {
    return String.join(
        "|",
        "sign-in-provider",
        of.organisation().tenant().value(),
        of.id().toString(),
        of.issuer(),
        of.clientId());
  }

  /// For the audit trail: all but the secret.
  static Map<String, String> fields(OidcConnection of) {
    return new TreeMap<>(
        Map.of(
            "name", of.name(),
            "issuer", of.issuer(),
            "client", of.clientId(),
            "domains", String.join(",", domains(of)),
            "passwords", of.passwords().word(),
            "admits", joined(of.admits().stream().map(ClientRole::word)),
            "reach",
                of.reach().isEmpty()
                    ? "all"
                    : joined(of.reach().get().stream().map(Permission::word))));
  }

  /// @param isSecretNew whether the secret was replaced, too
  static Map<String, String> fields(OidcConnection of, boolean isSecretNew) {
    var fields = fields(of);
    if (isSecretNew) fields.put("secret", "replaced");
    return fields;
  }

  private static String joined(Stream<String> words) {
    return String.join(",", Arrays.asList(words(words)));
  }
}
