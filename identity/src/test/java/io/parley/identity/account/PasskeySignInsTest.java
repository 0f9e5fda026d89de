package io.parley.identity.account;

import static io.parley.identity.account.AccountsFixture.*;
import static io.parley.identity.account.PasskeyScene.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnection.Passwords;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.mail.MailKind;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.Organisation;
import io.parley.core.person.EmailAddress;
import io.parley.identity.oidc.MemoryOidcConnections;
import io.parley.identity.oidc.PasswordGate;
import io.parley.identity.passkey.Assertion;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Sign-ins by a passkey, and the attacks on them.
class PasskeySignInsTest {
  /// No pause is longer.
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final OidcConnectionId PROVIDER = new OidcConnectionId(new UUID(7, 7));

  private final MemoryOidcConnections connections = new MemoryOidcConnections();
  private final AccountsFixture day = new AccountsFixture(4, PasswordGate.of(connections));
  private final PasskeyScene scene = new PasskeyScene(day);

  @Test
  void the_holder_is_in_without_address_password_and_code() {
    var shop = day.anna("Shop", ClientRole.MEMBER);
    var authenticator = scene.added();
    day.secondFactor();
    var signedIn = granted(scene.signIn(authenticator));
    assertThat(signedIn.person().id()).isEqualTo(day.idOf(ANNA));
    assertThat(signedIn.organisation().map(Organisation::id)).contains(shop);
    assertThat(day.check(signedIn)).isPresent();
    assertThat(scene.stored(authenticator).usedAt()).contains(day.now);
  }

  @Test
  void each_sign_in_takes_another_challenge() {
    day.anna("Shop", ClientRole.MEMBER);
    var authenticator = scene.added();
    granted(scene.signIn(authenticator));
    granted(scene.signIn(authenticator));
    assertThat(scene.asked().challenge()).isNotEqualTo(scene.asked().challenge());
  }

  @Test
  void a_page_of_another_origin_signs_nobody_in() {
    day.anna("Shop", ClientRole.MEMBER);
    var authenticator = scene.added();
    for (var origin :
        new String[] {
          "https://parley.example.evil.example",
          "https://evil.example",
          "http://parley.example",
          "https://parley.example:8443",
          "https://sub.parley.example"
        }) assertThat(scene.signIn(authenticator.copy().at(origin))).as(origin).isEqualTo(REFUSED);
    day.pass(LONG);
    granted(scene.signIn(authenticator));
  }

  @Test
  void a_signature_for_another_site_signs_nobody_in() {
    day.anna("Shop", ClientRole.MEMBER);
    var authenticator = scene.added();
    assertThat(scene.signIn(authenticator.copy().forSite("evil.example"))).isEqualTo(REFUSED);
  }

  @Test
  void an_assertion_counts_once() {
    day.anna("Shop", ClientRole.MEMBER);
    var authenticator = scene.added();
    var options = scene.asked();
    var given = authenticator.sign(options.challenge());
    granted(scene.signIn(given, options.cookie()));
    assertThat(scene.signIn(given, options.cookie())).isEqualTo(REFUSED);
    // the counter is not what stops it
    var again = authenticator.sign(options.challenge());
    assertThat(scene.signIn(again, options.cookie())).isEqualTo(REFUSED);
    assertThat(day.mails.of(MailKind.PASSKEY_COPIED)).isEmpty();
  }

  @Test
  void a_challenge_counts_in_the_browser_that_asked_for_it() {
    day.anna("Shop", ClientRole.MEMBER);
    var authenticator = scene.added();
    var given = authenticator.sign(scene.asked().challenge());
    assertThat(scene.signIn(given, scene.asked().cookie())).isEqualTo(REFUSED);
    assertThat(scene.signIn(given, "")).isEqualTo(REFUSED);
    assertThat(day.passkeys.list(day.idOf(ANNA)).toCompletableFuture().join().getFirst().usedAt())
        .isEmpty();
  }

  @Test
  void a_challenge_that_was_given_out_for_a_new_passkey_signs_nobody_in() {
    day.anna("Shop", ClientRole.MEMBER);
    var authenticator = scene.added();
    var options = scene.begun();
    var given = authenticator.sign(options.challenge());
    assertThat(scene.signIn(given, options.cookie())).isEqualTo(REFUSED);
  }

  @Test
  void a_challenge_lasts_five_minutes() {
    day.anna("Shop", ClientRole.MEMBER);
    var authenticator = scene.added();
    var options = scene.asked();
    day.pass(Challenges.LASTS);
    assertThat(scene.signIn(authenticator.sign(options.challenge()), options.cookie()))
        .isEqualTo(REFUSED);
    var next = scene.asked();
    day.pass(Challenges.LASTS.minusSeconds(1));
    granted(scene.signIn(authenticator.sign(next.challenge()), next.cookie()));
  }

  @Test
  void without_verifying_the_person_it_is_no_second_factor_and_does_not_count() {
    day.anna("Shop", ClientRole.MEMBER);
    var authenticator = scene.added();
    assertThat(scene.signIn(authenticator.withoutVerification())).isEqualTo(REFUSED);
  }

  @Test
  void another_key_under_the_same_id_signs_nobody_in() {
    day.anna("Shop", ClientRole.MEMBER);
    var authenticator = scene.added();
    assertThat(scene.signIn(authenticator.forged(day.idOf(ANNA)))).isEqualTo(REFUSED);
  }

  @Test
  void a_passkey_does_not_sign_another_person_in() {
    var shop = day.anna("Shop", ClientRole.MEMBER);
    var eve = day.account(new EmailAddress("eve@shop.example"));
    day.organisations.join(shop, eve, ClientRole.OWNER, day.now);
    var authenticator = scene.added();
    assertThat(scene.signIn(authenticator.claiming(eve))).isEqualTo(REFUSED);
  }

  @Test
  void an_unknown_passkey_and_a_removed_one_sign_nobody_in() {
    day.anna("Shop", ClientRole.MEMBER);
    assertThat(scene.signIn(scene.authenticator())).isEqualTo(REFUSED);
    var authenticator = scene.added();
    join(day.accounts.passkeys().remove(day.idOf(ANNA), authenticator.id()));
    assertThat(scene.signIn(authenticator)).isEqualTo(REFUSED);
  }

  @Test
  void a_counter_that_went_back_is_a_copy_which_is_refused_and_its_person_told() {
    day.anna("Shop", ClientRole.MEMBER);
    var authenticator = scene.added();
    var copy = authenticator.copy();
    granted(scene.signIn(authenticator));
    long counter = scene.stored(authenticator).signCount();
    assertThat(scene.signIn(copy)).isEqualTo(REFUSED);
    assertThat(scene.stored(authenticator).signCount()).isEqualTo(counter);
    assertThat(day.mails.of(MailKind.PASSKEY_COPIED))
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.to()).isEqualTo(ANNA);
              assertThat(mail.values())
                  .containsEntry(MailKind.LINK, "https://parley.example/account");
            });
  }

  @Test
  void bytes_that_say_nothing_are_refused() {
    day.anna("Shop", ClientRole.MEMBER);
    var authenticator = scene.added();
    for (var text : new String[] {"", "AA", "_____w", "oWNmbXRkbm9uZQ"}) {
      day.pass(LONG);
      var first = scene.asked();
      var right = authenticator.sign(first.challenge());
      var data =
          new Assertion(
              right.id(), right.clientData(), text, right.signature(), right.userHandle());
      assertThat(scene.signIn(data, first.cookie())).isEqualTo(REFUSED);
      day.pass(LONG);
      var second = scene.asked();
      var next = authenticator.sign(second.challenge());
      var client =
          new Assertion(
              next.id(), text, next.authenticatorData(), next.signature(), next.userHandle());
      assertThat(scene.signIn(client, second.cookie())).isEqualTo(REFUSED);
    }
  }

  @Test
  void tries_are_slowed_and_do_not_keep_the_person_from_its_password() {
    day.anna("Shop", ClientRole.MEMBER);
    var authenticator = scene.added();
    var forged = authenticator.forged(day.idOf(ANNA));
    SignInOutcome last = REFUSED;
    for (int i = 0; i <= FREE + 1 && last.equals(REFUSED); i++) last = scene.signIn(forged);
    assertThat(last).isInstanceOf(SignInOutcome.Slowed.class);
    granted(day.signIn(ANNA, PASSWORD, Optional.empty(), ELSEWHERE));
  }

  @Test
  void an_organisation_that_enforces_its_provider_takes_no_passkey() {
    var shop = day.anna("Shop", ClientRole.MEMBER);
    var bank = day.organisations.active("Bank", day.now);
    day.organisations.join(bank, day.idOf(ANNA), ClientRole.MEMBER, day.now);
    var authenticator = scene.added();
    connections.put(
        new OidcConnection(
            PROVIDER,
            shop,
            "Shop",
            "https://id.shop.example",
            "client",
            Set.of(new CustomDomain("shop.example")),
            Passwords.REFUSED,
            Set.of(),
            Optional.empty()),
        "secret");
    assertThat(scene.signIn(authenticator, Optional.of(shop)))
        .isEqualTo(new SignInOutcome.SsoNeeded(PROVIDER));
    granted(scene.signIn(authenticator, Optional.of(bank)));
  }

  @Test
  void a_person_without_a_place_in_the_organisation_is_not_in() {
    day.anna("Shop", ClientRole.MEMBER);
    var other = day.organisations.active("Other", day.now);
    var authenticator = scene.added();
    assertThat(scene.signIn(authenticator, Optional.of(other)))
        .isEqualTo(new SignInOutcome.NoOrganisation());
  }

  @Test
  void a_sign_in_by_it_lasts_as_others_do() {
    day.anna("Shop", ClientRole.MEMBER);
    var signedIn = granted(scene.signIn(scene.added()));
    day.pass(Duration.ofMinutes(30));
    granted(day.renew(signedIn.refresh()));
  }
}
