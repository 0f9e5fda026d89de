package io.parley.identity.account;

import static io.parley.identity.account.AccountsFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.mail.MailKind;
import io.parley.identity.account.SecondFactorOutcome.Begun;
import io.parley.identity.account.SecondFactorOutcome.Confirmed;
import io.parley.identity.totp.AuthenticatorApp;
import io.parley.identity.totp.RecoveryCodes;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecondFactorsTest {
  private final AccountsFixture day = new AccountsFixture();

  private Begun begun() {
    return (Begun) begin(PASSWORD);
  }

  private SecondFactorOutcome begin(String password) {
    return join(day.accounts.secondFactors().begin(day.idOf(ANNA), password, OFFICE, day.now));
  }

  private SecondFactorOutcome confirm(String code) {
    return join(day.accounts.secondFactors().confirm(day.idOf(ANNA), code, day.now));
  }

  private SecondFactorOutcome remove(String password, String code) {
    return join(
        day.accounts.secondFactors().remove(day.idOf(ANNA), password, code, OFFICE, day.now));
  }

  @Test
  void it_counts_after_the_first_code() {
    day.anna("Shop", ClientRole.MEMBER);
    var begun = begun();
    assertThat(begun.uri()).startsWith("otpauth://totp/Parley:anna%40shop.example?");
    day.signedIn();
    assertThat(confirm("123")).isEqualTo(new SecondFactorOutcome.Wrong());
    var confirmed = (Confirmed) confirm(AuthenticatorApp.code(begun.key(), day.now));
    assertThat(confirmed.recoveryCodes()).hasSize(RecoveryCodes.COUNT);
    assertThat(day.signIn(ANNA, PASSWORD)).isEqualTo(new SignInOutcome.CodeNeeded());
    assertThat(confirm("123456")).isEqualTo(new SecondFactorOutcome.AlreadyOn());
    assertThat(begun.toString() + confirmed).doesNotContain(begun.key());
  }

  @Test
  void turning_it_on_and_off_is_told_by_mail() {
    day.anna("Shop", ClientRole.MEMBER);
    confirm("123");
    assertThat(day.mails.of(MailKind.SECOND_FACTOR_ON)).isEmpty();
    var key = day.secondFactor();
    assertThat(day.mails.of(MailKind.SECOND_FACTOR_ON))
        .singleElement()
        .satisfies(mail -> assertThat(mail.to()).isEqualTo(ANNA));
    remove(PASSWORD, AuthenticatorApp.code(key, day.now));
    assertThat(day.mails.of(MailKind.SECOND_FACTOR_OFF)).hasSize(1);
  }

  @Test
  void a_code_that_confirmed_it_signs_nobody_in() {
    day.anna("Shop", ClientRole.MEMBER);
    var code = AuthenticatorApp.code(begun().key(), day.now);
    confirm(code);
    assertThat(day.signIn(ANNA, PASSWORD, Optional.of(code), OFFICE))
        .isEqualTo(new SignInOutcome.Wrong());
  }

  @Test
  void a_password_alone_does_not_replace_it() {
    day.anna("Shop", ClientRole.MEMBER);
    day.secondFactor();
    assertThat(begin(PASSWORD)).isEqualTo(new SecondFactorOutcome.AlreadyOn());
  }

  @Test
  void a_recovery_code_counts_once() {
    day.anna("Shop", ClientRole.MEMBER);
    var confirmed = (Confirmed) confirm(AuthenticatorApp.code(begun().key(), day.now));
    var code = Optional.of(confirmed.recoveryCodes().getFirst());
    var outcomes = new ArrayList<SignInOutcome>();
    day.credentials.beforeTheNextChange(
        () -> outcomes.add(day.signIn(ANNA, PASSWORD, code, ELSEWHERE)));
    outcomes.add(day.signIn(ANNA, PASSWORD, code, OFFICE));
    assertThat(outcomes.getFirst()).isInstanceOf(SignInOutcome.Granted.class);
    assertThat(outcomes.getLast()).isEqualTo(new SignInOutcome.Wrong());
    assertThat(day.credential(ANNA).recovery()).hasSize(RecoveryCodes.COUNT - 1);
  }

  @Test
  void it_is_removed_by_the_password_and_a_code_together() {
    day.anna("Shop", ClientRole.MEMBER);
    assertThat(remove(PASSWORD, "123456")).isEqualTo(new SecondFactorOutcome.NotBegun());
    var key = day.secondFactor();
    var code = AuthenticatorApp.code(key, day.now);
    assertThat(remove(OTHER, code)).isEqualTo(new SecondFactorOutcome.Wrong());
    assertThat(remove(PASSWORD, "no code")).isEqualTo(new SecondFactorOutcome.Wrong());
    assertThat(remove(PASSWORD, code)).isEqualTo(new SecondFactorOutcome.Removed());
    day.signedIn();
    assertThat(day.credential(ANNA).recovery()).isEmpty();
  }

  @Test
  void guesses_at_it_are_slowed() {
    day.anna("Shop", ClientRole.MEMBER);
    day.secondFactor();
    for (int i = 0; i <= FREE; i++) remove(PASSWORD, "no code " + i);
    assertThat(remove(PASSWORD, "no code")).isEqualTo(new SecondFactorOutcome.Slowed(PAUSE));
    assertThat(begin(PASSWORD)).isEqualTo(new SecondFactorOutcome.Slowed(PAUSE));
  }

  @Test
  void it_needs_the_password_and_a_key_that_encrypts_it() {
    day.anna("Shop", ClientRole.MEMBER);
    assertThat(confirm("123456")).isEqualTo(new SecondFactorOutcome.NotBegun());
    assertThat(begin(OTHER)).isEqualTo(new SecondFactorOutcome.Wrong());
    day.credentials.cannotEncrypt();
    assertThat(begin(PASSWORD)).isEqualTo(new SecondFactorOutcome.NoKey());
  }
}
