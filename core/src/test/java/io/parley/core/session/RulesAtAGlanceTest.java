package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Scenario.LIMITS;
import static io.parley.core.session.Scenario.given;
import static io.parley.core.tool.Approval.APPROVE;
import static io.parley.core.tool.ToolOutcome.Kind.*;
import static io.parley.core.tool.ToolPolicy.*;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.memory.MemoryKind;
import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Rejected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every command in every state, as one table: what is stored, `-` for accepted without effect, or
/// `!` and the reason of the refusal. Turn 2 is open; call 2.1 runs, awaits approval or is in
/// doubt, the latter after its turn.
class RulesAtAGlanceTest {
  private static final SessionEvent[] IDLE = {
    started(), said("a", "hello"), turnStarted(1, 2), completed(1, "hi")
  };
  private static final SessionEvent[] OPEN = plus(IDLE, said("b", "and?"), turnStarted(2, 5));
  private static final SessionEvent[] RUNNING = plus(OPEN, requested("2.1", ASK_HUMAN));
  private static final SessionEvent[] AWAITING =
      plus(OPEN, requested("2.1", ASK_HUMAN, true), approvalRequested("2.1"));
  private static final SessionEvent[] IN_DOUBT_IDLE =
      plus(RUNNING, settled("2.1", IN_DOUBT), completed(2, "perhaps"));
  private static final SessionEvent[] ENDED = plus(IDLE, Events.ended("z"));
  private static final SessionEvent[] ENDED_RUNNING =
      plus(RUNNING, interrupted("i", 2, ""), Events.ended("z"));
  private static final SessionEvent[] ARCHIVED = plus(ENDED, archived());

  private static final Map<String, SessionState> STATES = states();
  private static final Map<String, SessionCommand> COMMANDS = commands();

  @Test
  void every_command_has_its_answer_in_every_state() {
    assertThat(table())
        .isEqualTo(
            """
            start
              new: SessionStarted
              idle | open | running | awaiting | in doubt | ended | ended, running | archived: -
            say
              new: !not-started
              idle | in doubt: Said, TurnStarted
              open | running | awaiting: Said
              ended | ended, running | archived: !ended
            say, as an agent
              new: !not-started
              idle | open | running | awaiting | in doubt: Said
              ended | ended, running | archived: !ended
            interrupt 2
              new: !not-started
              idle | in doubt: -
              open | running: TurnInterrupted
              awaiting: ToolCallSettled, TurnInterrupted
              ended | ended, running | archived: !ended
            cut 1
              new: !not-started
              idle | open | running | awaiting: ReplyCut
              in doubt: -
              ended | ended, running | archived: !ended
            approve 2.1
              new: !not-started
              idle | open: !unknown-call
              running | in doubt: !already-decided
              awaiting: ApprovalDecided
              ended | ended, running | archived: !ended
            end
              new: !not-started
              idle | in doubt: SessionEnded
              open | running: TurnInterrupted, SessionEnded
              awaiting: ToolCallSettled, TurnInterrupted, SessionEnded
              ended | ended, running | archived: !ended
            request a call in 2
              new: !not-started
              idle | in doubt: !turn-not-open
              open | running | awaiting: ToolCallRequested
              ended | ended, running | archived: !ended
            settle 2.1
              new: !not-started
              idle | open | awaiting: !unknown-call
              running | ended, running: ToolCallSettled
              in doubt: ToolCallResolved
              ended | archived: !ended
            resolve 2.1
              new: !not-started
              idle | open | running | awaiting | ended | ended, running | archived: !unknown-call
              in doubt: ToolCallResolved
            complete 2
              new: !not-started
              idle | in doubt: !turn-not-open
              open | running: ReplyCompleted
              awaiting: ToolCallSettled, ReplyCompleted
              ended | ended, running | archived: !ended
            fail 2
              new: !not-started
              idle | in doubt: !turn-not-open
              open | running: TurnFailed
              awaiting: ToolCallSettled, TurnFailed
              ended | ended, running | archived: !ended
            restart 2
              new: !not-started
              idle | in doubt: !turn-not-open
              open | running | awaiting: TurnResumed
              ended | ended, running | archived: !ended
            remember 1
              new: !not-started
              idle | open | running | awaiting | in doubt: MemoryWritten
              ended | ended, running | archived: !ended
            rate
              new: !not-started
              idle | open | running | awaiting | in doubt | ended | ended, running | archived: Rated
            record usage
              new: !not-started
              idle | open | running | awaiting | in doubt | ended | ended, running: UsageRecorded
              archived: !ended
            summarise 1
              new: !not-started
              idle: !turn-not-open
              open | running | awaiting | in doubt: SummaryWritten
              ended | ended, running | archived: !ended
            resume
              new: !not-started
              idle | in doubt | ended | archived: -
              open | awaiting: TurnResumed
              running: ToolCallSettled, TurnResumed
              ended, running: ToolCallSettled
            pause
              new: !not-started
              idle | awaiting | in doubt | ended | ended, running | archived: -
              open | running: TurnPaused
            tick, early
              new: !not-started
              idle | open | running | awaiting | in doubt | ended | ended, running | archived: -
            tick, late
              new: !not-started
              idle | in doubt: SessionEnded
              open | running | ended | ended, running | archived: -
              awaiting: ApprovalDecided, ToolCallSettled
            record the archive
              new | idle | open | running | awaiting | in doubt | ended, running: !not-started
              ended: SessionArchived
              archived: -
            """);
  }

  private static String table() {
    var table = new StringBuilder();
    COMMANDS.forEach(
        (name, command) -> {
          table.append(name).append('\n');
          var rows = new LinkedHashMap<String, List<String>>();
          STATES.forEach(
              (state, at) ->
                  rows.computeIfAbsent(answer(at, command), _ -> new ArrayList<>()).add(state));
          rows.forEach(
              (answer, states) ->
                  table.append("  %s: %s\n".formatted(String.join(" | ", states), answer)));
        });
    return table.toString();
  }

  private static String answer(SessionState state, SessionCommand command) {
    return switch (Session.decide(state, command, LIMITS)) {
      case Accepted(_, var events, _) when events.isEmpty() -> "-";
      case Accepted(_, var events, _) ->
          events.stream().map(event -> event.getClass().getSimpleName()).collect(joining(", "));
      case Rejected(var rejection) ->
          "!" + rejection.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    };
  }

  private static Map<String, SessionState> states() {
    var states = new LinkedHashMap<String, SessionState>();
    states.put("new", given().state());
    states.put("idle", given(IDLE).state());
    states.put("open", given(OPEN).state());
    states.put("running", given(RUNNING).state());
    states.put("awaiting", given(AWAITING).state());
    states.put("in doubt", given(IN_DOUBT_IDLE).state());
    states.put("ended", given(ENDED).state());
    states.put("ended, running", given(ENDED_RUNNING).state());
    states.put("archived", given(ARCHIVED).state());
    return states;
  }

  private static Map<String, SessionCommand> commands() {
    var commands = new LinkedHashMap<String, SessionCommand>();
    commands.put("start", start());
    commands.put("say", say("new", "words"));
    commands.put("say, as an agent", agentSays("new", "words"));
    commands.put("interrupt 2", interrupt("new", 2));
    commands.put("cut 1", cut("new", 1, "h"));
    commands.put("approve 2.1", decide("new", "2.1", APPROVE));
    commands.put("end", end("new"));
    commands.put("request a call in 2", request(2, 1, wanted(READ_ONLY)));
    commands.put("settle 2.1", settle("2.1", SUCCEEDED));
    commands.put("resolve 2.1", resolve("2.1", SUCCEEDED));
    commands.put("complete 2", complete(2, 1, "so it is"));
    commands.put("fail 2", fail(2, 1));
    commands.put("restart 2", restart(2, 1));
    commands.put("remember 1", remember(1, learned(MemoryKind.SEMANTIC, "wears 42")));
    commands.put("rate", rate("new", 4));
    commands.put("record usage", new SessionCommand.RecordUsage(Events.USAGE, Events.NOON));
    commands.put("summarise 1", summarise(1, 1, "greetings"));
    commands.put("resume", resume());
    commands.put("pause", pause());
    commands.put("tick, early", tick(NOON));
    commands.put("tick, late", tick(NOON.plus(IDLE_TIMEOUT)));
    commands.put("record the archive", archive(5));
    return commands;
  }

  private static SessionEvent[] plus(SessionEvent[] history, SessionEvent... more) {
    return Stream.concat(Stream.of(history), Stream.of(more)).toArray(SessionEvent[]::new);
  }
}
