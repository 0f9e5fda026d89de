package io.parley.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.http.limit.Refusals;
import io.parley.http.tls.ServerCertificate;
import io.parley.http.tls.TestCertificates;
import io.parley.http.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The limits of an encrypted port, with real connections.
class EncryptedPortTest extends PortTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  @TempDir static Path directory;
  private static TestCertificates certificates;

  @BeforeAll
  static void sign() throws Exception {
    certificates = TestCertificates.in(directory);
    certificates.sign("parley", "EC", 30);
  }

  private void bind(int max, Duration headerTimeout) {
    var certificate =
        ServerCertificate.of(
            new TlsSettings(
                "parley.http.tls",
                certificates.certificate("parley"),
                certificates.key("parley"),
                LONG),
            Clock.systemUTC());
    port =
        HttpPort.bind(
                system,
                "127.0.0.1",
                0,
                new ConnectionSettings(max, max, headerTimeout, LONG, LONG, 0),
                Optional.of(certificate),
                _ -> CompletableFuture.completedStage(HttpResponse.create().withEntity("hello")),
                new Refusals(new SimpleMeterRegistry()))
            .toCompletableFuture()
            .join();
  }

  private RawClient connect() throws Exception {
    return RawClient.encrypted(port.address().getPort(), certificates.client());
  }

  @Test
  void requests_are_answered_one_after_the_other() throws Exception {
    bind(2, LONG);
    try (var client = connect()) {
      isServed(client);
      isServed(client);
    }
    await().until(() -> port.connections() == 0);
  }

  @Test
  void a_connection_beyond_the_limit_is_refused_over_tls_too() throws Exception {
    bind(1, LONG);
    try (var first = connect()) {
      isServed(first);
      try (var second = connect()) {
        assertThat(second.send(GET).rest())
            .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
            .contains("\"type\":\"/problems/overloaded\"");
      }
      isServed(first);
    }
  }

  @Test
  void a_client_that_does_not_trust_the_authority_disconnects() throws Exception {
    bind(1, LONG);
    try (var stranger = RawClient.encrypted(port.address().getPort(), SSLContext.getDefault())) {
      assertThatThrownBy(() -> stranger.send(GET)).isInstanceOf(SSLException.class);
    }
    await().until(() -> port.connections() == 0);
    try (var client = connect()) {
      isServed(client);
    }
  }

  @Test
  void plain_text_is_not_answered_in_plain_text() throws Exception {
    bind(1, LONG);
    try (var client = new RawClient(port.address().getPort())) {
      assertThat(client.send(GET).rest()).doesNotContain("HTTP/1.1");
    }
    await().until(() -> port.connections() == 0);
  }

  @Test
  void a_client_that_starts_no_tls_handshake_is_disconnected() throws Exception {
    bind(1, SHORT);
    try (var client = new RawClient(port.address().getPort())) {
      assertThat(client.rest()).isEmpty();
    }
    await().until(() -> port.connections() == 0);
  }
}
