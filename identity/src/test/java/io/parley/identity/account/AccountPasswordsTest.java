package io.parley.identity.account;

import static io.parley.identity.account.AccountsFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.core.access.ClientRole;
import io.parley.core.identity.Passkeys.Passkey;
import io.parley.core.mail.MailKind;
import io.parley.core.person.Person;
import io.parley.identity.password.PasswordRefusal;
import io.parley.identity.totp.AuthenticatorApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class AccountPasswordsTest {
  private static final PasswordOutcome DONE = new PasswordOutcome.Done();

  private final AccountsFixture day = new AccountsFixture();

  @Test
  void a_link_is_sent_to_accounts_alone() {
    day.anna("Shop", ClientRole.MEMBER);
    forgot();
    day.accounts.passwords().forgot(NOBODY, Optional.of("de"), OFFICE, day.now);
    assertThat(day.mails.of(MailKind.RESET))
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.to()).isEqualTo(ANNA);
              assertThat(mail.language()).isEqualTo("de");
              assertThat(mail.values().get("link")).startsWith("https://parley.example/reset#");
            });
  }

  /// @return the secret of the link
  private String forgot() {
    day.accounts.passwords().forgot(ANNA, Optional.of("de"), OFFICE, day.now);
    return day.mails.token(MailKind.RESET);
  }

  @Test
  void a_few_links_are_sent_to_one_address_within_an_hour() {
    day.anna("Shop", ClientRole.MEMBER);
    for (int i = 0; i < 2 * MAILS; i++) forgot();
    assertThat(day.mails.of(MailKind.RESET)).hasSize(MAILS);
    assertThat(reset(day.mails.token(MailKind.RESET), OTHER))
        .as("the last one works: strangers take nobody's away")
        .isEqualTo(DONE);
  }

  private PasswordOutcome reset(String token, String password) {
    return join(day.accounts.passwords().reset(token, password, day.now));
  }

  @Test
  void a_reset_sets_the_password_and_ends_all_sign_ins() {
    day.anna("Shop", ClientRole.MEMBER);
    var signedIn = day.signedIn();
    assertThat(day.check(signedIn)).isPresent();
    var token = forgot();
    assertThat(join(day.accounts.passwords().isOpen(token, day.now))).isTrue();
    assertThat(reset(token, OTHER)).isEqualTo(DONE);
    assertThat(day.check(signedIn)).isEmpty();
    assertThat(day.renew(signedIn.refresh())).isEqualTo(new SignInOutcome.Wrong());
    assertThat(day.signIn(ANNA, PASSWORD)).isEqualTo(new SignInOutcome.Wrong());
    assertThat(day.signIn(ANNA, OTHER)).isInstanceOf(SignInOutcome.Granted.class);
    assertThat(join(day.accounts.passwords().isOpen(token, day.now))).isFalse();
  }

  @Test
  void a_failure_before_the_password_is_stored_leaves_nobody_signed_in() {
    day.anna("Shop", ClientRole.MEMBER);
    var thiefs = day.signedIn();
    var token = forgot();
    day.credentials.beforeTheNextChange(
        () -> {
          throw new IllegalStateException("the database is gone");
        });
    assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> reset(token, OTHER));
    assertThat(day.renew(thiefs.refresh())).isEqualTo(new SignInOutcome.Wrong());
  }

  @Test
  void a_reset_does_not_pass_the_second_factor() {
    day.anna("Shop", ClientRole.MEMBER);
    var key = day.secondFactor();
    reset(forgot(), OTHER);
    assertThat(day.signIn(ANNA, OTHER)).isEqualTo(new SignInOutcome.CodeNeeded());
    var code = Optional.of(AuthenticatorApp.code(key, day.now));
    assertThat(day.signIn(ANNA, OTHER, code, OFFICE)).isInstanceOf(SignInOutcome.Granted.class);
  }

  @Test
  void a_reset_takes_all_away_that_a_stranger_may_have_set_before_the_address_was_confirmed() {
    day.anna("Shop", ClientRole.MEMBER);
    day.secondFactor();
    var id = day.idOf(ANNA);
    day.persons.put(new Person(id, ANNA, "Anna Bee", false, day.now));
    join(
        day.passkeys.add(
            new Passkey("id", id, "key", 0, "Key", List.of(), day.now, Optional.empty())));
    assertThat(reset(forgot(), OTHER)).isEqualTo(DONE);
    assertThat(join(day.passkeys.list(id))).isEmpty();
    assertThat(day.signIn(ANNA, OTHER)).isInstanceOf(SignInOutcome.Granted.class);
    assertThat(day.persons.known(id).orElseThrow().isVerified()).isTrue();
  }

  @Test
  void a_link_works_once_and_for_an_hour_and_the_newest_alone() {
    day.anna("Shop", ClientRole.MEMBER);
    var unknown = new PasswordOutcome.UnknownLink();
    var first = forgot();
    var second = forgot();
    assertThat(reset(first, OTHER)).isEqualTo(unknown);
    assertThat(reset(second, OTHER)).isEqualTo(DONE);
    assertThat(reset(second, PASSWORD)).isEqualTo(unknown);
    var late = forgot();
    day.pass(Duration.ofHours(1));
    assertThat(reset(late, PASSWORD)).isEqualTo(unknown);
    assertThat(reset("another text", PASSWORD)).isEqualTo(unknown);
  }

  @Test
  void of_two_uses_of_a_link_at_once_one_sets_the_password() {
    day.anna("Shop", ClientRole.MEMBER);
    var token = forgot();
    var outcomes = new ArrayList<PasswordOutcome>();
    day.credentials.beforeTheNextChange(() -> outcomes.add(reset(token, PASSWORD)));
    outcomes.add(reset(token, OTHER));
    assertThat(outcomes).containsExactly(new PasswordOutcome.UnknownLink(), DONE);
  }

  @Test
  void a_weak_password_leaves_the_link_as_it_is() {
    day.anna("Bluebird Bakery Shop", ClientRole.MEMBER);
    var token = forgot();
    assertThat(reset(token, "short"))
        .isEqualTo(new PasswordOutcome.Weak(PasswordRefusal.TOO_SHORT));
    assertThat(reset(token, "Bluebird Bakery Shop 1"))
        .isEqualTo(new PasswordOutcome.Weak(PasswordRefusal.PERSONAL));
    assertThat(reset(token, OTHER)).isEqualTo(DONE);
  }

  @Test
  void a_new_password_is_told_by_mail_and_a_refused_one_is_not() {
    day.anna("Shop", ClientRole.MEMBER);
    var own = day.signedIn();
    change(PASSWORD, "short", own);
    assertThat(day.mails.of(MailKind.PASSWORD_CHANGED)).isEmpty();
    assertThat(change(PASSWORD, OTHER, own)).isEqualTo(DONE);
    assertThat(reset(forgot(), PASSWORD)).isEqualTo(DONE);
    assertThat(day.mails.of(MailKind.PASSWORD_CHANGED))
        .hasSize(2)
        .allSatisfy(mail -> assertThat(mail.to()).isEqualTo(ANNA));
  }

  @Test
  void a_change_ends_the_other_sign_ins() {
    day.anna("Shop", ClientRole.MEMBER);
    var other = day.signedIn();
    var own = day.signedIn();
    assertThat(change(PASSWORD, OTHER, own)).isEqualTo(DONE);
    assertThat(day.check(other)).isEmpty();
    assertThat(day.check(own)).isPresent();
    assertThat(day.signIn(ANNA, OTHER)).isInstanceOf(SignInOutcome.Granted.class);
  }

  private PasswordOutcome change(String current, String password, SignedIn own) {
    return join(
        day.accounts
            .passwords()
            .change(day.idOf(ANNA), current, password, Optional.of(own.signIn()), OFFICE, day.now));
  }

  @Test
  void a_change_needs_the_current_password_and_guesses_at_it_are_slowed() {
    day.anna("Shop", ClientRole.MEMBER);
    var own = day.signedIn();
    for (int i = 0; i <= FREE; i++)
      assertThat(change(OTHER, "another good password", own))
          .isEqualTo(new PasswordOutcome.Wrong());
    assertThat(change(PASSWORD, OTHER, own)).isEqualTo(new PasswordOutcome.Slowed(PAUSE));
    day.pass(PAUSE);
    assertThat(change(PASSWORD, "short", own))
        .isEqualTo(new PasswordOutcome.Weak(PasswordRefusal.TOO_SHORT));
    assertThat(day.signIn(ANNA, PASSWORD)).isInstanceOf(SignInOutcome.Granted.class);
  }

  @Test
  void of_a_change_and_a_reset_at_once_the_reset_counts() {
    day.anna("Shop", ClientRole.MEMBER);
    var own = day.signedIn();
    var token = forgot();
    day.credentials.beforeTheNextChange(() -> reset(token, OTHER));
    assertThat(change(PASSWORD, "a thief's good password", own))
        .isEqualTo(new PasswordOutcome.Wrong());
    assertThat(day.signIn(ANNA, OTHER)).isInstanceOf(SignInOutcome.Granted.class);
  }
}
