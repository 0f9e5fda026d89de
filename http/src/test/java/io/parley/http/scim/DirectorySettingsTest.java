package io.parley.http.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectorySettingsTest {
  @Test
  void the_defaults() {
    assertThat(read("")).isEqualTo(new DirectorySettings(3_000, Duration.ofMinutes(1)));
  }

  @Test
  void every_key_changed() {
    assertThat(read("requests = 5, window = 7s"))
        .isEqualTo(new DirectorySettings(5, Duration.ofSeconds(7)));
  }

  @ParameterizedTest
  @CsvSource({"requests, 0", "window, 0s"})
  void a_wrong_value_is_named(String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(key + " = " + value))
        .withMessageContaining("parley.http.directories." + key);
  }

  private static DirectorySettings read(String changes) {
    return DirectorySettings.from(
        ConfigFactory.parseString("parley.http.directories {\n" + changes + "\n}")
            .withFallback(ConfigFactory.defaultReference())
            .resolve());
  }
}
