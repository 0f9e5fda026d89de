package io.parley.persistence.organisation;

import io.parley.core.organisation.Claim;
import io.parley.core.organisation.Erasure;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationDirectory.Listed;
import io.parley.core.organisation.OrganisationLifecycleEvent;
import io.parley.core.organisation.OwnershipOffer;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads and writes organisations and their claims.
final class OrganisationRows {
  static final String COLUMNS =
      "o.tenant, o.name, o.state, o.suspension, o.due_at, o.offer_from, o.offer_to,"
          + " o.offer_expires_at, o.since";

  private static final String LOCK =
      "SELECT o.tenant FROM organisation o WHERE o.tenant = ? FOR UPDATE";

  private static final String FIND =
      "SELECT "
          + COLUMNS
          + ", c.token, c.address FROM organisation o"
          + " LEFT JOIN organisation_claim c ON c.tenant = o.tenant WHERE o.tenant = ?";

  private static final String LISTED =
      "SELECT "
          + COLUMNS
          + ", c.token, c.address, ARRAY(SELECT slug FROM organisation_slug s"
          + " WHERE s.tenant = o.tenant AND s.released_at IS NULL ORDER BY slug) AS slugs,"
          + " e.begun_at, e.erased_rows, e.erased_objects, e.done_at"
          + " FROM organisation o LEFT JOIN organisation_claim c ON c.tenant = o.tenant"
          + " LEFT JOIN organisation_erasure e ON e.tenant = o.tenant"
          + " WHERE (?::text IS NULL OR o.tenant > ?)";

  private static final String IN_ORDER = " ORDER BY o.tenant LIMIT ?";

  private static final String ALL = LISTED + IN_ORDER;

  private static final String NAMED =
      LISTED
          + " AND (position(lower(?) in lower(o.name)) > 0"
          + " OR EXISTS (SELECT FROM organisation_slug s WHERE s.tenant = o.tenant"
          + " AND s.released_at IS NULL AND position(lower(?) in s.slug) > 0)"
          + " OR EXISTS (SELECT FROM organisation_domain d WHERE d.tenant = o.tenant"
          + " AND d.verified_at IS NOT NULL AND position(lower(?) in d.domain) > 0))"
          + IN_ORDER;

  private static final String INSERT =
      """
      INSERT INTO organisation (name, state, suspension, due_at, offer_from, offer_to,
        offer_expires_at, since, tenant)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String UPDATE =
      """
      UPDATE organisation SET name = ?, state = ?, suspension = ?, due_at = ?, offer_from = ?,
        offer_to = ?, offer_expires_at = ?, since = ?
      WHERE tenant = ?\
      """;

  private static final String PUT_CLAIM =
      """
      INSERT INTO organisation_claim (tenant, token, address) VALUES (?, ?, ?)
      ON CONFLICT (tenant) DO UPDATE SET token = excluded.token, address = excluded.address\
      """;

  private static final String DROP_CLAIM = "DELETE FROM organisation_claim WHERE tenant = ?";

  /// Row, audit trail and released slugs of a deleted organisation stay. Its credentials go: keys
  /// of its programs, those of its customers' tokens, and the secrets of its providers.
  private static final List<String> DELETE =
      List.of(
          "DELETE FROM api_key WHERE tenant = ?",
          "DELETE FROM service_account WHERE tenant = ?",
          "DELETE FROM customer_issuer WHERE tenant = ?",
          "DELETE FROM sign_in_provider WHERE tenant = ?",
          "DELETE FROM directory_user WHERE tenant = ?",
          "DELETE FROM organisation_claim WHERE tenant = ?",
          "DELETE FROM organisation_domain WHERE tenant = ?",
          "DELETE FROM membership WHERE tenant = ?",
          "DELETE FROM custom_role WHERE tenant = ?",
          "DELETE FROM invitation WHERE tenant = ?",
          "DELETE FROM assignment WHERE tenant = ?",
          "DELETE FROM staff_access WHERE tenant = ?");

  private OrganisationRows() {}

  /// An organisation with its claim, both as they are at one instant: one statement reads them.
  static Optional<Organisation> find(Connection connection, OrganisationId id) throws SQLException {
    return Sql.first(connection, FIND, row -> read(row, Link.in(row)), id.tenant().value());
  }

  /// In a transaction across tenants.
  ///
  /// @param after the last one of the page before
  static List<Listed> all(Connection connection, Optional<OrganisationId> after, int limit)
      throws SQLException {
    var from = after.map(id -> id.tenant().value());
    return Sql.query(connection, ALL, OrganisationRows::listed, from, from, limit);
  }

  /// The same, of those whose name, short name or proved domain contains a text.
  static List<Listed> named(
      Connection connection, String part, Optional<OrganisationId> after, int limit)
      throws SQLException {
    var from = after.map(id -> id.tenant().value());
    var text = Text.storable(part);
    return Sql.query(
        connection, NAMED, OrganisationRows::listed, from, from, text, text, text, limit);
  }

  private static Listed listed(ResultSet row) throws SQLException {
    var slugs = Sql.texts(row, "slugs").stream().map(Slug::new).toList();
    return new Listed(read(row, Link.in(row)), slugs, erasure(row));
  }

  private static Optional<Erasure> erasure(ResultSet row) throws SQLException {
    var begunAt = Sql.instantIfAny(row, "begun_at");
    if (begunAt.isEmpty()) return Optional.empty();
    return Optional.of(
        new Erasure(
            begunAt.get(),
            row.getLong("erased_rows"),
            row.getLong("erased_objects"),
            Sql.instantIfAny(row, "done_at")));
  }

  /// The same under the organisation's lock, which lasts until the transaction ends. The lock comes
  /// first: a statement that waits for a row reads all others as they were before the wait
  /// (PostgreSQL's manual, section 13.2.1).
  static Optional<Organisation> locked(Connection connection, OrganisationId id)
      throws SQLException {
    lock(connection, id.tenant());
    return find(connection, id);
  }

  /// The lock alone. It comes before that of the trail.
  static void lock(Connection connection, TenantId tenant) throws SQLException {
    Sql.query(connection, LOCK, row -> row.getString(1), tenant.value());
  }

  private record Link(TokenHash token, Optional<EmailAddress> address) {
    static Optional<Link> in(ResultSet row) throws SQLException {
      var address = Sql.text(row, "address").map(EmailAddress::new);
      return Sql.text(row, "token").map(token -> new Link(new TokenHash(token), address));
    }

    Claim until(Instant due) {
      return new Claim(token, address, due);
    }
  }

  /// An organisation that was claimed.
  static Organisation claimed(ResultSet row) throws SQLException {
    return read(row, Optional.empty());
  }

  private static Organisation read(ResultSet row, Optional<Link> link) throws SQLException {
    return new Organisation(
        OrganisationId.of(new TenantId(row.getString("tenant"))).orElseThrow(),
        row.getString("name"),
        lifecycle(row, link),
        offer(row),
        Sql.instant(row, "since"));
  }

  private static Lifecycle lifecycle(ResultSet row, Optional<Link> link) throws SQLException {
    var word = row.getString("state");
    return switch (word) {
      case "unverified" ->
          new Lifecycle.Unverified(link.orElseThrow().until(Sql.instant(row, "due_at")));
      case "unclaimed" ->
          new Lifecycle.Unclaimed(link.orElseThrow().until(Sql.instant(row, "due_at")));
      case "expired" -> new Lifecycle.Expired();
      case "active" -> new Lifecycle.Active();
      case "suspended" -> new Lifecycle.Suspended(row.getString("suspension"));
      case "deleting" ->
          new Lifecycle.Deleting(Sql.instant(row, "due_at"), Sql.text(row, "suspension"));
      case "deleted" -> new Lifecycle.Deleted();
      default -> throw new IllegalStateException("unknown state of an organisation: " + word);
    };
  }

  private static Optional<OwnershipOffer> offer(ResultSet row) throws SQLException {
    var from = row.getObject("offer_from", UUID.class);
    if (from == null) return Optional.empty();
    return Optional.of(
        new OwnershipOffer(
            new PersonId(from),
            new PersonId(row.getObject("offer_to", UUID.class)),
            Sql.instant(row, "offer_expires_at")));
  }

  /// Writes an event of its state.
  ///
  /// @param after the organisation after the event
  static void write(
      Connection connection, Organisation after, OrganisationLifecycleEvent event, Instant at)
      throws SQLException {
    var tenant = after.id().tenant().value();
    switch (event) {
      case OrganisationLifecycleEvent.Made(_, var slug) -> {
        put(connection, INSERT, after);
        claim(connection, after);
        NameRows.takeNew(connection, after.id(), slug, at);
      }
      case OrganisationLifecycleEvent.Claimed _ -> {
        put(connection, UPDATE, after);
        Sql.update(connection, DROP_CLAIM, tenant);
      }
      case OrganisationLifecycleEvent.ClaimRenewed _ -> {
        put(connection, UPDATE, after);
        claim(connection, after);
      }
      case OrganisationLifecycleEvent.Lapsed _ -> {
        put(connection, UPDATE, after);
        NameRows.forgetSlugs(connection, after.id());
      }
      case OrganisationLifecycleEvent.Deleted _ -> {
        put(connection, UPDATE, after);
        NameRows.releaseSlugs(connection, after.id(), at);
        for (var sql : DELETE) Sql.update(connection, sql, tenant);
      }
      case OrganisationLifecycleEvent.Renamed _,
          OrganisationLifecycleEvent.SuspensionBegun _,
          OrganisationLifecycleEvent.SuspensionEnded _,
          OrganisationLifecycleEvent.DeletionRequested _,
          OrganisationLifecycleEvent.DeletionCancelled _ ->
          put(connection, UPDATE, after);
    }
  }

  static void update(Connection connection, Organisation organisation) throws SQLException {
    put(connection, UPDATE, organisation);
  }

  private static void put(Connection connection, String sql, Organisation organisation)
      throws SQLException {
    var offer = organisation.offer();
    Sql.update(
        connection,
        sql,
        Text.storable(organisation.name()),
        organisation.lifecycle().word(),
        organisation.lifecycle().suspension().map(Text::storable),
        organisation.lifecycle().due(),
        offer.map(it -> it.from().value()),
        offer.map(it -> it.to().value()),
        offer.map(OwnershipOffer::expiresAt),
        organisation.since(),
        organisation.id().tenant().value());
  }

  private static void claim(Connection connection, Organisation organisation) throws SQLException {
    var claim =
        switch (organisation.lifecycle()) {
          case Lifecycle.Unverified(var link) -> link;
          case Lifecycle.Unclaimed(var link) -> link;
          case Lifecycle.Expired _,
              Lifecycle.Active _,
              Lifecycle.Suspended _,
              Lifecycle.Deleting _,
              Lifecycle.Deleted _ ->
              throw new IllegalStateException("no claim in state " + organisation.lifecycle());
        };
    Sql.update(
        connection,
        PUT_CLAIM,
        organisation.id().tenant().value(),
        claim.token().hex(),
        claim.address().map(EmailAddress::text));
  }
}
