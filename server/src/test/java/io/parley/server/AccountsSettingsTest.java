package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import io.parley.identity.jws.JwsAlgorithm;
import io.parley.identity.key.KeyTerms;
import io.parley.identity.refresh.RefreshTerms;
import io.parley.identity.token.AccessTokenTerms;
import io.parley.outbound.dns.DnsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsSettingsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String MAIL =
      "parley.mail { host = mail.example.org, from = \"parley@example.org\" }\n";

  private static AccountsSettings settings(String overrides) {
    return AccountsSettings.from(
        ConfigFactory.parseString(overrides)
            .withFallback(ProgramSettings.load(null, Map.of()).config())
            .resolve());
  }

  @Test
  void by_default_people_sign_in_and_strangers_do_not_sign_up() {
    var settings = settings("");
    assertThat(settings.enabled()).isTrue();
    assertThat(settings.signUpOpen()).isFalse();
    assertThat(settings.organisationName()).isEqualTo("My company");
    assertThat(settings.access())
        .isEqualTo(new AccessTokenTerms("urn:parley", "parley", Duration.ofHours(1), MINUTE));
    assertThat(settings.refresh())
        .isEqualTo(
            new RefreshTerms(Duration.ofDays(90), Duration.ofDays(14), Duration.ofSeconds(30)));
    assertThat(settings.keys())
        .isEqualTo(
            new KeyTerms(
                JwsAlgorithm.EDDSA,
                Duration.ofDays(30),
                Duration.ofDays(1),
                Duration.ofHours(1),
                MINUTE));
    assertThat(settings.dns()).isEqualTo(new DnsSettings(List.of(), Duration.ofSeconds(2)));
    assertThat(settings.sharedTokens()).isTrue();
    assertThat(settings.mail()).isEmpty();
  }

  @Test
  void every_key_is_read() {
    var settings =
        settings(
            MAIL
                + """
                parley.http.public-url = "https://chat.shop.example/"
                parley.auth.shared-tokens = off
                parley.accounts {
                  sign-up = open
                  organisation-name = "The Shop"
                  access-token.life = 10m
                  refresh { idle = 1d, absolute = 2d, grace = 5s }
                  keys { algorithm = rs256, period = 7d, ahead = 1h }
                  dns { servers = ["192.0.2.53:5353"], timeout = 500ms }
                }
                """);
    assertThat(settings.signUpOpen()).isTrue();
    assertThat(settings.organisationName()).isEqualTo("The Shop");
    assertThat(settings.access())
        .isEqualTo(
            new AccessTokenTerms(
                "https://chat.shop.example", "parley", Duration.ofMinutes(10), MINUTE));
    assertThat(settings.refresh())
        .isEqualTo(new RefreshTerms(Duration.ofDays(2), Duration.ofDays(1), Duration.ofSeconds(5)));
    assertThat(settings.keys())
        .isEqualTo(
            new KeyTerms(
                JwsAlgorithm.RS256,
                Duration.ofDays(7),
                Duration.ofHours(1),
                Duration.ofMinutes(10),
                MINUTE));
    assertThat(settings.dns())
        .isEqualTo(new DnsSettings(List.of("192.0.2.53:5353"), Duration.ofMillis(500)));
    assertThat(settings.sharedTokens()).isFalse();
    assertThat(settings.mail()).isPresent();
    assertThat(settings("parley.accounts.enabled = false").enabled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sign-up = maybe | parley.accounts.sign-up: maybe (expected: one of closed, open)",
        "organisation-name = \"\" | parley.accounts.organisation-name: a value of another form",
        "access-token.life = 1s | parley.accounts.access-token.life: 1s (expected: 60s to 86400s)",
        "access-token.life = 2d | parley.accounts.access-token.life: 172800s",
        "refresh.idle = 0s | parley.accounts.refresh.idle: 0s (expected: > 0s)",
        "refresh.absolute = 1d | parley.accounts.refresh.absolute: 86400s (expected: ≥ parley",
        "refresh.grace = 3m | parley.accounts.refresh.grace: 180s (expected: 0s to 120s)",
        "keys.algorithm = hs256 | parley.accounts.keys.algorithm: hs256 (expected: one of eddsa",
        "keys.ahead = 1m | parley.accounts.keys.ahead: 60s (expected: ≥ 10m)",
        "keys.period = 1h | parley.accounts.keys.ahead: 86400s (expected: less than parley.acc",
        "dns.timeout = 1h | parley.accounts.dns.timeout: 3600s",
      })
  void a_wrong_value_is_named(String own, String message) {
    refused("parley.accounts { " + own + " }", message);
  }

  @Test
  void without_accounts_the_shared_tokens_stay() {
    refused(
        "parley.auth.shared-tokens = off, parley.accounts.enabled = false",
        "parley.auth.shared-tokens: off (expected: on, because parley.accounts.enabled is off)");
    refused(
        "parley.auth.shared-tokens = off, parley.mode = production,"
            + " parley.database.url = \"jdbc:postgresql://db/parley\"",
        "parley.secrets.keys: '' (expected: id:key, because parley.auth.shared-tokens is off)");
  }

  @Test
  void in_production_mail_needs_an_address_for_its_links_and_an_open_sign_up_needs_mail() {
    refused(MAIL + "parley.mode = production", "parley.http.public-url: '' (expected: the address");
    refused(
        "parley.mode = production, parley.accounts.sign-up = open",
        "parley.accounts.sign-up: open (expected: closed, or parley.mail.host");
    assertThat(settings("parley.mode = production").mail()).isEmpty();
  }

  private static void refused(String overrides, String message) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> settings(overrides))
        .withMessageStartingWith(message);
  }
}
