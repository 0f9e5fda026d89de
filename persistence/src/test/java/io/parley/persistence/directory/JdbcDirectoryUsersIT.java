package io.parley.persistence.directory;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.audit.Act;
import io.parley.core.identity.DirectoryUsers.Names;
import io.parley.core.identity.DirectoryUsers.Stored;
import io.parley.core.identity.DirectoryUsers.User;
import io.parley.core.organisation.Claim;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcDirectoryUsersIT {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Act ACT = Act.ofProgram("key-1", NOON);
  private static final OrganisationId SHOP = new OrganisationId(new UUID(1, 1));
  private static final OrganisationId BANK = new OrganisationId(new UUID(1, 2));
  private static final PersonId ADA = new PersonId(new UUID(2, 1));
  private static final PersonId BEN = new PersonId(new UUID(2, 2));
  private static final Keyring KEYS =
      Keyring.of("test:" + Base64.getEncoder().encodeToString(new byte[32]));

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcDirectoryUsers users = new JdbcDirectoryUsers(db.database());
  private final JdbcAuditTrail trail = new JdbcAuditTrail(db.database());

  JdbcDirectoryUsersIT() {
    organisation(SHOP, "shop");
    organisation(BANK, "bank");
    person(ADA, "ada");
    person(BEN, "ben");
  }

  @AfterEach
  void close() {
    db.close();
  }

  private void organisation(OrganisationId id, String name) {
    var organisations = new JdbcOrganisations(db.database(), new JdbcMails(db.database(), KEYS));
    var claim =
        new Claim(
            TokenHash.of("claim of " + name),
            Optional.of(new EmailAddress(name + "@shop.example")),
            NOON.plus(Claim.OF_SIGN_UP));
    var wanted = new SignUp(id, name, new Slug(name + "-1"), claim, false, Optional.empty());
    assertThat(get(organisations.begin(wanted, ACT))).isInstanceOf(Outcome.Done.class);
  }

  private void person(PersonId id, String name) {
    var address = new EmailAddress(name + "@shop.example");
    get(new JdbcPersons(db.database()).register(new Person(id, address, name, true, NOON)));
  }

  private static User user(PersonId id, String name, String externalId, String display) {
    return new User(
        id,
        new EmailAddress(name + "@shop.example"),
        Optional.ofNullable(externalId),
        new Names(Optional.empty(), Optional.of("L."), Optional.of(display)),
        Optional.empty(),
        NOON,
        NOON);
  }

  private Stored put(OrganisationId organisation, User user) {
    return get(users.put(organisation, user, ACT));
  }

  private List<String> audited(OrganisationId organisation) {
    return get(trail.page(organisation.tenant(), 0, 100)).stream()
        .map(entry -> entry.change().action())
        .filter(action -> action.startsWith("directory-user"))
        .toList();
  }

  @Test
  void a_user_is_found_by_person_and_by_the_directorys_id_in_its_organisation_alone() {
    var ada = user(ADA, "ada", "ext-1", "Ada");
    assertThat(put(SHOP, ada)).isEqualTo(Stored.DONE);
    assertThat(get(users.find(SHOP, ADA))).contains(ada);
    assertThat(get(users.find(SHOP, "ext-1"))).contains(ada);
    assertThat(get(users.find(SHOP, "EXT-1"))).isEmpty();
    assertThat(get(users.list(SHOP))).containsExactly(ada);
    assertThat(get(users.find(BANK, ADA))).isEmpty();
    assertThat(get(users.find(BANK, "ext-1"))).isEmpty();
    assertThat(get(users.list(BANK))).isEmpty();
    assertThat(get(users.remove(BANK, ADA, ACT))).isFalse();
  }

  @Test
  void two_users_of_one_organisation_do_not_share_the_directorys_id_but_two_of_two_may() {
    put(SHOP, user(ADA, "ada", "ext-1", "Ada"));
    assertThat(put(SHOP, user(BEN, "ben", "ext-1", "Ben"))).isEqualTo(Stored.TAKEN);
    assertThat(get(users.find(SHOP, BEN))).isEmpty();
    assertThat(put(BANK, user(BEN, "ben", "ext-1", "Ben"))).isEqualTo(Stored.DONE);
    assertThat(put(SHOP, user(BEN, "ben", null, "Ben"))).isEqualTo(Stored.DONE);
  }

  @Test
  void roles_of_one_who_is_switched_off_are_remembered_and_given_up() {
    var ada = user(ADA, "ada", "ext-1", "Ada");
    var roles = new RoleSet(Set.of(ClientRole.MEMBER), Set.of(new RoleName("night-shift")));
    put(SHOP, with(ada, Optional.of(roles)));
    assertThat(get(users.find(SHOP, ADA)).orElseThrow().roles()).contains(roles);
    assertThat(get(trail.page(SHOP.tenant(), 0, 100)).toString()).contains("member,night-shift");
    put(SHOP, ada);
    assertThat(get(users.list(SHOP))).containsExactly(ada);
  }

  private static User with(User user, Optional<RoleSet> roles) {
    return new User(
        user.person(),
        user.address(),
        user.externalId(),
        user.names(),
        roles,
        user.since(),
        user.changedAt());
  }

  @Test
  void each_change_is_audited_once_without_names() {
    put(SHOP, user(ADA, "ada", "ext-1", "Ada"));
    put(SHOP, user(ADA, "ada", "ext-1", "Ada"));
    put(SHOP, user(ADA, "ada", "ext-2", "Ada Lovelace"));
    assertThat(get(users.remove(SHOP, ADA, ACT))).isTrue();
    assertThat(get(users.remove(SHOP, ADA, ACT))).isFalse();
    assertThat(audited(SHOP))
        .containsExactlyInAnyOrder(
            "directory-user-added", "directory-user-changed", "directory-user-removed");
    assertThat(audited(BANK)).isEmpty();
    assertThat(get(trail.page(SHOP.tenant(), 0, 100)).toString())
        .doesNotContain("Lovelace", "ext-1");
  }
}
