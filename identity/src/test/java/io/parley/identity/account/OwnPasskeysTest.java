package io.parley.identity.account;

import static io.parley.identity.account.AccountsFixture.*;
import static io.parley.identity.account.PasskeyScene.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.identity.Passkeys;
import io.parley.core.identity.Passkeys.Passkey;
import io.parley.core.mail.MailKind;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.identity.passkey.MadeAuthenticator;
import io.parley.identity.passkey.Registration;
import io.parley.identity.totp.AuthenticatorApp;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A person's passkeys: adding, naming and removing them.
class OwnPasskeysTest {
  private static final PasskeyOutcome REFUSED = new PasskeyOutcome.Refused();
  private static final PasskeyOutcome WRONG = new PasskeyOutcome.Wrong();

  private final AccountsFixture day = new AccountsFixture();
  private final PasskeyScene scene = new PasskeyScene(day);

  @BeforeEach
  void hire() {
    day.anna("Shop", ClientRole.MEMBER);
  }

  private PersonId eve() {
    return day.account(new EmailAddress("eve@shop.example"));
  }

  private List<Passkey> all(PersonId person) {
    return join(day.accounts.passkeys().list(person));
  }

  private PasskeyOutcome add(MadeAuthenticator authenticator) {
    var options = scene.begun();
    return scene.add(day.idOf(ANNA), authenticator.register(options.challenge()), options.cookie());
  }

  @Test
  void a_passkey_is_added_by_who_gives_the_password() {
    var authenticator = scene.added();
    assertThat(all(day.idOf(ANNA)))
        .singleElement()
        .satisfies(
            passkey -> {
              assertThat(passkey.id()).isEqualTo(authenticator.id());
              assertThat(passkey.name()).isEqualTo("Laptop");
              assertThat(passkey.transports()).containsExactly("usb");
              assertThat(passkey.signCount()).isEqualTo(1);
              assertThat(passkey.createdAt()).isEqualTo(day.now);
              assertThat(passkey.usedAt()).isEmpty();
            });
    assertThat(scene.begun().known()).hasSize(1);
  }

  @Test
  void a_new_passkey_is_told_by_mail() {
    assertThat(day.mails.of(MailKind.PASSKEY_ADDED)).isEmpty();
    scene.added();
    assertThat(day.mails.of(MailKind.PASSKEY_ADDED)).hasSize(1);
  }

  @Test
  void another_password_begins_nothing() {
    assertThat(scene.begin(day.idOf(ANNA), OTHER, Optional.empty())).isEqualTo(WRONG);
  }

  @Test
  void a_second_factor_is_asked_for_as_a_passkey_stands_for_both() {
    var key = day.secondFactor();
    assertThat(scene.begin(day.idOf(ANNA), PASSWORD, Optional.empty())).isEqualTo(WRONG);
    assertThat(
            scene.begin(day.idOf(ANNA), PASSWORD, Optional.of(AuthenticatorApp.code(key, day.now))))
        .isInstanceOf(PasskeyOutcome.Begun.class);
  }

  @Test
  void without_what_the_password_was_given_for_nothing_is_added() {
    var options = scene.begun();
    var made = scene.authenticator().register(options.challenge());
    assertThat(scene.add(day.idOf(ANNA), made, "")).isEqualTo(REFUSED);
    assertThat(scene.add(day.idOf(ANNA), made, scene.asked().cookie())).isEqualTo(REFUSED);
    assertThat(scene.add(eve(), made, options.cookie())).isEqualTo(REFUSED);
    var cookie = options.cookie();
    var longer = cookie.replaceFirst("\\.(\\d+)\\.", ".9$1.");
    assertThat(scene.add(day.idOf(ANNA), made, longer)).isEqualTo(REFUSED);
    day.pass(Challenges.LASTS);
    assertThat(scene.add(day.idOf(ANNA), made, cookie)).isEqualTo(REFUSED);
    assertThat(all(day.idOf(ANNA))).isEmpty();
  }

  @Test
  void a_registration_counts_once() {
    var options = scene.begun();
    var authenticator = scene.authenticator();
    var made = authenticator.register(options.challenge());
    assertThat(scene.add(day.idOf(ANNA), made, options.cookie()))
        .isInstanceOf(PasskeyOutcome.Added.class);
    join(day.accounts.passkeys().remove(day.idOf(ANNA), authenticator.id()));
    assertThat(scene.add(day.idOf(ANNA), made, options.cookie())).isEqualTo(REFUSED);
  }

  @Test
  void one_of_another_origin_or_site_or_without_verification_is_not_added() {
    assertThat(add(scene.authenticator().at("https://evil.example"))).isEqualTo(REFUSED);
    assertThat(add(scene.authenticator().forSite("evil.example"))).isEqualTo(REFUSED);
    assertThat(add(scene.authenticator().withoutVerification())).isEqualTo(REFUSED);
    assertThat(all(day.idOf(ANNA))).isEmpty();
  }

  @Test
  void an_id_beside_that_of_the_authenticator_is_refused() {
    var options = scene.begun();
    var made = scene.authenticator().register(options.challenge());
    var other =
        new Registration("a2V5LW9mLWV2ZQ", made.clientData(), made.attestationObject(), List.of());
    assertThat(scene.add(day.idOf(ANNA), other, options.cookie())).isEqualTo(REFUSED);
  }

  @Test
  void a_passkey_that_somebody_has_is_known() {
    var authenticator = scene.added();
    assertThat(add(authenticator)).isEqualTo(new PasskeyOutcome.Known());
  }

  @Test
  void there_is_a_most() {
    for (int i = 0; i < Passkeys.COUNT_MAX; i++)
      assertThat(add(MadeAuthenticator.of(SITE, day.idOf(ANNA), "key-%02d".formatted(i))))
          .isInstanceOf(PasskeyOutcome.Added.class);
    assertThat(scene.begin(day.idOf(ANNA), PASSWORD, Optional.empty()))
        .isEqualTo(new PasskeyOutcome.TooMany());
  }

  @Test
  void people_name_and_remove_their_own_alone() {
    var id = scene.added().id();
    var eve = eve();
    var own = day.accounts.passkeys();
    assertThat(join(own.find(eve, id))).isEmpty();
    assertThat(join(own.rename(eve, id, "Mine"))).isEmpty();
    assertThat(join(own.remove(eve, id))).isFalse();
    assertThat(join(own.rename(day.idOf(ANNA), id, "Telephone")).orElseThrow().name())
        .isEqualTo("Telephone");
    assertThat(join(own.remove(day.idOf(ANNA), id))).isTrue();
    assertThat(all(day.idOf(ANNA))).isEmpty();
  }
}
