package io.parley.core.session;

import static io.parley.core.session.Events.*;
import static io.parley.core.session.Scenario.given;
import static io.parley.core.tool.Approval.APPROVE;
import static io.parley.core.tool.ToolOutcome.Kind.*;
import static io.parley.core.tool.ToolPolicy.*;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.party.Party;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An event that cannot follow stops the session instead of being folded into a plausible state.
class DamagedJournalTest {
  private static final SessionEvent START = started();
  private static final SessionEvent SAID = said("a", "a secret");
  private static final SessionEvent TURN = turnStarted(1, 2);

  static List<List<SessionEvent>> damaged() {
    return List.of(
        List.of(SAID),
        List.of(START, START),
        List.of(START, TURN, turnStarted(2, 2)),
        List.of(START, SAID, turnStarted(2, 2)),
        List.of(START, turnResumed(1, 2)),
        List.of(START, SAID, TURN, turnResumed(2, 2)),
        List.of(START, completed(1, "a secret")),
        List.of(START, SAID, TURN, completed(2, "a secret")),
        List.of(START, SAID, TURN, completed(1, "a secret"), failed(1)),
        List.of(START, SAID, TURN, failed(1), interrupted("i", 1, "")),
        List.of(START, SAID, TURN, interrupted("i", 1, ""), completed(1, "a secret")),
        List.of(START, requested("1.1", READ_ONLY)),
        List.of(START, SAID, TURN, requested("1.1", READ_ONLY), requested("1.1", READ_ONLY)),
        List.of(START, SAID, TURN, settled("1.1", SUCCEEDED)),
        List.of(
            START,
            SAID,
            TURN,
            requested("1.1", READ_ONLY),
            settled("1.1", FAILED),
            settled("1.1", SUCCEEDED)),
        List.of(START, SAID, TURN, approvalRequested("1.1")),
        List.of(START, SAID, TURN, requested("1.1", READ_ONLY), decided("d", "1.1", APPROVE)),
        List.of(
            START, SAID, TURN, requested("1.1", ASK_HUMAN), resolved("1.1", FAILED, Party.HUMAN)),
        List.of(START, SAID, TURN, Events.ended("z")),
        List.of(START, archived()),
        List.of(START, Events.ended("z"), said("b", "a secret")),
        List.of(START, Events.ended("z"), Events.ended("y")),
        List.of(START, Events.ended("z"), archived(), archived()),
        List.of(
            START,
            SAID,
            TURN,
            requested("1.1", READ_ONLY),
            interrupted("i", 1, ""),
            Events.ended("z"),
            archived(),
            settled("1.1", SUCCEEDED)));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void impossible_events_are_refused(List<SessionEvent> journal) {
    var last = journal.getLast();
    var before = given(journal.subList(0, journal.size() - 1)).state();
    assertThatThrownBy(() -> Session.evolve(before, last))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(last.getClass().getSimpleName())
        .hasMessageContaining("event " + (journal.size() - 1))
        .hasMessageNotContaining("secret");
  }

  @Test
  void the_message_names_kinds_and_numbers_only() {
    assertThatThrownBy(() -> Session.evolve(given(START).state(), completed(1, "a secret")))
        .hasMessage("ReplyCompleted cannot follow event 1 of a session that is Active");
  }
}
