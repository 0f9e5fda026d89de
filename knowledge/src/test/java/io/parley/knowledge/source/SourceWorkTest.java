package io.parley.knowledge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.knowledge.site.KnowledgeSource;
import io.parley.core.knowledge.site.KnowledgeSource.Kind;
import io.parley.core.knowledge.site.SiteBook;
import io.parley.core.knowledge.site.SourceRun;
import io.parley.core.knowledge.site.SourceRuns;
import io.parley.core.tenant.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SourceWorkTest {
  private static final WebSourceSettings SETTINGS =
      new WebSourceSettings(
          1, Duration.ofMillis(10), Duration.ofSeconds(1), Duration.ofMinutes(15));
  private static final SourceRun.Result DONE =
      new SourceRun.Result(1, 1, 0, 0, 0, 0, 0, true, Optional.empty(), List.of());

  private final Claims claims = new Claims();

  /// Sources that are due, in memory.
  private static final class Claims implements SourceRuns {
    private final Queue<KnowledgeSource> due = new ConcurrentLinkedQueue<>();
    private final Queue<SourceRun.Result> ended = new ConcurrentLinkedQueue<>();
    private final Queue<String> released = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean isOurs = true;

    @Override
    public CompletionStage<Optional<Claim>> claim(String owner, Duration lease) {
      return answer(
          Optional.ofNullable(due.poll())
              .map(source -> new Claim(TenantId.DEFAULT, source, owner, 1, false)));
    }

    @Override
    public CompletionStage<Boolean> renew(Claim claim, Duration lease) {
      return CompletableFuture.completedStage(isOurs);
    }

    @Override
    public CompletionStage<Void> release(Claim claim) {
      released.add(claim.source().id());
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> end(Claim claim, SourceRun.Result result) {
      if (failures.getAndDecrement() > 0)
        return CompletableFuture.failedStage(new IllegalStateException("the database is away"));
      ended.add(result);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public SiteBook book(Claim claim) {
      return null; // passed on to the reader alone
    }

    private <T> CompletionStage<T> answer(T value) {
      return CompletableFuture.completedStage(value);
    }
  }

  @Test
  void sources_that_are_due_are_read_and_their_results_recorded() {
    claims.due.addAll(List.of(source("a"), source("b")));
    try (var work = SourceWork.start(claims, (_, _, _) -> DONE, SETTINGS)) {
      await().untilAsserted(() -> assertThat(claims.ended).containsExactly(DONE, DONE));
      assertThat(work).isNotNull();
    }
  }

  @Test
  void a_failure_is_recorded_in_the_run() {
    claims.due.add(source("a"));
    SourceReader failing =
        (_, _, _) -> {
          throw new CompletionException(new IllegalStateException("database unavailable"));
        };
    try (var work = SourceWork.start(claims, failing, SETTINGS)) {
      await()
          .untilAsserted(
              () ->
                  assertThat(claims.ended)
                      .containsExactly(SourceRun.Result.failure("database unavailable")));
      assertThat(work).isNotNull();
    }
  }

  @Test
  void a_result_waits_for_a_database_that_is_away() {
    claims.due.add(source("a"));
    claims.failures.set(3);
    try (var work = SourceWork.start(claims, (_, _, _) -> DONE, SETTINGS)) {
      await().untilAsserted(() -> assertThat(claims.ended).containsExactly(DONE));
      assertThat(work).isNotNull();
    }
  }

  @Test
  void a_lost_claim_cancels_the_reading_and_nothing_is_recorded() {
    claims.due.add(source("a"));
    claims.isOurs = false;
    SourceReader reader =
        (_, _, cancelled) -> {
          await().until(cancelled::getAsBoolean);
          return DONE;
        };
    try (var work = SourceWork.start(claims, reader, SETTINGS)) {
      await().untilAsserted(() -> assertThat(claims.released).containsExactly("a"));
      assertThat(claims.ended).isEmpty();
      claims.due.add(source("b"));
      await().untilAsserted(() -> assertThat(claims.released).contains("b"));
      assertThat(work).isNotNull();
    }
  }

  @Test
  void closing_releases_the_claims_at_once() throws Exception {
    claims.due.add(source("a"));
    var reading = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    SourceReader reader =
        (_, _, _) -> {
          reading.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return DONE;
        };
    var work = SourceWork.start(claims, reader, SETTINGS);
    reading.await();
    work.close();
    assertThat(claims.released).contains("a");
    goOn.countDown();
    await().untilAsserted(() -> assertThat(claims.released).hasSize(2));
    assertThat(claims.ended).isEmpty();
  }

  @Test
  void defaults_and_changed_values() {
    assertThat(WebSourceSettings.from(ConfigFactory.load()))
        .isEqualTo(
            new WebSourceSettings(
                4, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(15)));
    assertThat(
            WebSourceSettings.from(
                ConfigFactory.parseString(
                    "parley.knowledge.sources { at-once = 1, look-every = 2s, lease = 3s,"
                        + " every-min = 4s }")))
        .isEqualTo(
            new WebSourceSettings(
                1, Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4)));
  }

  static KnowledgeSource source(String id) {
    return new KnowledgeSource(
        id,
        "default",
        Kind.SITE,
        URI.create("https://example.com/"),
        Optional.empty(),
        new KnowledgeSource.Reading(
            OptionalInt.empty(), List.of(), List.of(), Optional.empty(), Optional.empty()),
        Optional.empty());
  }
}
