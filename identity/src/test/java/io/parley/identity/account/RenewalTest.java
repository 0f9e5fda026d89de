package io.parley.identity.account;

import static io.parley.identity.account.AccountsFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.Organisation;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.OrganisationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/// The time after a sign-in: what is renewed, exchanged, ended and taken away, and how soon.
class RenewalTest {
  private static final Duration HELD = Duration.ofSeconds(3);

  private final AccountsFixture day = new AccountsFixture();

  @Test
  void a_refresh_token_gives_the_next_access_token() {
    day.anna("Shop", ClientRole.MEMBER);
    var first = day.signedIn();
    day.pass(LIFE.plusMinutes(2));
    assertThat(day.check(first)).as("after an hour").isEmpty();
    var second = granted(day.renew(first.refresh()));
    assertThat(second.signIn()).isEqualTo(first.signIn());
    assertThat(day.check(second)).isPresent();
  }

  @Test
  void the_reuse_of_a_refresh_token_ends_the_sign_in_and_its_access_tokens() {
    day.anna("Shop", ClientRole.MEMBER);
    var stolen = day.signedIn();
    var thiefs = granted(day.renew(stolen.refresh()));
    day.pass(Duration.ofMinutes(1));
    assertThat(day.check(thiefs)).isPresent();
    assertThat(day.renew(stolen.refresh())).isEqualTo(new SignInOutcome.Wrong());
    assertThat(day.check(thiefs)).isEmpty();
    assertThat(day.renew(thiefs.refresh())).isEqualTo(new SignInOutcome.Wrong());
  }

  @Test
  void a_sign_in_that_another_node_ended_is_gone_within_three_seconds() {
    day.anna("Shop", ClientRole.MEMBER);
    var signedIn = day.signedIn();
    var proof = day.check(signedIn).orElseThrow();
    join(day.families.revoke(day.idOf(ANNA).toString(), signedIn.signIn(), day.now));
    assertThat(day.check(signedIn)).as("what this node has read").isPresent();
    day.pass(HELD);
    assertThat(day.check(signedIn)).isEmpty();
    assertThat(join(day.accounts.check().again(proof, day.now))).isEmpty();
  }

  @Test
  void a_sign_in_that_this_node_ended_is_gone_at_once() {
    day.anna("Shop", ClientRole.MEMBER);
    var signedIn = day.signedIn();
    assertThat(day.check(signedIn)).isPresent();
    assertThat(end(signedIn)).isTrue();
    assertThat(day.check(signedIn)).isEmpty();
    assertThat(end(signedIn)).isFalse();
  }

  private boolean end(SignedIn signedIn) {
    return join(day.accounts.signIns().end(day.idOf(ANNA), signedIn.signIn(), day.now));
  }

  @Test
  void nobody_ends_a_sign_in_of_somebody_else() {
    day.anna("Shop", ClientRole.MEMBER);
    var signedIn = day.signedIn();
    var bert = day.account(new EmailAddress("bert@shop.example"));
    assertThat(join(day.accounts.signIns().end(bert, signedIn.signIn(), day.now))).isFalse();
    assertThat(day.check(signedIn)).isPresent();
  }

  @Test
  void a_role_that_was_taken_away_is_gone_within_three_seconds_whatever_the_token_says() {
    var shop = day.anna("Shop", ClientRole.OWNER);
    var signedIn = day.signedIn();
    assertThat(day.check(signedIn).orElseThrow().principal().may(Permission.MANAGE_KEYS)).isTrue();
    day.organisations.join(shop, day.idOf(ANNA), ClientRole.VIEWER, day.now);
    day.pass(HELD);
    var proof = day.check(signedIn).orElseThrow();
    assertThat(proof.principal().permissions()).isEqualTo(ClientRole.VIEWER.permissions());
    day.organisations.remove(shop, day.idOf(ANNA));
    day.pass(HELD);
    assertThat(day.check(signedIn)).isEmpty();
    assertThat(join(day.accounts.check().again(proof, day.now))).isEmpty();
  }

  @Test
  void requests_within_three_seconds_read_once() {
    day.anna("Shop", ClientRole.MEMBER);
    var signedIn = day.signedIn();
    day.check(signedIn);
    int before = day.organisations.reads();
    for (int i = 0; i < 10; i++) day.check(signedIn);
    assertThat(day.organisations.reads()).isEqualTo(before);
    day.pass(HELD);
    day.check(signedIn);
    assertThat(day.organisations.reads()).isEqualTo(before + 1);
  }

  @Test
  void a_failure_of_the_store_is_not_held() {
    day.anna("Shop", ClientRole.MEMBER);
    var signedIn = day.signedIn();
    day.organisations.fail(true);
    assertThatThrownBy(() -> day.check(signedIn)).isInstanceOf(CompletionException.class);
    day.organisations.fail(false);
    assertThat(day.check(signedIn)).isPresent();
  }

  @Test
  void other_texts_are_no_access_tokens() {
    day.anna("Shop", ClientRole.MEMBER);
    var token = day.signedIn().access().token();
    for (var other : List.of("", "a.b.c", token + "A", token.substring(1)))
      assertThat(join(day.accounts.check().check(other, day.now))).isEmpty();
  }

  @Test
  void a_renewal_without_a_place_in_the_organisation_ends_the_sign_in() {
    var shop = day.anna("Shop", ClientRole.MEMBER);
    var signedIn = day.signedIn();
    day.organisations.remove(shop, day.idOf(ANNA));
    assertThat(day.renew(signedIn.refresh())).isEqualTo(new SignInOutcome.NoOrganisation());
    assertThat(list()).isEmpty();
  }

  @Test
  void a_suspended_organisation_is_renewed_with_what_is_left() {
    var shop = day.anna("Shop", ClientRole.OWNER);
    var signedIn = day.signedIn();
    day.organisations.set(shop, new Lifecycle.Suspended("unpaid for a year"));
    assertThat(granted(day.renew(signedIn.refresh())).permissions())
        .doesNotContain(Permission.READ)
        .contains(Permission.VIEW_ORGANISATION);
  }

  @Test
  void a_sign_in_is_exchanged_for_one_in_another_organisation() {
    day.anna("Shop", ClientRole.MEMBER);
    var first = day.signedIn();
    var zoo = zoo(ClientRole.OWNER);
    day.pass(Duration.ofDays(1));
    var second = granted(exchange(first, Optional.of(zoo)));
    assertThat(second.organisation().map(Organisation::id)).contains(zoo);
    assertThat(day.check(second).orElseThrow().principal().tenant()).isEqualTo(zoo.tenant());
    assertThat(day.check(first)).isEmpty();
    assertThat(day.renew(first.refresh())).isEqualTo(new SignInOutcome.Wrong());
    assertThat(list())
        .singleElement()
        .satisfies(
            family ->
                assertThat(family.startedAt())
                    .as("it lasts no longer")
                    .isEqualTo(day.now.minus(Duration.ofDays(1))));
  }

  private OrganisationId zoo(ClientRole role) {
    var zoo = day.organisations.active("Zoo", day.now);
    day.organisations.join(zoo, day.idOf(ANNA), role, day.now);
    return zoo;
  }

  private SignInOutcome exchange(SignedIn signedIn, Optional<OrganisationId> to) {
    return exchange(signedIn, signedIn.refresh(), to);
  }

  private SignInOutcome exchange(
      SignedIn signedIn, String refreshToken, Optional<OrganisationId> to) {
    return join(
        day.accounts
            .signIns()
            .exchange(signedIn.signIn(), refreshToken, day.idOf(ANNA), to, OFFICE, day.now));
  }

  @Test
  void an_exchange_needs_the_valid_refresh_token_of_the_sign_in() {
    day.anna("Shop", ClientRole.MEMBER);
    var signedIn = day.signedIn();
    var zoo = Optional.of(zoo(ClientRole.MEMBER));
    var renewed = granted(day.renew(signedIn.refresh()));
    for (var token : new String[] {"", signedIn.refresh(), day.signedIn().refresh()})
      assertThat(exchange(renewed, token, zoo)).isEqualTo(new SignInOutcome.Wrong());
    assertThat(day.check(renewed)).as("the sign-in stays").isPresent();
    granted(exchange(renewed, zoo));
  }

  @Test
  void an_exchange_for_a_foreign_organisation_or_the_platform_leaves_the_sign_in() {
    day.anna("Shop", ClientRole.OWNER);
    var signedIn = day.signedIn();
    var foreign = day.organisations.active("Foreign", day.now);
    assertThat(exchange(signedIn, Optional.of(foreign)))
        .isEqualTo(exchange(signedIn, Optional.empty()))
        .isEqualTo(new SignInOutcome.NoOrganisation());
    assertThat(day.check(signedIn)).isPresent();
    day.organisations.employ(day.idOf(ANNA), PlatformRole.OPERATOR);
    assertThat(granted(exchange(signedIn, Optional.empty())).organisation()).isEmpty();
  }

  @Test
  void a_sign_in_that_ends_during_its_exchange_leaves_none_open() {
    day.anna("Shop", ClientRole.MEMBER);
    var signedIn = day.signedIn();
    var zoo = zoo(ClientRole.MEMBER);
    day.families.beforeTheNextFamily(() -> end(signedIn));
    assertThat(exchange(signedIn, Optional.of(zoo))).isEqualTo(new SignInOutcome.Wrong());
    assertThat(list()).isEmpty();
  }

  @Test
  void nobody_exchanges_a_sign_in_of_somebody_else() {
    var shop = day.anna("Shop", ClientRole.MEMBER);
    var signedIn = day.signedIn();
    var bert = day.account(new EmailAddress("bert@shop.example"));
    day.organisations.join(shop, bert, ClientRole.MEMBER, day.now);
    var outcome =
        join(
            day.accounts
                .signIns()
                .exchange(
                    signedIn.signIn(),
                    signedIn.refresh(),
                    bert,
                    Optional.of(shop),
                    OFFICE,
                    day.now));
    assertThat(outcome).isEqualTo(new SignInOutcome.Wrong());
  }

  @Test
  void a_token_alone_makes_no_browser_known() {
    day.anna("Shop", ClientRole.MEMBER);
    var signedIn = day.signedIn();
    var renewed = granted(day.renew(signedIn.refresh()));
    assertThat(renewed.device()).isEmpty();
    var known = new Place(OFFICE.address(), signedIn.device());
    var again = join(day.accounts.signIns().renew(renewed.refresh(), known, day.now));
    assertThat(granted(again).device()).isEqualTo(signedIn.device());
  }

  @Test
  void all_other_sign_ins_are_ended() {
    day.anna("Shop", ClientRole.MEMBER);
    day.signedIn();
    day.signedIn();
    var own = day.signedIn();
    var ended =
        join(day.accounts.signIns().endAll(day.idOf(ANNA), Optional.of(own.signIn()), day.now));
    assertThat(ended).isEqualTo(2);
    assertThat(list()).extracting(Family::signIn).containsExactly(own.signIn());
  }

  @Test
  void a_sign_in_that_was_not_used_for_long_is_not_listed() {
    day.anna("Shop", ClientRole.MEMBER);
    day.signedIn();
    day.pass(IDLE);
    assertThat(list()).isEmpty();
  }

  private List<Family> list() {
    return join(day.accounts.signIns().list(day.idOf(ANNA), day.now));
  }
}
