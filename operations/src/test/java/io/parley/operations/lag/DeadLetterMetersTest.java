package io.parley.operations.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.journal.DeadLetters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class DeadLetterMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Asked letters = new Asked();
  private final DeadLetterMeters meters = new DeadLetterMeters(letters, registry);

  private static final class Asked implements DeadLetters {
    private final List<CompletableFuture<Map<String, Long>>> answers = new ArrayList<>();

    @Override
    public CompletionStage<List<Kept>> list(Query query) {
      throw new AssertionError("unexpected list");
    }

    @Override
    public CompletionStage<Optional<Kept>> find(Place place) {
      throw new AssertionError("unexpected query for a letter");
    }

    @Override
    public CompletionStage<Map<String, Long>> open() {
      answers.add(new CompletableFuture<>());
      return answers.getLast();
    }
  }

  private double open(String source) {
    return registry.get("parley.tools.dead.letters.open").tag("source", source).gauge().value();
  }

  private void answer(Map<String, Long> open) {
    meters.look();
    letters.answers.getLast().complete(open);
  }

  @Test
  void open_letters_are_counted_by_source() {
    answer(Map.of("crm", 2L));
    assertThat(open("crm")).isEqualTo(2);
    assertThat(open("built-in")).isZero();
    // the last one was dropped
    answer(Map.of());
    assertThat(open("crm")).isZero();
  }

  @Test
  void counts_are_unknown_before_the_first_answer_and_without_the_database() {
    assertThat(open("built-in")).isNaN();
    answer(Map.of("crm", 1L));
    meters.look();
    letters.answers.getLast().completeExceptionally(new IllegalStateException("away"));
    assertThat(open("crm")).isNaN();
  }

  @Test
  void a_silent_database_is_asked_once() {
    for (int i = 0; i < 5; i++) meters.look();
    assertThat(letters.answers).hasSize(1);
  }
}
