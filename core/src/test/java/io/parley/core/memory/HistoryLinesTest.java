package io.parley.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.core.party.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistoryLinesTest {

  /// Random additions and removals give the same lines as a plain list.
  @Test
  void lines_stay_in_order_and_the_oldest_are_dropped() {
    for (long seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var lines = HistoryLines.NONE;
      var plain = new ArrayList<HistoryLine>();
      for (int step = 0; step < 400; step++) {
        if (random.nextInt(20) == 0) {
          int gone = random.nextInt(plain.size() + 3);
          lines = lines.without(gone);
          plain.subList(0, Math.min(gone, plain.size())).clear();
        } else {
          var line = line(step, random.nextInt(100));
          lines = lines.plus(line);
          plain.add(line);
        }
        assertThat(lines.size()).as("seed %d step %d", seed, step).isEqualTo(plain.size());
        assertThat(lines.tokens()).isEqualTo(plain.stream().mapToInt(HistoryLine::tokens).sum());
      }
      assertThat(lines.all()).as("seed %d", seed).isEqualTo(plain);
    }
  }

  @Test
  void adding_a_line_shares_all_full_chunks() {
    var before = HistoryLines.of(talk(HistoryLines.CHUNK * 3 + 5));
    var after = before.plus(line(1, 1));
    assertThat(after.full()).isSameAs(before.full());
    assertThat(after.tail()).hasSize(6);
    assertThat(before.tail()).as("the state before is as it was").hasSize(5);
  }

  @Test
  void a_full_chunk_is_not_copied_again() {
    var before = HistoryLines.of(talk(HistoryLines.CHUNK * 2 - 1));
    var after = before.plus(line(1, 1));
    assertThat(after.full()).hasSize(2);
    assertThat(after.full().getFirst()).isSameAs(before.full().getFirst());
    assertThat(after.tail()).isEmpty();
  }

  @Test
  void dropped_chunks_are_freed() {
    var lines = HistoryLines.of(talk(HistoryLines.CHUNK * 2 + 1));
    assertThat(lines.without(HistoryLines.CHUNK - 1).full()).hasSize(2);
    assertThat(lines.without(HistoryLines.CHUNK).full()).hasSize(1);
    assertThat(lines.without(HistoryLines.CHUNK * 2 + 1)).isEqualTo(HistoryLines.NONE);
  }

  @Test
  void dropped_lines_cannot_be_read() {
    var left = HistoryLines.of(talk(5)).without(2).all();
    assertThat(left).hasSize(3);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> left.get(-1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> left.get(3));
  }

  private static List<HistoryLine> talk(int size) {
    var lines = new ArrayList<HistoryLine>();
    for (int i = 0; i < size; i++) lines.add(line(i, 1));
    return lines;
  }

  private static HistoryLine line(long seq, int tokens) {
    return new HistoryLine(seq, (int) seq, Party.CUSTOMER, "words", tokens);
  }
}
