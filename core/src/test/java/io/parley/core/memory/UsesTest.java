package io.parley.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tool.Consent;
import io.parley.core.tool.Json;
import io.parley.core.tool.LongResult;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsesTest {
  @Test
  void the_newest_that_fit_are_returned_oldest_first() {
    var uses = Uses.NONE;
    for (int turn = 1; turn <= 9; turn++) uses = uses.plus(List.of(call(turn, "\"x\"")));
    int each = uses.all().getFirst().tokens();
    assertThat(uses.since(1, 3 * each)).extracting(Uses.Use::turn).containsExactly(7, 8, 9);
    assertThat(uses.since(8, 3 * each)).extracting(Uses.Use::turn).containsExactly(8, 9);
    assertThat(uses.since(1, 0)).isEmpty();
    assertThat(uses.after(7).all()).extracting(Uses.Use::turn).containsExactly(8, 9);
  }

  @Test
  void the_oldest_are_dropped_above_the_limit() {
    var uses = Uses.NONE;
    for (int turn = 1; turn <= 50; turn++)
      uses = uses.plus(List.of(call(turn, "\"" + "y".repeat(1_900) + "\"")));
    assertThat(uses.all().stream().mapToInt(Uses.Use::tokens).sum())
        .isBetween(Uses.TOKENS_MAX / 2, Uses.TOKENS_MAX);
    assertThat(uses.all().getLast().turn()).isEqualTo(50);
  }

  @Test
  void a_long_result_is_shortened_and_still_json() {
    var text = "{\"text\":\"" + "a\\n\uD83D\uDE00".repeat(2_000) + "\"}";
    var told = Uses.NONE.plus(List.of(call(1, text))).all().getFirst().outcome().result();
    assertThat(told.text())
        .startsWith("{\"shortened\":\"{\\\"text\\\":\\\"a\\\\n")
        .endsWith("\"}")
        .hasSizeLessThan(2 * Uses.TEXT_MAX + 20);
    assertThat(Uses.NONE.plus(List.of(call(1, "\"short\""))).all().getFirst().outcome())
        .isEqualTo(ToolOutcome.of(Kind.SUCCEEDED, new Json("\"short\"")));
  }

  @Test
  void a_result_that_was_shortened_before_stays_readable() {
    var whole = new Json("{\"text\":\"" + "a\\n".repeat(9_000) + "\"}");
    for (int shown = 9_000; shown < 9_010; shown++) {
      var once = LongResult.shortened("1.1", whole, shown, true);
      var told = Uses.NONE.plus(List.of(call(1, once.text()))).all().getFirst().outcome().result();
      assertThat(LongResult.isReadable(told)).isTrue();
      assertThat(told.text())
          .contains("\"offset\":" + shown + ",")
          .matches(".*[^\\\\](\\\\\\\\)*\"}")
          .hasSizeLessThanOrEqualTo(Uses.TEXT_MAX + 2);
    }
  }

  @Test
  void a_later_outcome_replaces_the_earlier_one() {
    var uses =
        Uses.NONE
            .plus(List.of(call(1, Kind.IN_DOUBT, "\"lost\"")))
            .plus(List.of(call(2, "\"x\"")))
            .plus(List.of(call(1, Kind.SUCCEEDED, "\"there\"")));
    assertThat(uses.all())
        .extracting(use -> use.outcome().kind())
        .containsExactly(Kind.SUCCEEDED, Kind.SUCCEEDED);
    assertThat(uses.all()).extracting(Uses.Use::turn).containsExactly(1, 2);
  }

  private static ToolCallState call(int turn, String result) {
    return call(turn, Kind.SUCCEEDED, result);
  }

  private static ToolCallState call(int turn, Kind kind, String result) {
    return new ToolCallState(
        turn,
        1,
        0,
        new ToolCall(turn + ".1", "look", Json.EMPTY_OBJECT),
        "Looking",
        new ToolTerms(ToolPolicy.READ_ONLY, false),
        Optional.empty(),
        ToolCallState.Phase.SETTLED,
        Consent.NONE,
        Optional.empty(),
        Optional.of(ToolOutcome.of(kind, new Json(result))),
        Optional.empty());
  }
}
