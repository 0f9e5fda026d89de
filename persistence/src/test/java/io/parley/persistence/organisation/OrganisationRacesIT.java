package io.parley.persistence.organisation;

import static io.parley.core.organisation.OrganisationRefusal.*;
import static io.parley.persistence.organisation.OrganisationFixture.*;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.access.ClientRole;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.RoleSet;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.NameCommand;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.persistence.database.Sql;
import io.parley.persistence.testing.MigratedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Commands at the same time, several rounds of each.
class OrganisationRacesIT {
  private static final int ROUNDS = 10;

  /// Transactions that wait for a lock.
  private static final String WAITING =
      "pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

  private final OrganisationFixture fixture = new OrganisationFixture();
  private final JdbcOrganisations organisations = fixture.organisations;
  private final JdbcOrganisationDirectory directory = fixture.directory;

  @AfterEach
  void close() {
    fixture.close();
  }

  private static List<Outcome> together(List<Supplier<CompletionStage<Outcome>>> commands) {
    var begun = commands.stream().map(Supplier::get).toList();
    var outcomes = new ArrayList<Outcome>();
    for (var each : begun) outcomes.add(get(each));
    return outcomes;
  }

  private static void oneWins(List<Outcome> outcomes) {
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
  }

  /// Begins commands while another transaction has a lock. As soon as so many of them wait for it,
  /// that transaction makes its change, and ends.
  private <T> T behind(String locked, int waiting, String change, Supplier<T> commands)
      throws SQLException {
    return behind(locked, waiting, change, commands, () -> {});
  }

  /// @param meanwhile done while they wait
  private <T> T behind(
      String locked, int waiting, String change, Supplier<T> commands, Runnable meanwhile)
      throws SQLException {
    try (var other = fixture.db.connect()) {
      other.setAutoCommit(false);
      Sql.query(other, "SELECT tenant FROM " + locked + " FOR UPDATE", row -> row.getString(1));
      var begun = commands.get();
      await().atMost(MigratedDatabase.PATIENCE).until(() -> fixture.db.count(WAITING) == waiting);
      meanwhile.run();
      Sql.update(other, change);
      other.commit();
      return begun;
    }
  }

  private PersonId personOf(String name) {
    return get(fixture.persons.find(address(name))).orElseThrow().id();
  }

  @Test
  void of_two_who_accept_the_same_invitation_one_wins() {
    var id = fixture.owned("shop", "ada");
    for (int round = 0; round < ROUNDS; round++) {
      var bob = fixture.person("bob" + round);
      var token =
          fixture.invited(id, personOf("ada"), "bob" + round, RoleSet.of(ClientRole.VIEWER));
      var outcomes =
          together(
              List.of(
                  () -> organisations.accept(token, by(bob)),
                  () -> organisations.accept(token, by(bob)),
                  () -> organisations.accept(token, by(bob))));
      oneWins(outcomes);
      assertThat(outcomes)
          .filteredOn(Outcome.Refused.class::isInstance)
          .containsOnly(new Outcome.Refused(UNKNOWN_LINK));
    }
    assertThat(get(directory.members(id, Optional.empty(), 100))).hasSize(ROUNDS + 1);
    assertThat(get(fixture.trail.verify(id.tenant())).damage()).isEmpty();
  }

  @Test
  void a_link_that_is_replaced_while_its_claim_waits_does_not_work() throws SQLException {
    var ada = fixture.person("ada");
    var id = new OrganisationId(fixture.id());
    var wanted = fixture.signUp(id, "shop", "ada");
    done(get(organisations.begin(wanted, program(NOON))));
    var newer = TokenHash.of("newer");
    var claimed =
        behind(
            "organisation WHERE tenant = '" + id.tenant() + "'",
            1,
            "UPDATE organisation_claim SET token = '" + newer.hex() + "'",
            () -> organisations.claim(wanted.claim().token(), by(ada)));
    assertThat(get(claimed)).isEqualTo(new Outcome.Refused(UNKNOWN_LINK));
    done(get(organisations.claim(newer, by(ada))));
  }

  @Test
  void an_invitation_that_is_revoked_while_its_acceptance_waits_does_not_work()
      throws SQLException {
    var id = fixture.owned("shop", "ada");
    var bob = fixture.person("bob");
    var token = fixture.invited(id, personOf("ada"), "bob", RoleSet.of(ClientRole.VIEWER));
    var accepted =
        behind(
            "organisation WHERE tenant = '" + id.tenant() + "'",
            1,
            "DELETE FROM invitation",
            () -> organisations.accept(token, by(bob)));
    assertThat(get(accepted)).isEqualTo(new Outcome.Refused(UNKNOWN_LINK));
  }

  @Test
  void a_command_that_waits_for_its_trail_holds_up_no_other_organisations_address()
      throws SQLException {
    var shop = fixture.owned("shop", "ada");
    var bank = fixture.owned("bank", "ben");
    var sites = new JdbcOrganisationSites(fixture.db.database());
    var larch = new NameCommand.TakeSlug(new Slug("larch"));
    long before = get(sites.change());
    var taken =
        behind(
            "audit_head WHERE tenant = '" + shop.tenant() + "'",
            1,
            "UPDATE audit_head SET number = number WHERE tenant = '" + shop.tenant() + "'",
            () -> organisations.apply(shop, larch, program(NOON)),
            () -> fixture.apply(bank, new NameCommand.TakeSlug(new Slug("elm")), program(NOON)));
    done(get(taken));
    assertThat(get(sites.change())).isEqualTo(before + 2);
  }

  @Test
  void of_two_operators_who_take_each_others_role_one_stays() throws SQLException {
    var olga = fixture.staff("olga", PlatformRole.OPERATOR);
    var otto = fixture.staff("otto", PlatformRole.OPERATOR);
    var taken =
        behind(
            "audit_head WHERE tenant = 'platform'",
            2,
            "UPDATE audit_head SET number = number",
            () ->
                List.of(
                    organisations.setPlatformRole(otto, PlatformRole.OPERATOR, false, by(olga)),
                    organisations.setPlatformRole(olga, PlatformRole.OPERATOR, false, by(otto))));
    assertThat(List.of(get(taken.getFirst()), get(taken.getLast())))
        .containsExactlyInAnyOrder(Optional.empty(), Optional.of(FORBIDDEN));
    assertThat(fixture.db.count("platform_role")).isEqualTo(1);
  }

  @Test
  void an_invitation_is_either_accepted_or_revoked() {
    var id = fixture.owned("shop", "ada");
    var ada = by(personOf("ada"));
    for (int round = 0; round < ROUNDS; round++) {
      var bob = fixture.person("bob" + round);
      var token =
          fixture.invited(id, personOf("ada"), "bob" + round, RoleSet.of(ClientRole.VIEWER));
      var invitation = get(directory.invitations(id)).getFirst().id();
      oneWins(
          together(
              List.of(
                  () -> organisations.accept(token, by(bob)),
                  () ->
                      organisations.apply(
                          id, new PeopleCommand.RevokeInvitation(invitation), ada))));
    }
  }

  @Test
  void of_two_owners_who_leave_at_once_one_stays() {
    for (int round = 0; round < ROUNDS; round++) {
      var id = fixture.owned("shop" + round, "ada" + round);
      var ada = personOf("ada" + round);
      var bob = fixture.member(id, ada, "bob" + round, ClientRole.OWNER);
      var outcomes =
          together(
              List.of(
                  () -> organisations.apply(id, new PeopleCommand.Leave(), by(ada)),
                  () -> organisations.apply(id, new PeopleCommand.Leave(), by(bob))));
      oneWins(outcomes);
      assertThat(outcomes).contains(new Outcome.Refused(LAST_OWNER));
      assertThat(get(directory.members(id, Optional.empty(), 10)))
          .hasSize(1)
          .allMatch(member -> member.roles().isOwner());
    }
  }

  @Test
  void of_two_owners_who_demote_each_other_one_stays() {
    var viewer = RoleSet.of(ClientRole.VIEWER);
    for (int round = 0; round < ROUNDS; round++) {
      var id = fixture.owned("shop" + round, "ada" + round);
      var ada = personOf("ada" + round);
      var bob = fixture.member(id, ada, "bob" + round, ClientRole.OWNER);
      oneWins(
          together(
              List.of(
                  () ->
                      organisations.apply(id, new PeopleCommand.ChangeRoles(bob, viewer), by(ada)),
                  () ->
                      organisations.apply(
                          id, new PeopleCommand.ChangeRoles(ada, viewer), by(bob)))));
    }
  }

  @Test
  void a_slug_that_several_take_at_once_is_one_organisations() {
    var all = IntStream.range(0, 3).mapToObj(i -> fixture.owned("shop" + i, "owner" + i)).toList();
    for (int round = 0; round < 4; round++) {
      var slug = new Slug("wanted" + round);
      var outcomes =
          together(
              List.of(
                  () -> take(all, 0, slug), () -> take(all, 1, slug), () -> take(all, 2, slug)));
      oneWins(outcomes);
      assertThat(outcomes).contains(new Outcome.Refused(UNAVAILABLE));
      var winner =
          outcomes.stream()
              .filter(Outcome.Done.class::isInstance)
              .map(Outcome.Done.class::cast)
              .map(Outcome.Done::organisation)
              .findFirst();
      assertThat(get(directory.find(slug))).isEqualTo(winner);
    }
  }

  private CompletionStage<Outcome> take(List<OrganisationId> all, int which, Slug slug) {
    return organisations.apply(
        all.get(which), new NameCommand.TakeSlug(slug), by(personOf("owner" + which)));
  }

  @Test
  void of_several_who_sign_up_with_one_slug_one_gets_it() {
    var wanted =
        IntStream.range(0, 3)
            .mapToObj(i -> fixture.signUp(new OrganisationId(fixture.id()), "shop", "ada"))
            .map(
                signUp ->
                    (Supplier<CompletionStage<Outcome>>)
                        () -> organisations.begin(signUp, program(NOON)))
            .toList();
    oneWins(together(wanted));
    assertThat(fixture.db.count("organisation")).isEqualTo(1);
  }

  @Test
  void acts_at_the_same_time_are_a_chain_without_a_gap() {
    var id = fixture.owned("shop", "ada");
    var ada = by(personOf("ada"));
    int before = fixture.audit(id).size();
    var renames =
        IntStream.range(0, 40)
            .mapToObj(i -> organisations.apply(id, new LifecycleCommand.Rename("Shop " + i), ada))
            .toList();
    for (var each : renames) done(get(each));
    var check = get(fixture.trail.verify(id.tenant()));
    assertThat(check.entries()).isEqualTo(before + 40L);
    assertThat(check.damage()).isEmpty();
  }
}
