package io.parley.http.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import io.parley.core.limit.VisitorLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountSettingsTest {
  @Test
  void the_defaults() {
    assertThat(read(""))
        .isEqualTo(
            new AccountSettings(
                new VisitorLimit(20, 60, 2_000, Duration.ofHours(1)),
                new VisitorLimit(240, 1_200, Long.MAX_VALUE, Duration.ofMinutes(1)),
                100_000));
  }

  @Test
  void every_key_changed() {
    assertThat(
            read(
                """
                mails-per-address = 1, mails-per-block = 2, mails = 3, mails-window = 4s
                requests-per-address = 5, requests-per-block = 6, requests-window = 7s
                addresses-max = 8
                """))
        .isEqualTo(
            new AccountSettings(
                new VisitorLimit(1, 2, 3, Duration.ofSeconds(4)),
                new VisitorLimit(5, 6, Long.MAX_VALUE, Duration.ofSeconds(7)),
                8));
  }

  @Test
  void a_block_gets_no_less_than_one_of_its_addresses() {
    assertThat(read("mails-per-address = 100").mails().perBlock()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "mails-per-address, 0",
    "mails-per-block, 0",
    "mails, 0",
    "mails-window, 0s",
    "requests-per-address, 0",
    "requests-per-block, 0",
    "requests-window, 0s",
    "addresses-max, 0"
  })
  void a_wrong_value_is_named(String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(key + " = " + value))
        .withMessageContaining("parley.http.accounts." + key);
  }

  private static AccountSettings read(String changes) {
    return AccountSettings.from(
        ConfigFactory.parseString("parley.http.accounts {\n" + changes + "\n}")
            .withFallback(ConfigFactory.defaultReference())
            .resolve());
  }
}
