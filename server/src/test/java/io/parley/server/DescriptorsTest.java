package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.connection.ConnectionSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
  private static final ConnectionSettings DEFAULTS =
      new ConnectionSettings(
          16_000,
          2_000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(75),
          Duration.ofSeconds(2),
          0.05);

  @Test
  void fifteen_thousand_connections_fit_into_twenty_thousand_descriptors() {
    assertThat(Descriptors.carried(DEFAULTS, 20_000)).isEqualTo(DEFAULTS);
  }

  @Test
  void fewer_descriptors_allow_fewer_connections_and_keep_a_reserve() {
    assertThat(Descriptors.carried(DEFAULTS, 4_096)).isEqualTo(DEFAULTS.withMax(2_596));
  }

  @Test
  void a_process_with_few_descriptors_still_accepts_some_connections() {
    assertThat(Descriptors.carried(DEFAULTS, 256).max()).isEqualTo(16);
  }

  @Test
  void the_limit_of_this_process_is_read() {
    var wanted = DEFAULTS.withMax(1);
    assertThat(Descriptors.carried(wanted)).isEqualTo(wanted);
  }
}
