package io.parley.http.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import io.parley.http.server.cluster.ClusterSettings.Seed;
import io.parley.http.server.cluster.ClusterSettings.SplitBrain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {
  private static ClusterSettings settings(String overrides) {
    return ClusterSettings.from(
        ConfigFactory.parseString("parley.cluster { " + overrides + " }")
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve());
  }

  @Test
  void defaults() {
    assertThat(settings(""))
        .isEqualTo(
            new ClusterSettings(
                List.of(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                SplitBrain.KEEP_MAJORITY,
                Duration.ofSeconds(100),
                Optional.empty()));
  }

  @Test
  void every_key_can_be_changed() {
    assertThat(
            settings(
                """
                seeds = " parley-0:17355, [::1]:2 ,"
                seen-every = 1s, fresh-for = 5s, join-timeout = 20s
                split-brain = lease-majority, stop-timeout = 2m\
                """))
        .isEqualTo(
            new ClusterSettings(
                List.of(new Seed("parley-0", 17355), new Seed("[::1]", 2)),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                SplitBrain.LEASE_MAJORITY,
                Duration.ofMinutes(2),
                Optional.empty()));
  }

  @Test
  void what_cannot_work_is_refused() {
    refused("seeds = parley-0", "parley.cluster.seeds: parley-0 (expected: host:port");
    refused("seeds = \"parley-0:99999\"", "parley.cluster.seeds: parley-0:99999");
    refused("seen-every = 4s", "parley.cluster.seen-every: PT4S");
    refused("fresh-for = 30s", "parley.cluster.fresh-for: PT30S");
    refused("tls.key = /no/where", "parley.cluster.tls.certificate: '' (expected: a PEM file");
    refused("stop-timeout = 0s", "parley.cluster.stop-timeout: PT0S");
    refused(
        "split-brain = down-all",
        "parley.cluster.split-brain: down-all (expected: keep-majority or lease-majority)");
  }

  private static void refused(String overrides, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(overrides))
        .withMessageStartingWith(sentence);
  }
}
