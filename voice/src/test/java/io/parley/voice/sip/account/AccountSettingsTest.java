package io.parley.voice.sip.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.TenantId;
import io.parley.voice.sip.digest.DigestAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountSettingsTest {
  private static AccountSettings read(String settings) {
    return AccountSettings.from(
        ConfigFactory.parseString("parley.sip {\n" + settings + "\n}")
            .withFallback(ConfigFactory.defaultReference()));
  }

  @Test
  void defaults() {
    assertThat(read(""))
        .isEqualTo(
            new AccountSettings(
                List.of(),
                List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5),
                Duration.ofMinutes(5),
                new RegistrationLimits(Duration.ofHours(1), 5),
                new GuessLimits(10, 100, Duration.ofMinutes(15), Duration.ofHours(1), 10_000),
                false));
  }

  @Test
  void every_key_is_read() {
    var read =
        read(
            """
            accounts {
              desk-7 {
                password = "twelve-chars", tenant = shop, agent = support, language = de, number = "+493012345"
              }
              attic { password = "another-word" }
            }
            account-algorithms = [MD5, SHA-256]
            nonce-life = 1m
            registrations { longest = 2h, per-account = 3 }
            guesses { free = 4, free-of-name = 5, pause-max = 6m, forgotten-after = 7h, addresses-max = 8 }
            websocket.enabled = true
            """);
    var desk =
        new Account(
            "desk-7",
            "twelve-chars",
            new TenantId("shop"),
            Optional.of("support"),
            Optional.of("de"),
            Optional.of("+493012345"));
    var attic =
        new Account(
            "attic",
            "another-word",
            TenantId.DEFAULT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(read)
        .isEqualTo(
            new AccountSettings(
                List.of(attic, desk),
                List.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256),
                Duration.ofMinutes(1),
                new RegistrationLimits(Duration.ofHours(2), 3),
                new GuessLimits(4, 5, Duration.ofMinutes(6), Duration.ofHours(7), 8),
                true));
    assertThat(desk.caller()).isEqualTo("+493012345");
    assertThat(attic.caller()).isEqualTo("attic");
    assertThat(read.toString()).doesNotContain("twelve-chars", "another-word");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accounts.a {}",
        "accounts.a.password = short",
        "accounts.A.password = \"twelve-chars\"",
        "accounts.a { password = \"twelve-chars\", agnet = support }",
        "accounts.a { password = \"twelve-chars\", language = \"no language\" }",
        "accounts.a { password = \"twelve-chars\", number = \"12 34\" }",
        "account-algorithms = []",
        "account-algorithms = [MD5, MD5]",
        "account-algorithms = [SHA-1]",
        "nonce-life = 1s",
        "registrations.longest = 1s",
        "registrations.per-account = 0",
        "guesses.free = 0",
        "guesses.free-of-name = 0",
        "guesses.pause-max = 0s",
        "guesses.forgotten-after = 0s",
        "guesses.addresses-max = 0",
        "websocket.enabled = true"
      })
  void a_wrong_value_is_named_and_no_password_shown(String settings) {
    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parley.sip.")
        .hasMessageContaining("expected")
        .hasMessageNotContainingAny("twelve-chars", "short");
  }
}
