package io.parley.persistence.organisation;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.Assignment;
import io.parley.core.access.AssignmentId;
import io.parley.core.access.ClientRole;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Stage;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.audit.AuditEntry;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.organisation.Claim;
import io.parley.core.organisation.InvitationId;
import io.parley.core.organisation.OrganisationCommand;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.organisation.SignUp;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.mail.JdbcMails;
import io.parley.persistence.person.JdbcPersons;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Organisations with people, for tests.
final class OrganisationFixture implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Keyring KEYS =
      Keyring.of("test:" + Base64.getEncoder().encodeToString(new byte[32]));

  /// The beginning of all ids, another one at each run: they are in the order of their making.
  private static final long RUN = UUID.randomUUID().getMostSignificantBits();

  final MigratedDatabase db = MigratedDatabase.create();
  final JdbcMails mails = new JdbcMails(db.database(), KEYS);
  final JdbcOrganisations organisations = new JdbcOrganisations(db.database(), mails);
  final JdbcOrganisationDirectory directory = new JdbcOrganisationDirectory(db.database());
  final JdbcPersons persons = new JdbcPersons(db.database());
  final JdbcAuditTrail trail = new JdbcAuditTrail(db.database());
  private int count;

  @Override
  public void close() {
    db.close();
  }

  UUID id() {
    return new UUID(RUN, ++count);
  }

  static Act by(PersonId person) {
    return by(person, NOON);
  }

  static Act by(PersonId person, Instant at) {
    return new Act(new Actor.Person(person), new RemoteAddress("192.0.2.7"), at);
  }

  static Act program(Instant at) {
    return Act.ofProgram("test", at);
  }

  static EmailAddress address(String name) {
    return new EmailAddress(name + "@example.org");
  }

  PersonId person(String name) {
    var person = new Person(new PersonId(id()), address(name), name, false, NOON);
    return get(persons.register(person)).id();
  }

  SignUp signUp(OrganisationId id, String slug, String owner) {
    return signUp(id, slug, owner, NOON);
  }

  SignUp signUp(OrganisationId id, String slug, String owner, Instant at) {
    var claim =
        new Claim(
            TokenHash.of("claim of " + id), Optional.of(address(owner)), at.plus(Claim.OF_SIGN_UP));
    return new SignUp(id, "Company " + slug, new Slug(slug), claim, false, Optional.empty());
  }

  /// An organisation that this person owns.
  OrganisationId owned(String slug, String owner) {
    var person = person(owner);
    var id = new OrganisationId(id());
    var wanted = signUp(id, slug, owner);
    done(get(organisations.begin(wanted, program(NOON))));
    done(get(organisations.claim(wanted.claim().token(), by(person))));
    return id;
  }

  /// Invites a person.
  ///
  /// @return the token of the link
  TokenHash invited(OrganisationId id, PersonId by, String name, RoleSet roles) {
    return invited(id, by(by), name, roles);
  }

  TokenHash invited(OrganisationId id, Act act, String name, RoleSet roles) {
    var token = TokenHash.of("invitation " + ++count);
    apply(id, new PeopleCommand.Invite(new InvitationId(id()), token, address(name), roles), act);
    return token;
  }

  /// A new member.
  PersonId member(OrganisationId id, PersonId by, String name, ClientRole role) {
    var person = person(name);
    var token = invited(id, by, name, RoleSet.of(role));
    done(get(organisations.accept(token, by(person))));
    return person;
  }

  /// A person of the platform's staff.
  PersonId staff(String name, PlatformRole role) {
    var person = person(name);
    assertThat(get(organisations.setPlatformRole(person, role, true, program(NOON)))).isEmpty();
    return person;
  }

  Assignment lead(PersonId staff, PlatformRole role) {
    return new Assignment(
        new AssignmentId(id()),
        staff,
        role,
        Stage.ledBy(role),
        Optional.of(staff),
        NOON,
        Optional.empty());
  }

  Outcome.Done apply(OrganisationId id, OrganisationCommand command, Act act) {
    return done(get(organisations.apply(id, command, act)));
  }

  void refused(
      OrganisationId id, OrganisationCommand command, Act act, OrganisationRefusal reason) {
    assertThat(get(organisations.apply(id, command, act))).isEqualTo(new Outcome.Refused(reason));
  }

  static Outcome.Done done(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return (Outcome.Done) outcome;
  }

  List<AuditEntry> audit(OrganisationId id) {
    return get(trail.page(id.tenant(), 0, 500));
  }

  List<String> actions(OrganisationId id) {
    return audit(id).stream().map(entry -> entry.change().action()).toList();
  }
}
