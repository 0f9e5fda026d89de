package io.parley.outbound.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The certificate is that of `shop.example`, and both names lead to the same server.
class GuardedTlsTest {
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  private static final char[] SECRET = "made-for-a-test".toCharArray();

  @TempDir static Path directory;
  private static SSLContext context;
  private static KeyStore keys;
  private static X509TrustManager trusted;
  private static RawServer server;

  @BeforeAll
  static void start() throws Exception {
    var store = store("server");
    keys = store;
    var keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(store, SECRET);
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    trusted = (X509TrustManager) trust.getTrustManagers()[0];
    context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
    server =
        new RawServer(
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")),
            to ->
                RawServer.write(
                    to, "HTTP/1.1 302 Found\r\nLocation: http://shop.example/\r\n\r\nhello"));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void the_certificate_is_checked_for_the_name_not_the_address() throws Exception {
    try (var guard =
            guard(Optional.of(new GuardedHttp.Trust(context.getSocketFactory(), trusted)));
        var answer = guard.send(get("shop.example").withoutRedirects())) {
      assertThat(answer.text()).isEqualTo("hello");
    }
  }

  @Test
  void a_certificate_of_another_name_or_authority_is_refused_before_anything_is_sent()
      throws Exception {
    var own = Optional.of(new GuardedHttp.Trust(context.getSocketFactory(), trusted));
    int before = server.requests().stream().filter(head -> !head.isEmpty()).toList().size();
    try (var guard = guard(own);
        var strangers = guard(Optional.empty())) {
      for (var failure :
          List.of(failure(guard, get("other.example")), failure(strangers, get("shop.example")))) {
        assertThat(failure.category()).isEqualTo(GuardFailure.Category.NO_CONNECTION);
        assertThat(failure.mayHaveHappened()).isFalse();
      }
    }
    assertThat(server.requests()).filteredOn(head -> !head.isEmpty()).hasSize(before);
  }

  @Test
  void a_redirect_to_plain_http_is_refused() throws Exception {
    try (var guard =
        guard(Optional.of(new GuardedHttp.Trust(context.getSocketFactory(), trusted)))) {
      var failure = failure(guard, get("shop.example"));
      assertThat(failure.category()).isEqualTo(GuardFailure.Category.REFUSED);
      assertThat(failure).hasMessageContaining("to http is refused");
    }
  }

  @Test
  void a_server_that_asks_for_a_certificate_gets_the_one_of_the_request() throws Exception {
    var sockets =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    sockets.setNeedClientAuth(true);
    var store = store("client");
    var identity =
        ClientIdentity.ofPem(
            pem("CERTIFICATE", store.getCertificate("shop").getEncoded()),
            pem("PRIVATE KEY", store.getKey("shop", SECRET).getEncoded()));
    try (var strict = new RawServer(sockets, to -> RawServer.write(to, HELLO));
        var guard =
            guard(
                strict.port(),
                Optional.of(new GuardedHttp.Trust(context.getSocketFactory(), trusted)))) {
      var request = GuardedRequest.get(URI.create("https://shop.example:" + strict.port() + "/"));
      // the authority of this test is its one certificate
      try (var answer = guard.send(request.as(own()))) {
        assertThat(answer.text()).isEqualTo("hello");
      }
      assertThat(failure(guard, request.as(identity)).category())
          .isIn(GuardFailure.Category.NO_CONNECTION, GuardFailure.Category.BROKEN);
    }
  }

  @Test
  void a_key_of_another_form_is_refused_without_being_quoted() {
    for (var key :
        List.of("s3cret", pem("PRIVATE KEY", new byte[] {1, 2, 3}), "-----BEGIN PRIVATE KEY-----"))
      assertThatThrownBy(() -> ClientIdentity.ofPem("none", key))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected: PEM")
          .hasMessageNotContaining("s3cret");
  }

  private static ClientIdentity own() throws Exception {
    return ClientIdentity.ofPem(
        pem("CERTIFICATE", keys.getCertificate("shop").getEncoded()),
        pem("PRIVATE KEY", keys.getKey("shop", SECRET).getEncoded()));
  }

  private static String pem(String type, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, Base64.getMimeEncoder().encodeToString(bytes), type);
  }

  private static GuardedHttp guard(Optional<GuardedHttp.Trust> trust) {
    return guard(server.port(), trust);
  }

  private static GuardedHttp guard(int port, Optional<GuardedHttp.Trust> trust) {
    var time = Duration.ofSeconds(20);
    return new GuardedHttp(
        new GuardSettings(
            Allowed.of("allow", List.of("shop.example:" + port, "other.example:" + port)),
            new GuardLimits(time, time, time, time, 1000),
            32 << 10,
            5,
            16),
        _ -> List.of(InetAddress.ofLiteral("127.0.0.1")),
        trust);
  }

  private static GuardedRequest get(String host) {
    return GuardedRequest.get(URI.create("https://" + host + ":" + server.port() + "/"));
  }

  private static GuardFailure failure(GuardedHttp guard, GuardedRequest request) {
    return catchThrowableOfType(GuardFailure.class, () -> guard.send(request).close());
  }

  private static KeyStore store(String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    var file = directory.resolve(name + ".p12");
    var made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(SECRET),
                "-alias",
                "shop",
                "-keyalg",
                "EC",
                "-dname",
                "CN=shop.example",
                "-ext",
                "san=dns:shop.example")
            .redirectErrorStream(true)
            .start();
    var said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(made.waitFor()).as(said).isZero();
    var store = KeyStore.getInstance("PKCS12");
    try (InputStream bytes = Files.newInputStream(file)) {
      store.load(bytes, SECRET);
    }
    var certificate = store.getCertificate("shop");
    store.setCertificateEntry("trusted", certificate);
    return store;
  }
}
