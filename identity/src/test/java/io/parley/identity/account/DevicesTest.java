package io.parley.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.person.EmailAddress;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DevicesTest {
  private static final EmailAddress ANNA = new EmailAddress("anna@shop.example");
  private static final EmailAddress BERT = new EmailAddress("bert@shop.example");

  private final Devices devices = Devices.of("2026:bmV3,2025:b2xk", new SecureRandom());

  @Test
  void a_cookie_is_known_for_its_account_alone() {
    var cookie = Optional.of(devices.after(Optional.empty(), ANNA));
    assertThat(devices.known(cookie, ANNA)).isPresent();
    assertThat(devices.known(cookie, BERT)).isEmpty();
    assertThat(devices.known(Optional.empty(), ANNA)).isEmpty();
  }

  @Test
  void a_browser_keeps_its_id_and_its_other_accounts() {
    var first = Optional.of(devices.after(Optional.empty(), ANNA));
    var both = Optional.of(devices.after(first, BERT));
    assertThat(devices.known(both, ANNA))
        .isPresent()
        .isEqualTo(devices.known(both, BERT))
        .isEqualTo(devices.known(first, ANNA));
    assertThat(devices.after(both, BERT)).isEqualTo(both.get());
  }

  @Test
  void of_many_accounts_the_last_ones_are_known() {
    Optional<String> cookie = Optional.empty();
    for (int i = 0; i <= Devices.ACCOUNTS_MAX; i++)
      cookie = Optional.of(devices.after(cookie, account(i)));
    assertThat(devices.known(cookie, account(0))).isEmpty();
    for (int i : IntStream.rangeClosed(1, Devices.ACCOUNTS_MAX).toArray())
      assertThat(devices.known(cookie, account(i))).as("account %s", i).isPresent();
  }

  private static EmailAddress account(int number) {
    return new EmailAddress("person-" + number + "@shop.example");
  }

  @Test
  void cookies_of_the_secret_before_are_known_and_of_others_not() {
    var old = Devices.of("2025:b2xk", new SecureRandom());
    var cookie = Optional.of(old.after(Optional.empty(), ANNA));
    assertThat(devices.known(cookie, ANNA)).isPresent();
    var renewed = Optional.of(devices.after(cookie, ANNA));
    assertThat(Devices.of("2026:bmV3", new SecureRandom()).known(renewed, ANNA)).isPresent();
    var stranger = Devices.of("2025:b3RoZXI", new SecureRandom());
    assertThat(devices.known(Optional.of(stranger.after(Optional.empty(), ANNA)), ANNA)).isEmpty();
  }

  @Test
  void other_texts_are_no_cookies_and_are_replaced() {
    var cookie = devices.after(Optional.empty(), ANNA);
    for (var text : new String[] {"", ".", "x".repeat(10_000), cookie + "x", cookie + "."}) {
      assertThat(devices.known(Optional.of(text), ANNA)).as(text).isEmpty();
      assertThat(devices.known(Optional.of(devices.after(Optional.of(text), ANNA)), ANNA))
          .isPresent();
    }
  }
}
