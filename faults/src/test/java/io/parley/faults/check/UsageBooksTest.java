package io.parley.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.faults.check.Evidence.Row;
import io.parley.faults.check.UsageBooks.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each test breaks records that agree with the journal.
class UsageBooksTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String S = "s1";

  private final List<Row> journal = new ArrayList<>();
  private final Map<Use, Long> recorded = new HashMap<>();

  UsageBooksTest() {
    row("{'kind':'session-started'}");
    row("{'kind':'said','by':'customer','text':'hello'}");
    row("{'kind':'turn-started','turn':1}");
    row("{'kind':'tool-call-requested','turn':1,'call':'1.1'}");
    row("{'kind':'tool-call-requested','turn':1,'call':'1.2','sameAs':'1.1'}");
    row("{'kind':'usage-recorded','usage':{'inputTokens':5,'outputTokens':1,'cached':true}}");
    row("{'kind':'reply-completed','usage':{'inputTokens':812,'outputTokens':64}}");
    count(1, "sessions", 1);
    count(2, "messages", 1);
    count(3, "turns", 1);
    count(4, "tool-calls", 1);
    count(7, "input-tokens", 812);
    count(7, "output-tokens", 64);
  }

  @Test
  void records_that_agree_with_the_journal_are_no_violation() {
    recorded.put(new Use("another session", 2, "turns"), 1L);
    // written after the journal was read
    count(8, "messages", 1);
    assertThat(found()).isEmpty();
  }

  @Test
  void a_turn_that_is_not_recorded_is_found() {
    recorded.remove(new Use(S, 3, "turns"));
    assertThat(found())
        .containsExactly("(8) session s1, seq 3: 0 turns are recorded (expected: 1)");
  }

  @Test
  void tokens_that_are_recorded_wrongly_are_found() {
    count(7, "output-tokens", 128);
    assertThat(found())
        .containsExactly("(8) session s1, seq 7: 128 output-tokens are recorded (expected: 64)");
  }

  @Test
  void usage_that_no_event_tells_is_found() {
    count(6, "input-tokens", 5);
    count(5, "tool-calls", 1);
    assertThat(found())
        .containsExactlyInAnyOrder(
            "(8) session s1, seq 6: 5 input-tokens are recorded (expected: 0)",
            "(8) session s1, seq 5: 1 tool-calls are recorded (expected: 0)");
  }

  private List<String> found() {
    return UsageBooks.compare(Map.of(S, journal), recorded).stream()
        .map(Violation::toString)
        .toList();
  }

  private void count(long seq, String kind, long amount) {
    recorded.put(new Use(S, seq, kind), amount);
  }

  private void row(String event) {
    try {
      journal.add(new Row(journal.size() + 1, "w1", JSON.readTree(event.replace('\'', '"'))));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
