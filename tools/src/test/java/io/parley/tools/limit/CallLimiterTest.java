package io.parley.tools.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.CallLimit;
import io.parley.core.tool.OverLimit;
import io.parley.core.tool.ToolOutcome;
import io.parley.tools.money.InMemoryAccounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallLimiterTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:20Z");
  private static final SessionKey ONE = key("one");
  private static final SessionKey TWO = key("two");

  private final InMemoryAccounts books = new InMemoryAccounts();
  private final CallLimiter node = node("n1", NOON);
  private final CallLimiter other = node("n2", NOON);

  private static SessionKey key(String session) {
    return new SessionKey(TenantId.DEFAULT, new SessionId(session));
  }

  private CallLimiter node(String name, Instant now) {
    return new CallLimiter(
        name,
        books,
        Duration.ofSeconds(10),
        ZoneId.of("Europe/Berlin"),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Optional<OverLimit> take(CallLimiter on, SessionKey session, String limit) {
    return on.take(session, "crm crm.*", "crm.*", CallLimit.parse(limit))
        .toCompletableFuture()
        .join();
  }

  @Test
  void calls_of_a_minute_are_counted_over_all_nodes() {
    var limit = "3 calls a minute";
    assertThat(take(node, ONE, limit)).isEmpty();
    assertThat(take(other, TWO, limit)).isEmpty();
    assertThat(take(node, TWO, limit)).isEmpty();
    var over = take(other, ONE, limit).orElseThrow();
    assertThat(over.freeAt()).contains(Instant.parse("2026-01-01T12:01:00Z"));
    assertThat(over.outcome().kind()).isEqualTo(ToolOutcome.Kind.REJECTED);
    assertThat(over.outcome().result().text())
        .isEqualTo(
            "{\"error\":\"the limit of 3 calls a minute for crm.* is reached: this call was not"
                + " made; calls may be made again at 2026-01-01T12:01:00Z\",\"limit\":\"3 calls a"
                + " minute\",\"tools\":\"crm.*\",\"freeAt\":\"2026-01-01T12:01:00Z\"}");
    assertThat(take(node("n1", NOON.plusSeconds(40)), ONE, limit)).isEmpty();
  }

  @Test
  void calls_of_a_session_count_for_it_alone() {
    var limit = "1 call a session";
    assertThat(take(node, ONE, limit)).isEmpty();
    assertThat(take(node, TWO, limit)).isEmpty();
    var over = take(other, ONE, limit).orElseThrow();
    assertThat(over.freeAt()).isEmpty();
    assertThat(over.outcome().result().text()).contains("no more calls in this conversation");
  }

  @Test
  void a_node_borrows_calls_of_a_day_ahead_and_all_nodes_together_keep_the_limit() {
    var limit = "500 calls a day";
    long made =
        IntStream.range(0, 600)
            .filter(i -> take(i % 3 == 0 ? node : other, ONE, limit).isEmpty())
            .count();
    assertThat(made).isBetween(480L, 500L);
    assertThat(books.asked).isLessThan(400);
    assertThat(take(node, ONE, limit).orElseThrow().freeAt())
        .contains(Instant.parse("2026-01-01T23:00:00Z"));
  }

  @Test
  void a_budget_ends_the_calls_that_it_cannot_pay() {
    var limit = "0.30 EUR a call, 1 EUR a day";
    for (int i = 0; i < 3; i++) assertThat(take(node, ONE, limit)).isEmpty();
    assertThat(take(node, ONE, limit).orElseThrow().limit().text()).isEqualTo("1 EUR a day");
  }

  @Test
  void a_refused_call_takes_nothing_from_other_limits() {
    assertThat(take(node, ONE, "2 calls a minute, 1 call a session")).isEmpty();
    for (int i = 0; i < 5; i++)
      assertThat(take(node, ONE, "2 calls a minute, 1 call a session")).isPresent();
    assertThat(take(node, TWO, "2 calls a minute, 1 call a session")).isEmpty();
  }

  @Test
  void calls_are_made_while_the_books_are_away() {
    books.away = true;
    assertThat(take(node, ONE, "1 call a session")).isEmpty();
    assertThat(take(node, ONE, "1 call a session")).isEmpty();
  }
}
