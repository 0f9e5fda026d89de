package io.parley.outbound.guard;

import static io.parley.outbound.guard.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.parley.outbound.guard.GuardFailure.Category;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GuardedHttpTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final GuardLimits LIMITS =
      new GuardLimits(seconds(10), seconds(20), seconds(20), seconds(40), 1 << 20);

  private static final GuardSettings NOTHING =
      new GuardSettings(Allowed.NOTHING, LIMITS, 32 << 10, 5, 16);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> resolved = new ArrayList<>();
  private final Map<String, List<InetAddress>> names =
      Map.of(
          "shop.example", List.of(address("127.0.0.1")),
          "other.example", List.of(address("127.0.0.1")),
          "rebound.example", List.of(address("93.184.216.34"), address("127.0.0.1")));

  @AfterEach
  void close() throws Exception {
    for (var each : open) each.close();
  }

  @Test
  void a_host_is_resolved_once_and_reached_at_that_address() throws Exception {
    var server = serve(OK);
    try (var answer = guard(server).send(GuardedRequest.get(uri(server, "/a?b=c")))) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("ok");
      assertThat(answer.headers().firstValue("content-length")).contains("2");
      assertThat(answer.uri()).isEqualTo(uri(server, "/a?b=c"));
    }
    assertThat(resolved).containsExactly("shop.example");
    assertThat(server.requests())
        .singleElement()
        .asString()
        .startsWith("GET /a?b=c HTTP/1.1\n")
        .contains("Host: shop.example:" + server.port() + "\n", "User-Agent: Parley\n");
  }

  @Test
  void a_name_with_one_address_of_the_inside_is_refused() {
    var failure = failure(guard(NOTHING), get("http://rebound.example/"));
    assertThat(failure.category()).isEqualTo(Category.REFUSED);
    assertThat(failure).hasMessageContaining("rebound.example has a loopback address");
    assertThat(failure.mayHaveHappened()).isFalse();
  }

  @Test
  void a_name_without_an_address_fails_as_such() {
    var failure = failure(guard(NOTHING), get("http://nowhere.example/"));
    assertThat(failure.category()).isEqualTo(Category.UNKNOWN_HOST);
    assertThat(failure.mayHaveHappened()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://2130706433/",
        "http://rebound.example/",
        "//10.0.0.1/",
        "file:///etc/passwd",
        "gopher://shop.example/",
        "http://other.example:25/"
      })
  void a_redirect_inward_is_refused(String location) throws Exception {
    var server = serve(redirect(location));
    var failure = failure(guard(server), GuardedRequest.get(uri(server, "/")));
    assertThat(failure.category()).isEqualTo(Category.REFUSED);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void credentials_stay_with_the_origin() throws Exception {
    var other = serve(OK);
    var first = serve(redirect("http://other.example:" + other.port() + "/"));
    var guard = guard(allowing("shop.example:" + first.port(), "other.example:" + other.port()));
    try (var answer =
        guard.send(
            GuardedRequest.get(uri(first, "/"))
                .with("Accept", "text/html")
                .withCredential("Authorization", "Bearer s3cret"))) {
      assertThat(answer.text()).isEqualTo("ok");
    }
    assertThat(first.requests().getFirst()).contains("Authorization: Bearer s3cret");
    assertThat(other.requests().getFirst())
        .contains("Accept: text/html")
        .doesNotContainIgnoringCase("authorization")
        .doesNotContain("s3cret");
  }

  @Test
  void credentials_follow_within_the_origin() throws Exception {
    var server = serve("HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n");
    var request = GuardedRequest.get(uri(server, "/")).withCredential("X-Key", "s3cret");
    assertThat(failure(guard(server), request)).hasMessageContaining("redirects more than 5 times");
    assertThat(server.requests()).hasSize(6).allMatch(head -> head.contains("X-Key: s3cret"));
  }

  @Test
  void a_redirected_effect_is_returned_and_not_repeated() throws Exception {
    var server = serve(redirect("/other"));
    var request = GuardedRequest.post(uri(server, "/"), "text/plain", new byte[] {'x'});
    try (var answer = guard(server).send(request)) {
      assertThat(answer.status()).isEqualTo(302);
    }
    try (var answer = guard(server).send(GuardedRequest.get(uri(server, "/")).withoutRedirects())) {
      assertThat(answer.headers().firstValue("Location")).contains("/other");
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void a_server_that_never_answers_ends_at_the_limit() throws Exception {
    var server = start(_ -> new CountDownLatch(1).await());
    var limits = new GuardLimits(seconds(5), millis(200), seconds(20), seconds(40), 100);
    var failure = failure(guard(server), GuardedRequest.get(uri(server, "/")).within(limits));
    assertThat(failure.category()).isEqualTo(Category.TIMEOUT);
    assertThat(failure.mayHaveHappened()).isTrue();
  }

  @Test
  void a_head_that_trickles_ends_at_the_limit() throws Exception {
    var server =
        start(
            to -> {
              write(to, "HTTP/1.1 200 OK\r\nX: ");
              while (true) {
                write(to, "y");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
              }
            });
    var limits = new GuardLimits(millis(200), millis(300), seconds(20), seconds(40), 100);
    var failure = failure(guard(server), GuardedRequest.get(uri(server, "/")).within(limits));
    assertThat(failure.category()).isEqualTo(Category.TIMEOUT);
  }

  @Test
  void interim_answers_without_end_end_at_the_limit() throws Exception {
    var server =
        start(
            to -> {
              while (true) write(to, "HTTP/1.1 103 Early Hints\r\n\r\n");
            });
    var limits = new GuardLimits(millis(200), millis(300), seconds(20), seconds(40), 100);
    var failure = failure(guard(server), GuardedRequest.get(uri(server, "/")).within(limits));
    assertThat(failure.category()).isIn(Category.TIMEOUT, Category.BROKEN);
  }

  @Test
  void a_body_that_pauses_ends_at_the_limit_of_pauses() throws Exception {
    var server =
        start(
            to -> {
              write(to, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
              new CountDownLatch(1).await();
            });
    var limits = new GuardLimits(seconds(5), seconds(20), millis(200), seconds(40), 100);
    var failure = failure(guard(server), GuardedRequest.get(uri(server, "/")).within(limits));
    assertThat(failure.category()).isEqualTo(Category.TIMEOUT);
  }

  @Test
  void a_body_that_trickles_ends_at_the_limit_of_the_whole() throws Exception {
    var server =
        start(
            to -> {
              write(to, "HTTP/1.1 200 OK\r\n\r\n");
              while (true) {
                write(to, "y");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
              }
            });
    var limits = new GuardLimits(seconds(5), seconds(20), seconds(20), millis(500), 1 << 20);
    var failure = failure(guard(server), GuardedRequest.get(uri(server, "/")).within(limits));
    assertThat(failure.category()).isEqualTo(Category.TIMEOUT);
    server.left.await();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nshort",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nshort",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "\0\0\0\0",
        ""
      })
  void a_server_that_violates_http_fails_as_broken(String answer) throws Exception {
    var server = serve(answer);
    var failure = failure(guard(server), GuardedRequest.get(uri(server, "/")));
    assertThat(failure.category()).isEqualTo(Category.BROKEN);
    assertThat(failure.mayHaveHappened()).isTrue();
  }

  @Test
  void what_follows_the_told_length_is_not_read() throws Exception {
    var server = serve("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more");
    try (var answer = guard(server).send(GuardedRequest.get(uri(server, "/")))) {
      assertThat(answer.text()).isEqualTo("ok");
    }
  }

  @Test
  void a_body_over_the_limit_ends_the_connection() throws Exception {
    var piece = "x".repeat(64 << 10);
    var server =
        start(
            to -> {
              write(to, "HTTP/1.1 200 OK\r\n\r\n");
              for (int sent = 0; sent < 100 << 20; sent += piece.length()) write(to, piece);
            });
    var failure = failure(guard(server), GuardedRequest.get(uri(server, "/")));
    assertThat(failure.category()).isEqualTo(Category.TOO_LARGE);
    server.left.await();
  }

  @Test
  void a_body_that_says_so_is_not_read_at_all() throws Exception {
    var server = serve("HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n");
    assertThat(failure(guard(server), GuardedRequest.get(uri(server, "/"))).category())
        .isEqualTo(Category.TOO_LARGE);
  }

  @Test
  void a_compressed_body_is_limited_by_its_size_when_decompressed() throws Exception {
    var bomb = gzip(new byte[20 << 20]);
    assertThat(bomb.length).isLessThan(100 << 10);
    var server =
        start(
            to -> {
              write(to, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
              to.write(bomb);
            });
    assertThat(failure(guard(server), GuardedRequest.get(uri(server, "/"))).category())
        .isEqualTo(Category.TOO_LARGE);
  }

  @Test
  void a_compressed_body_is_read_as_text() throws Exception {
    var packed = gzip("größer".getBytes(StandardCharsets.ISO_8859_1));
    var server =
        start(
            to -> {
              write(
                  to,
                  "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: %s\r\n\r\n"
                      .formatted("text/plain; charset=iso-8859-1"));
              to.write(packed);
            });
    try (var answer = guard(server).send(GuardedRequest.get(uri(server, "/")))) {
      assertThat(answer.text()).isEqualTo("größer");
    }
  }

  @Test
  void the_limit_of_the_body_is_exact() throws Exception {
    var server = serve("HTTP/1.1 200 OK\r\n\r\n12345");
    var request = GuardedRequest.get(uri(server, "/"));
    try (var answer = guard(server).send(request.within(LIMITS.upTo(5)))) {
      assertThat(answer.text()).isEqualTo("12345");
    }
    assertThat(failure(guard(server), request.within(LIMITS.upTo(4))).category())
        .isEqualTo(Category.TOO_LARGE);
  }

  @Test
  void headers_over_the_limit_fail() throws Exception {
    for (int size : new int[] {33 << 10, 2 << 20}) {
      var server = serve("HTTP/1.1 200 OK\r\nX: %s\r\n\r\n".formatted("y".repeat(size)));
      assertThat(failure(guard(server), GuardedRequest.get(uri(server, "/"))).category())
          .isIn(Category.TOO_LARGE, Category.BROKEN);
    }
  }

  @Test
  void events_are_read_as_they_come() throws Exception {
    var more = new CountDownLatch(1);
    var server =
        start(
            to -> {
              write(to, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n");
              more.await();
              write(to, "data: 2\n");
            });
    var request =
        GuardedRequest.post(uri(server, "/mcp"), "application/json", new byte[] {'{', '}'})
            .within(LIMITS.streaming(seconds(20), seconds(40)));
    try (var answer = guard(server).send(request);
        var lines =
            new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("data: 1");
      more.countDown();
      assertThat(lines.readLine()).isEqualTo("data: 2");
      assertThat(lines.readLine()).isNull();
    }
    assertThat(server.requests().getFirst())
        .startsWith("POST /mcp ")
        .contains("Content-Type: application/json", "Content-Length: 2");
  }

  @Test
  void another_thread_cancels_a_call_and_the_reading_of_its_answer() throws Exception {
    var silent = start(_ -> new CountDownLatch(1).await());
    var waiting = guard(silent).prepare(GuardedRequest.get(uri(silent, "/")));
    var ended = CompletableFuture.supplyAsync(() -> failure(waiting));
    await().until(() -> !silent.requests().isEmpty());
    waiting.cancel();
    assertThat(ended.join().category()).isEqualTo(Category.CANCELLED);

    var half = serveAndStall("HTTP/1.1 200 OK\r\n\r\nhalf");
    var reading = guard(half).prepare(GuardedRequest.get(uri(half, "/")));
    try (var answer = reading.send()) {
      assertThat(answer.body().readNBytes(4)).hasSize(4);
      reading.cancel();
      assertThat(catchThrowableOfType(GuardFailure.class, answer::bytes).category())
          .isEqualTo(Category.CANCELLED);
    }
  }

  @Test
  void an_interrupt_of_a_virtual_thread_ends_its_call() throws Exception {
    var server = start(_ -> new CountDownLatch(1).await());
    var guard = guard(server);
    var ended = new CompletableFuture<GuardFailure>();
    var thread =
        Thread.ofVirtual()
            .start(() -> ended.complete(failure(guard, GuardedRequest.get(uri(server, "/")))));
    await().until(() -> !server.requests().isEmpty());
    thread.interrupt();
    assertThat(ended.join().category()).isEqualTo(Category.CANCELLED);
  }

  @Test
  void requests_over_the_limit_fail_at_once_until_an_answer_is_closed() throws Exception {
    var server = serveAndStall("HTTP/1.1 200 OK\r\n\r\nhalf");
    var allowed = Allowed.of("allow", List.of("shop.example:" + server.port()));
    var guard = guard(new GuardSettings(allowed, LIMITS, 32 << 10, 5, 1));
    var request = GuardedRequest.get(uri(server, "/"));
    try (var first = guard.send(request)) {
      assertThat(first.status()).isEqualTo(200);
      var failure = failure(guard, request);
      assertThat(failure.category()).isEqualTo(Category.BUSY);
      assertThat(failure.mayHaveHappened()).isFalse();
    }
    guard.send(request).close();
    // failures give their place back, too
    assertThat(failure(guard, get("http://127.0.0.1/")).category()).isEqualTo(Category.REFUSED);
    guard.send(request).close();
  }

  @Test
  void a_closed_port_was_certainly_not_reached() throws Exception {
    int port;
    try (var server = new ServerSocket(0)) {
      port = server.getLocalPort();
    }
    var guard = guard(allowing("shop.example:" + port));
    var failure = failure(guard, get("http://shop.example:" + port + "/"));
    assertThat(failure.category()).isEqualTo(Category.NO_CONNECTION);
    assertThat(failure.mayHaveHappened()).isFalse();
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void a_header_that_would_begin_another_one_is_refused() {
    var request = get("http://shop.example/");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request.withCredential("Authorization", "a\r\nX-Other: b"))
        .withMessageNotContaining("X-Other");
    assertThatIllegalArgumentException().isThrownBy(() -> request.with("a b", "c"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardedRequest.of("GET / HTTP/1.1\r\n", URI.create("http://a/")));
  }

  private RawServer serve(String answer) throws IOException {
    return kept(RawServer.answering(answer));
  }

  private RawServer start(RawServer.Script script) throws IOException {
    return kept(new RawServer(script));
  }

  private RawServer serveAndStall(String answer) throws IOException {
    return start(
        to -> {
          write(to, answer);
          new CountDownLatch(1).await();
        });
  }

  private RawServer kept(RawServer server) {
    open.add(server);
    return server;
  }

  private GuardedHttp guard(RawServer server) {
    return guard(allowing("shop.example:" + server.port()));
  }

  private GuardedHttp guard(GuardSettings settings) {
    var guard = new GuardedHttp(settings, this::resolve, Optional.empty());
    open.add(guard);
    return guard;
  }

  private static GuardSettings allowing(String... entries) {
    return new GuardSettings(Allowed.of("allow", List.of(entries)), LIMITS, 32 << 10, 5, 16);
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    resolved.add(host);
    if (!names.containsKey(host)) throw new UnknownHostException(host);
    return names.get(host);
  }

  private static GuardFailure failure(GuardedHttp guard, GuardedRequest request) {
    return failure(guard.prepare(request));
  }

  /// Of sending, or of reading the body.
  private static GuardFailure failure(GuardedCall call) {
    return catchThrowableOfType(
        GuardFailure.class,
        () -> {
          try (var answer = call.send()) {
            answer.bytes();
          }
        });
  }

  private static String redirect(String location) {
    return "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n".formatted(location);
  }

  private static GuardedRequest get(String uri) {
    return GuardedRequest.get(URI.create(uri));
  }

  private static URI uri(RawServer server, String path) {
    return URI.create("http://shop.example:" + server.port() + path);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Duration millis(int millis) {
    return Duration.ofMillis(millis);
  }
}
