package io.parley.tools.model.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ReplyListener;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a kept answer is told again, by many at once, and when it is over.
class CachedModelStreamTest {
  private static final String QUESTION = "How do I return shoes?";

  @ParameterizedTest
  @ValueSource(strings = {"one", " one two  three\n\n- four five\n", "\n\n**a** b c d", "a\tb c  "})
  void the_pieces_are_the_whole_text_cut_between_words(String text) {
    for (int words = 1; words < 4; words++) {
      var pieces = Recital.pieces(text, words);
      assertThat(String.join("", pieces)).isEqualTo(text);
      int most = words;
      assertThat(pieces)
          .allSatisfy(piece -> assertThat(piece.strip().split("\\s+").length).isBetween(1, most));
    }
  }

  @Test
  void a_hit_comes_in_pieces_like_any_answer() {
    try (var counter = new Counter("chunk { words = 2, delay = 1ms }")) {
      counter.ask(QUESTION);
      var heard = counter.call(Asked.question(QUESTION).prompt());
      heard.completion();
      assertThat(heard.chunks).containsExactly("Answer number", " 1 of", " them all.\n");
    }
  }

  @Test
  void a_cancelled_hit_stops() {
    try (var counter = new Counter("chunk { words = 1, delay = 0ms }")) {
      counter.ask(QUESTION);
      var interrupted = new Interrupted();
      interrupted.call.complete(
          counter.cache.start(Asked.question(QUESTION).prompt(), interrupted));
      await().atMost(Counter.PATIENCE).until(() -> !interrupted.chunks.isEmpty());
      // another hit, all of it: the one that was cancelled has had its time
      counter.ask(QUESTION);
      assertThat(interrupted.chunks).containsExactly("Answer");
      assertThat(interrupted.ended).isNotDone();
    }
  }

  @Test
  void concurrent_callers_each_get_one_whole_answer() throws Exception {
    try (var counter = new Counter("chunk { words = 1, delay = 1ms }");
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var said = threads.invokeAll(callers(counter));
      for (var answer : said)
        assertThat(answer.get(Counter.PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .matches("Answer number \\d+ of them all.\n");
      var statistics = counter.statistics();
      assertThat(statistics.hitsExact() + statistics.misses()).isEqualTo(200);
      assertThat(statistics.misses()).isEqualTo(counter.model.answers.get());
      assertThat(statistics.entries()).isEqualTo(1);
    }
  }

  private static List<Callable<String>> callers(Counter counter) {
    return IntStream.range(0, 200)
        .<Callable<String>>mapToObj(_ -> () -> counter.ask(QUESTION))
        .toList();
  }

  @Test
  void concurrent_tenants_never_get_each_others_answers() throws Exception {
    try (var counter = new Counter();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      counter.model.behaviour =
          (prompt, listener) ->
              CountingModel.say(listener, prompt.origin().session().tenant().value());
      var asked =
          IntStream.range(0, 200)
              .mapToObj(i -> Asked.question(QUESTION).offered().tenant("tenant-" + i % 5))
              .toList();
      var said =
          asked.stream().map(a -> CompletableFuture.supplyAsync(() -> counter.ask(a), threads));
      var answers = said.toList().stream().map(CachedModelStreamTest::within).toList();
      assertThat(answers)
          .isEqualTo(asked.stream().map(a -> a.origin().session().tenant().value()).toList());
    }
  }

  private static String within(CompletableFuture<String> answer) {
    try {
      return answer.get(Counter.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void the_limit_of_entries_holds() {
    try (var counter = new Counter("entries-max = 10, semantic.enabled = false")) {
      for (int i = 0; i < 30; i++) counter.ask("question " + i);
      assertThat(counter.statistics().entries()).isEqualTo(10);
    }
  }

  @Test
  void the_limit_of_bytes_holds() {
    try (var counter = new Counter("bytes-max = 64 KiB, semantic.enabled = false")) {
      counter.model.behaviour = (_, listener) -> CountingModel.say(listener, "x".repeat(7_000));
      for (int i = 0; i < 30; i++) counter.ask(Asked.question("question " + i).offered());
      assertThat(counter.statistics().entries()).isEqualTo(4);
    }
  }

  @Test
  void a_hit_after_close_fails() {
    var counter = new Counter();
    counter.ask(QUESTION);
    counter.close();
    assertThat(counter.call(Asked.question(QUESTION).prompt()).failure().category())
        .isEqualTo(ModelFailure.Category.UNAVAILABLE);
    assertThat(counter.call(Asked.question("something else").prompt()).completion()).isNotNull();
  }

  /// Hangs up at the first word.
  private static final class Interrupted implements ReplyListener {
    private final CompletableFuture<Cancellable> call = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final List<String> chunks = new CopyOnWriteArrayList<>();

    @Override
    public void text(String chunk) {
      chunks.add(chunk);
      call.join().cancel();
    }

    @Override
    public void restarted() {
      throw new AssertionError("a kept answer is whole");
    }

    @Override
    public void completed(Completion completion) {
      ended.complete(null);
    }

    @Override
    public void failed(ModelFailure failure) {
      ended.completeExceptionally(failure);
    }
  }
}
