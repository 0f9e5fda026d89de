package io.parley.core.memory;

import static io.parley.core.party.Party.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HistoryTest {

  @Nested
  class Window {

    @Test
    void holds_the_newest_lines_that_fit() {
      var history = talk(10, 10, 10, 10);
      assertThat(history.window(30)).isEqualTo(history.lines().subList(1, 4));
      assertThat(history.window(29)).isEqualTo(history.lines().subList(2, 4));
    }

    @Test
    void holds_everything_when_everything_fits() {
      var history = talk(10, 10, 10);
      assertThat(history.window(30)).isEqualTo(history.lines());
      assertThat(history.window(1_000)).isEqualTo(history.lines());
    }

    @Test
    void holds_the_last_line_however_long_it_is() {
      var history = talk(10, 500);
      assertThat(history.window(100)).containsExactly(history.lines().getLast());
      assertThat(history.window(0)).containsExactly(history.lines().getLast());
    }

    @Test
    void does_not_skip_a_long_line_for_a_short_one_before_it() {
      var history = talk(5, 50, 5);
      assertThat(history.window(20)).containsExactly(history.lines().getLast());
    }

    @Test
    void leaves_space_for_the_summary() {
      var history = with(summary(1, 2, 10), talk(10, 10, 10));
      assertThat(history.window(30)).isEqualTo(history.lines().subList(1, 3));
    }

    @Test
    void of_an_empty_history_is_empty() {
      assertThat(History.EMPTY.window(100)).isEmpty();
    }
  }

  @Nested
  class Overflow {

    @Test
    void there_is_none_while_everything_fits() {
      assertThat(talk(10, 10, 10).overflow(30)).isEmpty();
      assertThat(History.EMPTY.overflow(30)).isEmpty();
    }

    @Test
    void is_as_many_of_the_oldest_turns_as_leave_half_of_the_budget() {
      assertThat(talk(10, 10, 10, 10).overflow(39)).hasValue(new TurnRange(1, 3));
      assertThat(talk(10, 10, 10, 10).overflow(20)).hasValue(new TurnRange(1, 3));
      assertThat(talk(20, 20, 5, 5).overflow(40)).hasValue(new TurnRange(1, 2));
    }

    @Test
    void is_made_of_whole_turns() {
      var history =
          new History(
              Optional.empty(),
              List.of(
                  line(1, CUSTOMER, 30),
                  line(1, HUMAN, 5),
                  line(1, BOT, 5),
                  line(2, CUSTOMER, 5),
                  line(3, CUSTOMER, 5)));
      assertThat(history.overflow(45)).hasValue(new TurnRange(1, 1));
    }

    @Test
    void never_takes_the_last_turn() {
      assertThat(talk(10, 500).overflow(100)).hasValue(new TurnRange(1, 1));
      assertThat(talk(500).overflow(100)).isEmpty();
    }

    @Test
    void counts_the_summary_as_the_prompt_does() {
      var history = with(summary(1, 2, 10), talkFrom(3, 10, 10, 10));
      assertThat(history.overflow(40)).isEmpty();
      assertThat(history.overflow(39)).hasValue(new TurnRange(1, 4));
    }

    @Test
    void begins_where_the_summary_began() {
      var history = with(summary(1, 6, 4), talkFrom(7, 20, 20, 20));
      assertThat(history.overflow(50)).hasValue(new TurnRange(1, 8));
    }

    @Test
    void includes_lines_before_the_first_turn() {
      var history =
          new History(
              Optional.empty(),
              List.of(line(0, BOT, 90), line(1, CUSTOMER, 5), line(1, BOT, 5), line(2, BOT, 5)));
      assertThat(history.overflow(100)).hasValue(new TurnRange(1, 1));
    }

    @Test
    void is_not_just_the_lines_before_the_first_turn() {
      var history =
          new History(Optional.empty(), List.of(line(0, HUMAN, 90), line(1, CUSTOMER, 90)));
      assertThat(history.overflow(100)).isEmpty();
    }

    @Test
    void is_everything_but_the_last_turn_when_the_summary_alone_fills_the_budget() {
      assertThat(with(summary(1, 2, 90), talkFrom(3, 5, 5, 5)).overflow(80))
          .hasValue(new TurnRange(1, 4));
    }
  }

  @Nested
  class Bound {

    @Test
    void the_oldest_lines_are_dropped_above_the_bound() {
      int each = History.TOKENS_MAX / 10;
      var full = talk(IntStream.generate(() -> each).limit(10).toArray());
      assertThat(full.tokens()).isEqualTo(History.TOKENS_MAX);
      assertThat(full.lines()).hasSize(10);

      var over = full.plus(List.of(line(11, CUSTOMER, 1)));
      assertThat(over.lines()).hasSize(10).doesNotContain(full.lines().getFirst());
      assertThat(over.tokens()).isEqualTo(History.TOKENS_MAX - each + 1);
    }

    @Test
    void the_newest_line_stays_though_it_is_longer_than_the_bound() {
      var line = line(2, CUSTOMER, History.TOKENS_MAX + 1);
      assertThat(talk(10).plus(List.of(line)).lines()).containsExactly(line);
    }

    @Test
    void adding_nothing_changes_nothing() {
      var history = talk(10);
      assertThat(history.plus(List.of())).isSameAs(history);
    }
  }

  @Test
  void a_summary_replaces_every_line_up_to_its_last_turn() {
    var history = talk(10, 10, 10).summarised(summary(1, 2, 5));
    assertThat(history.summary()).hasValue(summary(1, 2, 5));
    assertThat(history.lines()).extracting(HistoryLine::turn).containsExactly(3);
    assertThat(history.tokens()).isEqualTo(10);
  }

  /// For random histories: a summary is requested for every line outside the prompt, unless it
  /// belongs to the newest turn, or only the newest turn follows the lines before all turns.
  @Test
  void every_line_is_in_the_window_or_to_be_summarised() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      int budget = 20 + random.nextInt(200);
      var history = History.EMPTY;
      int turn = 0;
      for (int step = 0; step < 40; step++) {
        if (random.nextInt(3) == 0) turn++;
        var by = List.of(CUSTOMER, HUMAN, BOT).get(random.nextInt(3));
        history = history.plus(List.of(line(turn, by, 5 + random.nextInt(30))));
        var left = history.lines().size() - history.window(budget).size();
        var asked = history.overflow(budget).map(TurnRange::to).orElse(0);
        int newest = turn;
        assertThat(history.lines().subList(0, left))
            .as("seed %d step %d", seed, step)
            .allMatch(line -> line.turn() <= asked || line.turn() == newest || newest <= 1);
        if (asked > 0 && random.nextBoolean())
          history = history.summarised(summary(1, asked, random.nextInt(budget)));
      }
    }
  }

  /// The plain definition of the overflow: the oldest turns, one by one, until the rest takes half
  /// of the budget.
  @Test
  void the_overflow_is_the_same_as_counted_from_the_oldest() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      int budget = random.nextInt(400);
      var lines = new ArrayList<HistoryLine>();
      int turn = random.nextInt(2);
      for (int i = random.nextInt(40); i > 0; i--) {
        lines.add(line(turn, CUSTOMER, random.nextInt(30)));
        if (random.nextInt(3) == 0) turn++;
      }
      var summary = new Summary(1, 1, "", random.nextInt(80));
      var history = new History(Optional.of(summary), lines);
      assertThat(history.overflow(budget).map(TurnRange::to).orElse(0))
          .as("seed %d", seed)
          .isEqualTo(overflowFromTheOldest(lines, budget - summary.tokens()));
    }
  }

  private static int overflowFromTheOldest(List<HistoryLine> lines, int capacity) {
    int rest = lines.stream().mapToInt(HistoryLine::tokens).sum();
    if (rest <= capacity) return 0;
    int to = 0;
    for (var line : lines) {
      boolean next = to > 0 && line.turn() > to;
      if (line.turn() == lines.getLast().turn() || (next && rest <= capacity / 2)) return to;
      rest -= line.tokens();
      to = line.turn();
    }
    return to;
  }

  @Test
  void lines_since_a_turn_include_its_own() {
    var history =
        new History(
            Optional.empty(),
            List.of(line(0, BOT, 1), line(1, CUSTOMER, 1), line(1, BOT, 1), line(3, CUSTOMER, 1)));
    assertThat(history.since(1)).isEqualTo(history.lines().subList(1, 4));
    assertThat(history.since(2)).isEqualTo(history.lines().subList(3, 4));
    assertThat(history.since(4)).isEmpty();
    assertThat(history.since(0)).isEqualTo(history.lines());
  }

  private static History talk(int... tokens) {
    return talkFrom(1, tokens);
  }

  /// One line a turn.
  private static History talkFrom(int firstTurn, int... tokens) {
    var lines = new ArrayList<HistoryLine>();
    for (int size : tokens) lines.add(line(firstTurn + lines.size(), CUSTOMER, size));
    return History.EMPTY.plus(lines);
  }

  private static HistoryLine line(int turn, Party by, int tokens) {
    return new HistoryLine(turn, turn, by, "words", tokens);
  }

  private static History with(Summary summary, History history) {
    return new History(Optional.of(summary), history.lines());
  }

  private static Summary summary(int from, int to, int tokens) {
    return new Summary(from, to, "four".repeat(tokens));
  }
}
