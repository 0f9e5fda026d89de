package io.parley.sessions.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaPlan;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotaSettingsTest {
  private static Config config(String text) {
    return ConfigFactory.parseString(text).withFallback(ConfigFactory.defaultReference());
  }

  @Test
  void by_default_nothing_is_limited() {
    var defaults = QuotaSettings.from(config("")).defaults();
    for (var kind : QuotaKind.values()) assertThat(defaults.limit(kind)).as(kind.word()).isEmpty();
  }

  @Test
  void every_key_is_read() {
    assertThat(
            QuotaSettings.from(
                    config(
                        """
                        parley.quotas.default {
                          sessions-per-minute = 1, turns-per-minute = 2, tokens-per-minute = 3
                          uploads-per-day = 4, calls = 5
                        }\
                        """))
                .defaults())
        .isEqualTo(
            new QuotaPlan(
                Map.of(
                    QuotaKind.SESSIONS, 1L,
                    QuotaKind.TURNS, 2L,
                    QuotaKind.TOKENS, 3L,
                    QuotaKind.UPLOADS, 4L,
                    QuotaKind.CALLS, 5L)));
  }

  @Test
  void a_negative_quota_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuotaSettings.from(config("parley.quotas.default.calls = -1")))
        .withMessageContaining("parley.quotas.default.calls");
  }
}
