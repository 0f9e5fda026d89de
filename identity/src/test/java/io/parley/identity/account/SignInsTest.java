package io.parley.identity.account;

import static io.parley.identity.account.AccountsFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.mail.MailKind;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.Organisation;
import io.parley.core.tenant.TenantId;
import io.parley.identity.password.Argon2Terms;
import io.parley.identity.password.Passwords;
import io.parley.identity.totp.AuthenticatorApp;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInsTest {
  private final AccountsFixture day = new AccountsFixture();

  @Test
  void the_password_signs_in_with_the_permissions_of_the_role() {
    var shop = day.anna("Shop", ClientRole.VIEWER);
    var signedIn = day.signedIn();
    assertThat(signedIn.organisation().map(Organisation::id)).contains(shop);
    assertThat(signedIn.permissions()).isEqualTo(ClientRole.VIEWER.permissions());
    var proof = day.check(signedIn).orElseThrow();
    assertThat(proof.principal().tenant()).isEqualTo(shop.tenant());
    assertThat(proof.signIn()).isEqualTo(signedIn.signIn());
    assertThat(signedIn.toString()).doesNotContain(signedIn.refresh(), ANNA.text());
  }

  @Test
  void an_unknown_address_gets_the_same_answer_after_the_same_steps() {
    day.anna("Shop", ClientRole.MEMBER);
    assertThat(stepsOf(() -> day.signIn(ANNA, OTHER)))
        .isEqualTo(stepsOf(() -> day.signIn(NOBODY, OTHER)));
    assertThat(day.signIn(NOBODY, OTHER))
        .isEqualTo(day.signIn(ANNA, OTHER))
        .isEqualTo(new SignInOutcome.Wrong());
  }

  private List<String> stepsOf(Runnable request) {
    day.steps.clear();
    request.run();
    return new ArrayList<>(day.steps);
  }

  @Test
  void a_hash_is_computed_for_an_unknown_address_too() {
    var busy = new AccountsFixture(0);
    assertThat(busy.signIn(NOBODY, OTHER)).isEqualTo(new SignInOutcome.Busy());
  }

  @Test
  void a_person_without_a_password_does_not_get_in() {
    day.anna("Shop", ClientRole.MEMBER);
    day.forgetPassword(ANNA);
    assertThat(day.signIn(ANNA, "")).isEqualTo(new SignInOutcome.Wrong());
  }

  @Test
  void a_code_counts_once() {
    day.anna("Shop", ClientRole.MEMBER);
    var key = day.secondFactor();
    assertThat(day.signIn(ANNA, PASSWORD)).isEqualTo(new SignInOutcome.CodeNeeded());
    assertThat(day.signIn(ANNA, OTHER)).isEqualTo(new SignInOutcome.Wrong());
    var code = Optional.of(AuthenticatorApp.code(key, day.now));
    assertThat(day.signIn(ANNA, PASSWORD, code, OFFICE)).isInstanceOf(SignInOutcome.Granted.class);
    assertThat(day.signIn(ANNA, PASSWORD, code, OFFICE)).isEqualTo(new SignInOutcome.Wrong());
    day.pass(Duration.ofSeconds(30));
    assertThat(day.signIn(ANNA, PASSWORD, code, OFFICE))
        .as("also while it would be in time")
        .isEqualTo(new SignInOutcome.Wrong());
    var next = Optional.of(AuthenticatorApp.code(key, day.now));
    assertThat(day.signIn(ANNA, PASSWORD, next, OFFICE)).isInstanceOf(SignInOutcome.Granted.class);
  }

  @Test
  void of_two_uses_of_one_code_at_once_one_gets_in() {
    day.anna("Shop", ClientRole.MEMBER);
    var code = Optional.of(AuthenticatorApp.code(day.secondFactor(), day.now));
    var outcomes = new ArrayList<SignInOutcome>();
    day.credentials.beforeTheNextChange(
        () -> outcomes.add(day.signIn(ANNA, PASSWORD, code, ELSEWHERE)));
    outcomes.add(day.signIn(ANNA, PASSWORD, code, OFFICE));
    assertThat(outcomes.getFirst()).isInstanceOf(SignInOutcome.Granted.class);
    assertThat(outcomes.getLast()).isEqualTo(new SignInOutcome.Wrong());
  }

  @Test
  void a_password_that_is_changed_before_the_code_is_stored_does_not_get_in() {
    day.anna("Shop", ClientRole.MEMBER);
    var code = Optional.of(AuthenticatorApp.code(day.secondFactor(), day.now));
    day.credentials.beforeTheNextChange(this::changePassword);
    assertThat(day.signIn(ANNA, PASSWORD, code, OFFICE)).isEqualTo(new SignInOutcome.Wrong());
  }

  @Test
  void a_password_that_is_changed_during_the_sign_in_leaves_none_open() {
    day.anna("Shop", ClientRole.MEMBER);
    day.families.beforeTheNextFamily(this::changePassword);
    assertThat(day.signIn(ANNA, PASSWORD)).isEqualTo(new SignInOutcome.Busy());
    assertThat(join(day.accounts.signIns().list(day.idOf(ANNA), day.now))).isEmpty();
  }

  private void changePassword() {
    join(
        day.accounts
            .passwords()
            .change(day.idOf(ANNA), PASSWORD, OTHER, Optional.empty(), OFFICE, day.now));
  }

  @Test
  void a_hash_of_other_costs_is_replaced_at_the_sign_in() {
    var before =
        new Passwords(new Argon2Terms(16, 1, 1), new SecureRandom(), 1, Duration.ZERO)
            .hash(PASSWORD)
            .orElseThrow();
    var shop = day.organisations.active("Shop", day.now);
    day.organisations.join(shop, day.account(ANNA, before), ClientRole.MEMBER, day.now);
    day.signedIn();
    assertThat(day.credential(ANNA).password().orElseThrow()).contains("m=8,t=1,p=1");
    day.signedIn();
  }

  @Test
  void without_a_name_the_organisation_used_last_is_opened_or_the_first_by_name() {
    var shop = day.anna("Shop", ClientRole.MEMBER);
    var atelier = day.organisations.active("Atelier", day.now);
    day.organisations.join(atelier, day.idOf(ANNA), ClientRole.OWNER, day.now);
    var first = day.signedIn();
    assertThat(first.organisation().map(Organisation::id)).contains(atelier);
    assertThat(first.organisations())
        .extracting(each -> each.organisation().name())
        .containsExactly("Atelier", "Shop");
    day.pass(Duration.ofMinutes(1));
    assertThat(day.signInTo(shop)).isInstanceOf(SignInOutcome.Granted.class);
    day.pass(Duration.ofMinutes(1));
    assertThat(day.signedIn().organisation().map(Organisation::id)).contains(shop);
  }

  @Test
  void an_organisation_that_is_suspended_or_was_left_gives_way_to_another_one() {
    var shop = day.anna("Shop", ClientRole.MEMBER);
    var zoo = day.organisations.active("Zoo", day.now);
    day.organisations.join(zoo, day.idOf(ANNA), ClientRole.MEMBER, day.now);
    day.signInTo(shop);
    day.organisations.set(shop, new Lifecycle.Suspended("unpaid for a year"));
    assertThat(day.signedIn().organisation().map(Organisation::id)).contains(zoo);
    day.organisations.set(shop, new Lifecycle.Active());
    day.organisations.remove(zoo, day.idOf(ANNA));
    assertThat(day.signedIn().organisation().map(Organisation::id)).contains(shop);
  }

  @Test
  void a_suspended_organisation_is_looked_at_if_there_is_no_other() {
    var shop = day.anna("Shop", ClientRole.OWNER);
    day.organisations.set(shop, new Lifecycle.Suspended("unpaid for a year"));
    assertThat(day.signedIn().permissions())
        .contains(Permission.VIEW_ORGANISATION)
        .doesNotContain(Permission.READ);
  }

  @Test
  void a_deleted_organisation_is_none() {
    var shop = day.anna("Shop", ClientRole.OWNER);
    day.organisations.set(shop, new Lifecycle.Deleted());
    assertThat(day.signIn(ANNA, PASSWORD)).isEqualTo(new SignInOutcome.NoOrganisation());
    assertThat(day.signInTo(shop)).isEqualTo(new SignInOutcome.NoOrganisation());
    assertThat(join(day.accounts.signIns().list(day.idOf(ANNA), day.now))).isEmpty();
  }

  @Test
  void a_foreign_organisation_looks_like_one_that_does_not_exist() {
    day.anna("Shop", ClientRole.OWNER);
    var foreign = day.organisations.active("Foreign", day.now);
    assertThat(day.signInTo(foreign))
        .isEqualTo(day.signInTo(new AccountsFixture().anna("Elsewhere", ClientRole.OWNER)))
        .isEqualTo(new SignInOutcome.NoOrganisation());
  }

  @Test
  void staff_without_an_organisation_works_on_the_platform() {
    day.organisations.employ(day.account(ANNA), PlatformRole.OPERATOR);
    var signedIn = day.signedIn();
    assertThat(signedIn.organisation()).isEmpty();
    assertThat(signedIn.permissions()).contains(Permission.LIST_ORGANISATIONS);
    assertThat(day.check(signedIn).orElseThrow().principal().tenant()).isEqualTo(TenantId.PLATFORM);
  }

  @Test
  void guesses_are_slowed_and_then_the_right_password_too() {
    day.anna("Shop", ClientRole.MEMBER);
    for (int i = 0; i <= FREE; i++) day.signIn(ANNA, OTHER);
    assertThat(day.signIn(ANNA, PASSWORD)).isEqualTo(new SignInOutcome.Slowed(PAUSE));
    for (int i = 0; i <= FREE; i++) day.signIn(NOBODY, OTHER);
    assertThat(day.signIn(NOBODY, PASSWORD))
        .as("an address without an account")
        .isEqualTo(new SignInOutcome.Slowed(PAUSE));
    day.pass(PAUSE);
    day.signedIn();
  }

  @Test
  void guesses_at_codes_are_slowed() {
    day.anna("Shop", ClientRole.MEMBER);
    day.secondFactor();
    day.pass(Duration.ofDays(40));
    for (int i = 0; i <= FREE; i++)
      assertThat(day.signIn(ANNA, PASSWORD, Optional.of("no code " + i), ELSEWHERE))
          .isEqualTo(new SignInOutcome.Wrong());
    assertThat(day.signIn(ANNA, PASSWORD, Optional.of("no code"), ELSEWHERE))
        .isEqualTo(new SignInOutcome.Slowed(PAUSE));
  }

  @Test
  void strangers_do_not_lock_a_known_browser_out() {
    day.anna("Shop", ClientRole.MEMBER);
    var browser = new Place(ELSEWHERE.address(), day.signedIn().device());
    for (int i = 0; i <= FREE; i++) day.signIn(ANNA, OTHER, Optional.empty(), ELSEWHERE);
    assertThat(day.signIn(ANNA, PASSWORD, Optional.empty(), ELSEWHERE))
        .isInstanceOf(SignInOutcome.Slowed.class);
    assertThat(day.signIn(ANNA, PASSWORD, Optional.empty(), browser))
        .isInstanceOf(SignInOutcome.Granted.class);
  }

  @Test
  void a_sign_in_in_an_unknown_browser_is_told_by_mail() {
    day.anna("Shop", ClientRole.MEMBER);
    var signedIn = day.signedIn();
    var mail = day.mails.of(MailKind.NEW_SIGN_IN).getFirst();
    assertThat(mail.to()).isEqualTo(ANNA);
    assertThat(mail.values())
        .containsEntry("device", OFFICE.address().text())
        .containsEntry("time", "2026-11-26 10:00 UTC")
        .containsEntry("link", "https://parley.example/account");
    day.signIn(ANNA, PASSWORD, Optional.empty(), new Place(ELSEWHERE.address(), signedIn.device()));
    assertThat(day.mails.of(MailKind.NEW_SIGN_IN)).hasSize(1);
  }

  @Test
  void mails_are_in_the_language_of_the_first_browser_until_another_one_is_chosen() {
    day.anna("Shop", ClientRole.MEMBER);
    var german = day.signIn(Optional.empty(), "de").device();
    assertThat(language(MailKind.NEW_SIGN_IN)).as("none was known before").isEqualTo("de");
    day.signIn(Optional.empty(), "es");
    assertThat(language(MailKind.NEW_SIGN_IN)).as("of the owner").isEqualTo("de");
    day.accounts.passwords().forgot(ANNA, Optional.empty(), ELSEWHERE, day.now);
    assertThat(language(MailKind.RESET)).isEqualTo("de");
    AccountsFixture.join(day.persons.speaks(day.idOf(ANNA), "es"));
    day.signIn(german, "de");
    day.signIn(Optional.empty(), "fr");
    assertThat(language(MailKind.NEW_SIGN_IN)).as("chosen by hand").isEqualTo("es");
  }

  private String language(MailKind kind) {
    return day.mails.of(kind).getLast().language();
  }

  @Test
  void a_notice_that_cannot_be_stored_does_not_fail_the_sign_in() {
    day.anna("Shop", ClientRole.MEMBER);
    day.mails.fail();
    day.signedIn();
  }

  @Test
  void a_node_without_a_key_compares_nothing() {
    day.anna("Shop", ClientRole.MEMBER);
    // the keys were read too long ago
    day.now = day.now.plus(Duration.ofDays(2));
    assertThat(day.signIn(ANNA, PASSWORD)).isEqualTo(new SignInOutcome.NoKey());
    assertThat(day.signIn(NOBODY, PASSWORD)).isEqualTo(new SignInOutcome.NoKey());
  }
}
