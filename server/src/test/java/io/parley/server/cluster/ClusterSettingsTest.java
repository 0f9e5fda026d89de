package io.parley.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.server.cluster.ClusterSettings.Seed;
import io.parley.server.cluster.ClusterSettings.SplitBrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {
  private static ClusterSettings settings(String overrides) {
    return ClusterSettings.from(config("parley.cluster { " + overrides + " }"), false);
  }

  private static Config config(String overrides) {
    return ConfigFactory.parseString(overrides)
        .withFallback(ConfigFactory.defaultReferenceUnresolved())
        .resolve();
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
  void invalid_combinations_are_refused() {
    refused("seeds = parley-0", "parley.cluster.seeds: parley-0 (expected: host:port");
    refused("seeds = \"parley-0:99999\"", "parley.cluster.seeds: parley-0:99999");
    refused("seen-every = 4s", "parley.cluster.seen-every: 4s");
    refused("fresh-for = 30s", "parley.cluster.fresh-for: 30s");
    refused(
        "tls.key = /no/where", "parley.cluster.tls.certificate: '' (expected: a readable PEM file");
    refused("stop-timeout = 0s", "parley.cluster.stop-timeout: 0s");
    refused(
        "split-brain = down-all",
        "parley.cluster.split-brain: down-all (expected: keep-majority or lease-majority)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"parley-0.parley", "10.1.2.3", "0.0.0.0", "::", "2001:db8::7", "localhorst"})
  void in_production_reachable_nodes_need_certificates(String host) {
    var open = config("parley.cluster.host = \"" + host + "\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterSettings.from(open, true))
        .withMessageStartingWith("parley.cluster.tls.certificate: '' (expected: certificate, key")
        .withMessageContaining(" on " + host + "; ")
        .withMessageEndingWith("only nodes can reach it over the network)");
    assertThat(ClusterSettings.from(open, false).tls()).isEmpty();
    var trusted = config("parley.cluster { plain-allowed = yes, host = \"" + host + "\" }");
    assertThat(ClusterSettings.from(trusted, true).tls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "localhost", "LocalHost"})
  void in_production_loopback_nodes_need_no_certificates(String host) {
    var own = config("parley.cluster.host = \"" + host + "\"");
    assertThat(ClusterSettings.from(own, true).tls()).isEmpty();
  }

  @Test
  void the_bind_address_decides() {
    var behindAProxy =
        config(
            """
            parley.cluster.host = parley-0.parley
            pekko.remote.artery.bind.hostname = 127.0.0.1\
            """);
    assertThat(ClusterSettings.from(behindAProxy, true).tls()).isEmpty();
    var everywhere = config("pekko.remote.artery.bind.hostname = 0.0.0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> ClusterSettings.from(everywhere, true));
  }

  @Test
  void with_certificates_no_exception_is_needed(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("any.pem"), "");
    var encrypted =
        config(
            "parley.cluster { host = parley-0, tls { certificate = \"%s\", key = \"%s\", authority = \"%s\" } }"
                .formatted(file, file, file));
    assertThat(ClusterSettings.from(encrypted, true).tls()).isPresent();
  }

  private static void refused(String overrides, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(overrides))
        .withMessageStartingWith(sentence);
  }
}
