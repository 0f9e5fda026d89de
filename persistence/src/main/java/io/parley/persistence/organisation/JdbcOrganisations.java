package io.parley.persistence.organisation;

import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.LifecycleRules;
import io.parley.core.organisation.NameCommand;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationCommand;
import io.parley.core.organisation.OrganisationDecision;
import io.parley.core.organisation.OrganisationLifecycleEvent;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Organisations;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.organisation.SignUp;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.mail.JdbcMails;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.postgresql.util.PSQLException;

/// Organisations in tables. [JdbcOrganisationDirectory] reads them.
public final class JdbcOrganisations implements Organisations {
  /// Unique indexes that another organisation's row may violate.
  private static final Set<String> SHARED =
      Set.of("organisation_pkey", "organisation_slug_pkey", "organisation_domain_verified_idx");

  private static final String CLAIM_OF =
      """
      SELECT c.tenant, p.address FROM organisation_claim c, person p
      WHERE c.token = ? AND p.id = ?\
      """;

  private static final String INVITATION_OF =
      "SELECT i.tenant, p.address FROM invitation i, person p WHERE i.token = ? AND p.id = ?";

  private static final String DUE =
      """
      SELECT tenant FROM organisation WHERE due_at <= ? ORDER BY due_at LIMIT ?\
      """;

  private final Database database;
  private final JdbcMails mails;

  /// @param mails in the same database
  public JdbcOrganisations(Database database, JdbcMails mails) {
    this.database = database;
    this.mails = mails;
  }

  @Override
  public CompletionStage<Outcome> begin(SignUp wanted, Act act, Optional<NewMail> mail) {
    check(wanted.id(), mail);
    return freed(wanted.slug(), act.at())
        .thenCompose(
            _ ->
                database.as(
                    wanted.id().tenant(), connection -> begin(connection, wanted, act, mail)));
  }

  /// A mail of another tenant would be refused by the database as a violation of its policy.
  private static void check(OrganisationId id, Optional<NewMail> mail) {
    if (mail.isPresent() && !mail.get().tenant().equals(id.tenant()))
      throw new IllegalArgumentException("a mail of another tenant (expected: " + id + "'s)");
  }

  private Outcome begin(Connection connection, SignUp wanted, Act act, Optional<NewMail> mail)
      throws SQLException {
    var person = act.person();
    var roles =
        person.isPresent() ? StaffRows.roles(connection, person.get()) : Set.<PlatformRole>of();
    return switch (LifecycleRules.begin(wanted, act, roles)) {
      case OrganisationDecision.Refused(var reason) -> new Outcome.Refused(reason);
      case OrganisationDecision.Accepted accepted -> {
        var made = (OrganisationLifecycleEvent.Made) accepted.events().getFirst();
        yield written(connection, made.organisation(), accepted, act, mail);
      }
    };
  }

  /// A slug that its organisation gave up long ago is in nobody's way. Other organisations' rows
  /// can be removed only in a transaction of its own, which is right whatever becomes of the
  /// command.
  private CompletionStage<Optional<Void>> freed(Slug slug, Instant at) {
    return database.withoutTenant(
        connection -> {
          NameRows.removeOverdue(connection, slug, at);
          return Optional.empty();
        });
  }

  @Override
  public CompletionStage<Outcome> apply(
      OrganisationId id, OrganisationCommand command, Act act, Optional<NewMail> mail) {
    check(id, mail);
    var before =
        command instanceof NameCommand.TakeSlug(var slug)
            ? freed(slug, act.at())
            : CompletableFuture.completedStage(Optional.<Void>empty());
    return before.thenCompose(
        _ -> database.as(id.tenant(), connection -> apply(connection, id, command, act, mail)));
  }

  private Outcome apply(
      Connection connection,
      OrganisationId id,
      OrganisationCommand command,
      Act act,
      Optional<NewMail> mail)
      throws SQLException {
    var organisation = OrganisationRows.locked(connection, id);
    if (organisation.isEmpty()) return new Outcome.Refused(OrganisationRefusal.NOT_FOUND);
    return switch (Deciding.decide(connection, organisation.get(), command, act)) {
      case OrganisationDecision.Refused(var reason) -> new Outcome.Refused(reason);
      case OrganisationDecision.Accepted accepted ->
          written(connection, organisation.get(), accepted, act, mail);
    };
  }

  /// A name that another organisation has shows only when it is written. The mail comes first: if
  /// it cannot be stored, nothing is.
  private Outcome written(
      Connection connection,
      Organisation before,
      OrganisationDecision.Accepted accepted,
      Act act,
      Optional<NewMail> mail)
      throws SQLException {
    try {
      return Sql.attempt(
          connection,
          on -> {
            var refusal = stored(on, mail, act);
            if (refusal.isPresent()) return new Outcome.Refused(refusal.get());
            EventRows.write(on, before, accepted.events(), act);
            return new Outcome.Done(before.id(), accepted.events());
          });
    } catch (SQLException e) {
      if (!isTaken(e)) throw e;
      return new Outcome.Refused(OrganisationRefusal.UNAVAILABLE);
    }
  }

  /// @return why the mail cannot be stored; empty if it is, or there is none
  private Optional<OrganisationRefusal> stored(
      Connection connection, Optional<NewMail> mail, Act act) throws SQLException {
    if (mail.isEmpty()) return Optional.empty();
    return switch (mails.add(connection, mail.get(), act.at())) {
      case DONE -> Optional.empty();
      case TOO_MANY -> Optional.of(OrganisationRefusal.LIMIT);
      case NO_KEY -> Optional.of(OrganisationRefusal.NO_MAIL);
    };
  }

  private static boolean isTaken(SQLException thrown) {
    return thrown instanceof PSQLException e
        && e.getServerErrorMessage() != null
        && e.getServerErrorMessage().getConstraint() != null
        && SHARED.contains(e.getServerErrorMessage().getConstraint());
  }

  @Override
  public CompletionStage<Outcome> claim(TokenHash token, Act act) {
    return byLink(CLAIM_OF, token, act, LifecycleCommand.ClaimIt::new);
  }

  @Override
  public CompletionStage<Outcome> accept(TokenHash token, Act act) {
    return byLink(INVITATION_OF, token, act, PeopleCommand.AcceptInvitation::new);
  }

  /// A link names no organisation. It is decided again under the organisation's lock.
  private CompletionStage<Outcome> byLink(
      String sql,
      TokenHash token,
      Act act,
      BiFunction<TokenHash, EmailAddress, OrganisationCommand> command) {
    record Link(OrganisationId organisation, EmailAddress address) {}
    if (act.person().isEmpty())
      return CompletableFuture.completedStage(new Outcome.Refused(OrganisationRefusal.PEOPLE_ONLY));
    var person = act.person().get();
    return database
        .withoutTenant(
            connection ->
                Sql.first(
                    connection,
                    sql,
                    row ->
                        new Link(
                            OrganisationId.of(new TenantId(row.getString("tenant"))).orElseThrow(),
                            new EmailAddress(row.getString("address"))),
                    token.hex(),
                    person.value()))
        .thenCompose(
            link ->
                link.isEmpty()
                    ? CompletableFuture.completedStage(
                        new Outcome.Refused(OrganisationRefusal.UNKNOWN_LINK))
                    : apply(
                        link.get().organisation(),
                        command.apply(token, link.get().address()),
                        act));
  }

  @Override
  public CompletionStage<List<OrganisationId>> due(Instant now, int max) {
    return database.acrossTenants(
        connection ->
            Sql.query(
                connection,
                DUE,
                row -> OrganisationId.of(new TenantId(row.getString("tenant"))).orElseThrow(),
                now,
                max));
  }

  @Override
  public CompletionStage<Optional<OrganisationRefusal>> setPlatformRole(
      PersonId person, PlatformRole role, boolean has, Act act) {
    return database.withoutTenant(
        connection -> {
          // of two operators who take each other's role, the second is decided after the first
          AuditRows.lock(connection, TenantId.PLATFORM);
          if (!mayManageStaff(connection, act)) return Optional.of(OrganisationRefusal.FORBIDDEN);
          if (!StaffRows.isPerson(connection, person))
            return Optional.of(OrganisationRefusal.UNKNOWN_PERSON);
          if (!StaffRows.setRole(connection, person, role, has))
            return Optional.of(OrganisationRefusal.UNCHANGED);
          var roles = Map.of("role", role.word());
          var target = "person:" + person;
          AuditRows.add(
              connection,
              TenantId.PLATFORM,
              act,
              List.of(
                  has
                      ? Change.made("platform-role-given", target, roles)
                      : Change.gone("platform-role-taken", target, roles)));
          return Optional.empty();
        });
  }

  private static boolean mayManageStaff(Connection connection, Act act) throws SQLException {
    if (act.person().isEmpty()) return true;
    var roles = StaffRows.roles(connection, act.person().get());
    return Standing.onPlatform(act.person().get(), roles)
        .filter(staff -> staff.may(Permission.MANAGE_STAFF))
        .isPresent();
  }
}
