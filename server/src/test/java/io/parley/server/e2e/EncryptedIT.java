package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.http.tls.TestCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built program with certificates for clients and for operators; those between nodes are
/// [EncryptedNodesIT].
class EncryptedIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;
  @TempDir Path files;
  private TestCertificates certificates;

  @BeforeEach
  void authority() throws Exception {
    certificates = TestCertificates.in(files);
    certificates.sign("parley", "EC", 30);
  }

  private HttpClient client() throws Exception {
    return HttpClient.newBuilder().sslContext(certificates.client()).build();
  }

  private Map<String, String> encrypted() {
    return Map.of(
        "PARLEY_MODEL",
        "scripted",
        "PARLEY_HTTP_TLS_CERTIFICATE",
        certificates.certificate("parley").toString(),
        "PARLEY_HTTP_TLS_KEY",
        certificates.key("parley").toString(),
        "JAVA_TOOL_OPTIONS",
        "-Dparley.http.tls.look-every=100ms");
  }

  private static HttpResponse<String> start(HttpClient client, ServerProcess server)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(server.http("/v1/sessions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build(),
        BodyHandlers.ofString());
  }

  /// The certificate that the server presents to a new connection.
  private X509Certificate shown(ServerProcess server) throws Exception {
    var uri = server.http("/");
    try (var socket =
        (SSLSocket)
            certificates.client().getSocketFactory().createSocket(uri.getHost(), uri.getPort())) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  /// Reads the first frame.
  private static final class Hearing implements WebSocket.Listener {
    private final CompletableFuture<String> first = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      first.complete(text.toString());
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      first.completeExceptionally(error);
    }
  }

  @Test
  void clients_connect_over_tls_and_a_renewed_certificate_needs_no_restart() throws Exception {
    try (var server = ServerProcess.start(data, encrypted())) {
      assertThat(server.http("/").getScheme()).isEqualTo("https");
      var started = start(client(), server);
      assertThat(started.statusCode()).isEqualTo(201);
      assertThat(started.headers().firstValue("Strict-Transport-Security"))
          .hasValue("max-age=31536000");
      var location = started.headers().firstValue("Location").orElseThrow();
      assertThat(location).startsWith("/v1/sessions/");

      var hearing = new Hearing();
      var socket =
          client()
              .newWebSocketBuilder()
              .subprotocols("parley.v1")
              .buildAsync(
                  URI.create(
                      server.http(location + "/socket").toString().replace("https:", "wss:")),
                  hearing)
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      socket.sendText("{}", true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(hearing.first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).contains("\"type\"");
      socket.abort();

      var before = shown(server).getNotAfter();
      certificates.sign("parley", "RSA", 300);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(shown(server).getNotAfter()).isAfter(before));
      assertThat(server.metrics()).contains("parley_certificate_remaining_seconds{port=\"http\"}");

      Files.writeString(certificates.key("parley"), "gone wrong");
      await().atMost(PATIENCE).until(() -> isComplaint(server));
      assertThat(start(client(), server).statusCode()).isEqualTo(201);
    }
  }

  private boolean isComplaint(ServerProcess server) throws Exception {
    shown(server);
    return server.log().contains("the old certificate stays in use");
  }

  @Test
  void a_key_that_does_not_match_its_certificate_fails_the_start_with_one_sentence()
      throws Exception {
    certificates.sign("other", "EC", 30);
    var log = Files.createTempFile("parley-", ".log");
    var process =
        ServerProcess.launch(
            data,
            Map.of(
                "PARLEY_MANAGEMENT_TLS_CERTIFICATE", certificates.certificate("parley").toString(),
                "PARLEY_MANAGEMENT_TLS_KEY", certificates.key("other").toString()),
            log,
            List.of());
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(Files.readString(log))
        .contains("parley: PARLEY_MANAGEMENT_TLS_KEY, parley.management.tls.key: ")
        .doesNotContain("\tat ");
  }
}
