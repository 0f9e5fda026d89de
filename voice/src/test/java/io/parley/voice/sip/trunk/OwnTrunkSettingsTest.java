package io.parley.voice.sip.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import io.parley.voice.sip.digest.DigestAlgorithm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnTrunkSettingsTest {
  private static OwnTrunkSettings read(String settings) {
    return OwnTrunkSettings.from(
        ConfigFactory.parseString("parley.sip {\n" + settings + "\n}")
            .withFallback(ConfigFactory.defaultReference()));
  }

  @Test
  void by_default_there_may_be_five_hundred() {
    var settings = read("");
    assertThat(settings)
        .isEqualTo(
            new OwnTrunkSettings(
                500,
                Duration.ofSeconds(4),
                true,
                List.of(DigestAlgorithm.values()),
                Duration.ofHours(1),
                new Trunk.Limits(10, 100, 50, 5, 5, Duration.ofSeconds(30)),
                Duration.ofSeconds(30)));
  }

  @Test
  void they_have_the_defaults_of_trunks_and_no_credentials_of_theirs() {
    var settings =
        read(
            """
            own-trunks-max = 7
            trunk-defaults {
              patience = 2s, srtp = false, md5 = false, expires = 5m, calls = 3
              calls-in-per-second = 4, calls-per-second = 6, failures = 8, pause = 9s, priority = 1
              check-every = 10s, user = operator, password = secret, register = true
            }
            """);
    assertThat(settings.max()).isEqualTo(7);
    assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.srtp()).isFalse();
    assertThat(settings.algorithms()).doesNotContain(DigestAlgorithm.MD5);
    assertThat(settings.expires()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.limits()).isEqualTo(new Trunk.Limits(1, 3, 4, 6, 8, Duration.ofSeconds(9)));
    assertThat(settings.checkEvery()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.toString()).doesNotContain("operator", "secret");
  }

  @Test
  void wrong_values_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("own-trunks-max = -1"))
        .withMessageStartingWith("parley.sip.own-trunks-max");
    assertThatIllegalArgumentException().isThrownBy(() -> read("own-trunks-max = 10001"));
    for (var wrong : List.of("patience = 33s", "expires = 30s"))
      assertThatIllegalArgumentException()
          .isThrownBy(() -> read("trunk-defaults." + wrong))
          .withMessageStartingWith("parley.sip.trunk-defaults.");
  }
}
