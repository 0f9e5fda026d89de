package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import io.parley.http.tls.ServerCertificate;
import io.parley.http.tls.TestCertificates;
import io.parley.http.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainPortsTest {
  private static final Certificates NONE =
      new Certificates(Optional.empty(), Optional.empty(), Optional.empty());
  private static final String OPEN =
      "parley { mode = production, http.host = 0.0.0.0, management.host = 0.0.0.0 }";

  @TempDir Path data;
  @TempDir Path files;

  private static List<String> warnings(String settings, Certificates certificates) {
    var config =
        ConfigFactory.parseString(settings)
            .withFallback(ProgramSettings.load(null, Map.of()).config());
    return PlainPorts.warnings(ServerSettings.from(config), certificates);
  }

  @Test
  void a_public_plain_port_in_production_is_reported() {
    assertThat(warnings(OPEN, NONE))
        .satisfiesExactly(
            http ->
                assertThat(http)
                    .startsWith("clients' tokens and words reach parley.http.host 0.0.0.0"),
            management ->
                assertThat(management)
                    .startsWith("the operator's token reaches parley.management.host 0.0.0.0"));
  }

  @Test
  void behind_a_proxy_the_clients_port_may_be_plain() {
    assertThat(warnings(OPEN + "\nparley.http.trusted-proxies = 1", NONE))
        .singleElement()
        .satisfies(told -> assertThat(told).contains("parley.management.tls"));
  }

  @Test
  void loopback_ports_and_development_may_be_plain() {
    assertThat(warnings("parley.mode = production", NONE)).isEmpty();
    assertThat(warnings(OPEN + "\nparley.mode = development", NONE)).isEmpty();
  }

  @Test
  void ports_with_certificates_are_not_reported() throws Exception {
    var certificates = TestCertificates.in(files);
    certificates.sign("parley", "EC", 30);
    var shown =
        Optional.of(
            ServerCertificate.of(
                new TlsSettings(
                    "parley.http.tls",
                    certificates.certificate("parley"),
                    certificates.key("parley"),
                    Duration.ofMinutes(1)),
                Clock.systemUTC()));
    assertThat(warnings(OPEN, new Certificates(shown, shown, Optional.empty()))).isEmpty();
  }

  @Test
  void production_without_cluster_certificates_does_not_start() {
    var settings =
        Map.of(
            "parley.mode", "production",
            "parley.data", data.resolve("data").toString(),
            "parley.tokens.agent", "an-agent-token-for-the-tests",
            "parley.tokens.operator", "an-operator-token-for-the-tests",
            "parley.cluster.host", "parley-0.parley");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Program.start(settings))
        .withMessageStartingWith("parley.cluster.tls.certificate: ''");
    assertThat(data.resolve("data")).doesNotExist();
  }
}
