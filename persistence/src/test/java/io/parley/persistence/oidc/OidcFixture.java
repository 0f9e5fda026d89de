package io.parley.persistence.oidc;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnection.Passwords;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.organisation.Claim;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.DomainChallenge;
import io.parley.core.organisation.NameCommand;
import io.parley.core.organisation.OrganisationCommand;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.SignUp;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.mail.JdbcMails;
import io.parley.persistence.organisation.JdbcOrganisations;
import io.parley.persistence.person.JdbcPersons;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Two organisations with a proved domain each, and an owner.
final class OidcFixture implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  static final Keyring KEYS =
      Keyring.of("test:" + Base64.getEncoder().encodeToString(new byte[32]));
  static final Act ACT = Act.ofProgram("test", NOON);
  static final OidcConnectionId ID = new OidcConnectionId(new UUID(7, 7));
  static final CustomDomain DOMAIN = new CustomDomain("shop.example");
  static final OrganisationId SHOP = new OrganisationId(new UUID(1, 1));
  static final OrganisationId BANK = new OrganisationId(new UUID(1, 2));
  static final PersonId OWNER = new PersonId(new UUID(2, 1));

  final MigratedDatabase db = MigratedDatabase.create();
  final JdbcOidcConnections connections = new JdbcOidcConnections(db.database(), KEYS);
  final JdbcOidcFlows flows = new JdbcOidcFlows(db.database(), KEYS);
  final JdbcOidcSubjects subjects = new JdbcOidcSubjects(db.database());
  final JdbcAuditTrail trail = new JdbcAuditTrail(db.database());
  final JdbcOrganisations organisations =
      new JdbcOrganisations(db.database(), new JdbcMails(db.database(), KEYS));
  private final JdbcPersons persons = new JdbcPersons(db.database());

  OidcFixture() {
    organisation(SHOP, "shop", OWNER);
    organisation(BANK, "bank", new PersonId(new UUID(2, 2)));
  }

  @Override
  public void close() {
    db.close();
  }

  PersonId person(PersonId id, String name) {
    var address = new EmailAddress(name + "@shop.example");
    return get(persons.register(new Person(id, address, name, true, NOON))).id();
  }

  private void organisation(OrganisationId id, String name, PersonId owner) {
    person(owner, name);
    var token = TokenHash.of("claim of " + name);
    var claim =
        new Claim(
            token,
            Optional.of(new EmailAddress(name + "@shop.example")),
            NOON.plus(Claim.OF_SIGN_UP));
    done(
        get(
            organisations.begin(
                new SignUp(id, name, new Slug(name + "-1"), claim, false, Optional.empty()), ACT)));
    var act = new Act(new Actor.Person(owner), new RemoteAddress("192.0.2.7"), NOON);
    done(get(organisations.claim(token, act)));
    prove(id, new CustomDomain(name + ".example"));
  }

  void prove(OrganisationId id, CustomDomain domain) {
    var challenge = claim(id, domain);
    apply(id, new NameCommand.VerifyDomain(domain, List.of(challenge.recordText())));
  }

  DomainChallenge claim(OrganisationId id, CustomDomain domain) {
    var challenge = new DomainChallenge(domain, "0f".repeat(16));
    apply(id, new NameCommand.ClaimDomain(challenge));
    return challenge;
  }

  void apply(OrganisationId id, OrganisationCommand command) {
    applyAt(id, command, NOON);
  }

  void applyAt(OrganisationId id, OrganisationCommand command, Instant at) {
    done(get(organisations.apply(id, command, Act.ofProgram("test", at))));
  }

  private static void done(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
  }

  static OidcConnection connection(OidcConnectionId id, CustomDomain... domains) {
    return connection(id, "https://id.shop.example", "client", domains);
  }

  static OidcConnection connection(
      OidcConnectionId id, String issuer, String client, CustomDomain... domains) {
    return new OidcConnection(
        id,
        SHOP,
        "Shop",
        issuer,
        client,
        Set.of(domains),
        Passwords.OWNERS,
        Set.of(ClientRole.MEMBER, ClientRole.VIEWER),
        Optional.of(Set.of(Permission.MANAGE_ORGANISATION, Permission.READ)));
  }
}
