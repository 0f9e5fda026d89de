package io.parley.outbound.guard;

import static io.parley.outbound.guard.RawServer.write;
import static io.parley.outbound.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.parley.core.tenant.TenantId;
import io.parley.outbound.guard.GuardFailure.Category;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GuardedHttpTest extends GuardScene {
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
  void an_address_is_listed_with_its_port_or_as_the_number_that_it_is() {
    var guard = guard(allowing("shop.example:80", "10.0.0.0/8"));
    for (var listed : List.of("http://shop.example/", "http://10.1.2.3:8080/"))
      assertThat(guard.isListed(URI.create(listed))).as(listed).isTrue();
    for (var other :
        List.of("https://shop.example/", "http://shop.example:81/", "http://8.8.8.8/", "http:/"))
      assertThat(guard.isListed(URI.create(other))).as(other).isFalse();
  }

  @Test
  void an_address_inside_is_for_the_organisations_that_the_settings_name_alone() throws Exception {
    var server = serve(OK);
    var bank = new TenantId("bank");
    var guard = guard(allowing("shop.example:" + server.port()).with(Set.of(bank)));
    for (var allowed : List.of(TenantId.DEFAULT, bank)) {
      guard.of(allowed).check(uri(server, "/"));
      try (var answer = guard.of(allowed).send(GuardedRequest.get(uri(server, "/")))) {
        assertThat(answer.status()).isEqualTo(200);
      }
    }
    var stranger = guard.of(new TenantId("stranger"));
    assertThatExceptionOfType(GuardFailure.class)
        .isThrownBy(() -> stranger.check(uri(server, "/")));
    assertThat(failure(stranger, GuardedRequest.get(uri(server, "/"))).category())
        .isEqualTo(Category.REFUSED);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void a_name_of_an_allowed_range_is_refused_to_other_organisations() {
    var guard = guard(allowing("127.0.0.0/8"));
    var stranger = guard.of(new TenantId("stranger"));
    assertThat(failure(stranger, get("http://shop.example/")).category())
        .isEqualTo(Category.REFUSED);
    assertThat(guard.of(new TenantId("other"))).isSameAs(stranger);
  }

  @Test
  void a_name_with_one_address_of_the_inside_is_refused() {
    var failure = failure(guard(NOTHING), get("http://rebound.example/"));
    assertThat(failure.category()).isEqualTo(Category.REFUSED);
    assertThat(failure).hasMessageContaining("rebound.example (a loopback address) is refused");
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
    await().atMost(PATIENCE).until(() -> !silent.requests().isEmpty());
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
    await().atMost(PATIENCE).until(() -> !server.requests().isEmpty());
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
}
