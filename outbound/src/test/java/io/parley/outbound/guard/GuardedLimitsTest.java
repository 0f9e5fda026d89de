package io.parley.outbound.guard;

import static io.parley.outbound.guard.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.outbound.guard.GuardFailure.Category;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GuardedLimitsTest extends GuardScene {
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
        "HTTP/1.1 200 OK\r\nno header\r\nContent-Length: 5\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nX: 1\r\nX : 2\r\nContent-Length: 5\r\n\r\nshort",
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
  void a_header_that_would_begin_another_one_is_refused() {
    var request = get("http://shop.example/");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request.withCredential("Authorization", "a\r\nX-Other: b"))
        .withMessageNotContaining("X-Other");
    assertThatIllegalArgumentException().isThrownBy(() -> request.with("a b", "c"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardedRequest.of("GET / HTTP/1.1\r\n", URI.create("http://a/")));
  }
}
