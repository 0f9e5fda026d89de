package io.parley.outbound.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.fault.Stages;
import io.parley.outbound.testing.DnsResponder;
import io.parley.outbound.testing.DnsResponder.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class JndiTextRecordsTest {
  private static final String NAME = "_parley-challenge.shop.example";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static JndiTextRecords client(DnsResponder server, Duration timeout) {
    return new JndiTextRecords(new DnsSettings(List.of(server.address()), timeout));
  }

  private static List<String> found(Answer answer) throws IOException {
    try (var server = DnsResponder.start(_ -> answer);
        var client = client(server, PATIENCE)) {
      return client.find(NAME).toCompletableFuture().join();
    }
  }

  @Test
  void all_records_of_a_name_are_read() throws IOException {
    assertThat(found(Answer.of("parley=0123abcd", "v=spf1 -all", "")))
        .containsExactlyInAnyOrder("parley=0123abcd", "v=spf1 -all", "");
  }

  @Test
  void the_strings_of_a_record_are_one_text() throws IOException {
    assertThat(found(Answer.joined("parley=", "0123", "ab cd", "\"e\\f\"", "g")))
        .containsExactly("parley=0123ab cd\"e\\f\"g");
  }

  @Test
  void an_answer_that_is_too_long_for_a_datagram_comes_by_tcp() throws IOException {
    var long1 = "a".repeat(255);
    var long2 = "b".repeat(255);
    var long3 = "c".repeat(255);
    assertThat(found(Answer.joined(long1, long2, long3))).containsExactly(long1 + long2 + long3);
  }

  @Test
  void an_alias_is_followed_by_the_server() throws IOException {
    assertThat(found(new Answer(0, "other.example", List.of(List.of("parley=1")))))
        .containsExactly("parley=1");
  }

  @Test
  void a_name_that_does_not_exist_or_has_none_has_no_records() throws IOException {
    assertThat(found(Answer.failed(3))).isEmpty();
    assertThat(found(Answer.of())).isEmpty();
  }

  @Test
  void a_failure_of_the_server_is_no_empty_answer() {
    assertThatThrownBy(() -> found(Answer.failed(2)))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(UncheckedIOException.class);
  }

  @Test
  void a_silent_server_is_waited_for_within_the_limit() throws IOException {
    try (var server = DnsResponder.start(_ -> null);
        var client = client(server, Duration.ofMillis(100))) {
      assertThat(client.find(NAME).handle((_, failure) -> failure).toCompletableFuture().join())
          .satisfies(
              failure ->
                  assertThat(Stages.cause(failure))
                      .isInstanceOfAny(UncheckedIOException.class, TimeoutException.class));
    }
  }

  @Test
  void further_look_ups_fail_at_once_while_many_wait() throws IOException {
    var wait = new CountDownLatch(1);
    try (var server = DnsResponder.start(_ -> answeredAfter(wait));
        var client = client(server, PATIENCE)) {
      var waiting = new CompletableFuture<?>[JndiTextRecords.AT_ONCE_MAX];
      for (int i = 0; i < waiting.length; i++)
        waiting[i] = client.find("n" + i + ".shop.example").toCompletableFuture();
      assertThat(client.find(NAME).toCompletableFuture()).isCompletedExceptionally();
      wait.countDown();
      CompletableFuture.allOf(waiting).join();
      assertThat(client.find(NAME).toCompletableFuture().join()).containsExactly("parley=1");
    }
  }

  private static Answer answeredAfter(CountDownLatch wait) {
    try {
      wait.await();
      return Answer.of("parley=1");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void other_naming_systems_are_never_asked() throws IOException {
    try (var server = DnsResponder.start(_ -> Answer.of("x"));
        var client = client(server, PATIENCE)) {
      for (var name :
          List.of("ldap://127.0.0.1/x", "rmi:x", "java:comp/a", "a/b.c", "a..b", "", "a"))
        assertThat(client.find(name).toCompletableFuture().join()).isEmpty();
      assertThat(server.asked()).isEmpty();
    }
  }

  @Test
  void texts_are_read_as_the_jdk_writes_them() {
    assertThat(JndiTextRecords.joined("a \"b c\" \"\\\"d\\\\\" \"\" e")).isEqualTo("ab c\"d\\e");
    assertThat(JndiTextRecords.joined("\"\"")).isEmpty();
    assertThat(JndiTextRecords.joined("\"unfinished\\")).isEqualTo("unfinished\\");
  }
}
