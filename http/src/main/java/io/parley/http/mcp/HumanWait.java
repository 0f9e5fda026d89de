package io.parley.http.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.UsageEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.Json;
import io.parley.http.json.JsonText;
import io.parley.http.mcp.McpTool.Done;
import io.parley.http.mcp.McpTool.Progress;
import io.parley.http.mcp.McpTool.Step;
import io.parley.sessions.Heard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// Waits for a human's words, and, after the customer asked for one, for the agent's reply to that
/// at the most. Words that were missed come together. Used by one stream.
final class HumanWait {
  private static final String TICKET_TOOL = "create_ticket";

  private final SessionKey session;
  private final Optional<Long> wish;
  private final List<String> words = new ArrayList<>();
  private final Set<String> ticketCalls = new HashSet<>();
  private long last;
  private int turn;
  private boolean caughtUp;
  private Optional<String> ticket = Optional.empty();

  private HumanWait(SessionKey session, Optional<Long> wish, long last) {
    this.session = session;
    this.wish = wish;
    this.last = last;
  }

  /// @param seq number of the event of the customer's wish
  static HumanWait forReply(SessionKey session, long seq) {
    return new HumanWait(session, Optional.of(seq), seq);
  }

  /// @param after number of an event
  static HumanWait forWords(SessionKey session, long after) {
    return new HumanWait(session, Optional.empty(), after);
  }

  SessionKey session() {
    return session;
  }

  /// The next thing that the caller is shown.
  List<Step> heard(Heard heard) {
    return switch (heard) {
      case Heard.Event(var recorded) -> {
        last = Math.max(last, recorded.seq());
        yield happened(recorded.event());
      }
      case Heard.CaughtUp _ -> {
        caughtUp = true;
        yield words.isEmpty() ? List.of() : joined();
      }
      case Heard.Typing(var by) when by == Party.HUMAN ->
          List.of(new Progress("a human is writing"));
      case Heard.Delta _, Heard.Typing _, Heard.Call _, Heard.Progress _, Heard.Form _ -> List.of();
    };
  }

  private List<Step> happened(SessionEvent event) {
    return switch (event) {
      case MessageEvent.Said said when said.by() == Party.HUMAN -> {
        words.add(said.text());
        yield caughtUp ? joined() : List.of();
      }
      case TurnEvent.TurnStarted started when wish.filter(started.said()::contains).isPresent() -> {
        turn = started.turn();
        yield List.of(new Progress("asking for a human"));
      }
      case ToolEvent.ToolCallRequested call when isOurs(call.turn()) -> {
        if (call.tool().equals(TICKET_TOOL)) ticketCalls.add(call.call());
        yield List.of(new Progress(call.label()));
      }
      case ToolEvent.ToolCallSettled settled when ticketCalls.contains(settled.call()) -> {
        ticket = number(settled.result()).or(() -> ticket);
        yield List.of();
      }
      case TurnEvent.ReplyCompleted reply when isOurs(reply.turn()) ->
          done("requested", json -> json.put("reply", reply.text()));
      case TurnEvent.TurnInterrupted interrupted when isOurs(interrupted.turn()) ->
          done("requested", json -> json.put("reply", interrupted.heard()));
      case TurnEvent.TurnFailed failed when isOurs(failed.turn()) ->
          done("failed", json -> json.put("problem", failed.problem().title()));
      case LifecycleEvent.SessionEnded _ -> done("ended", _ -> {});
      case TurnEvent _, ToolEvent _, LifecycleEvent _, MessageEvent _ -> List.of();
      case MemoryEvent _, CustomerEvent _, AgentEvent _, UsageEvent _ -> List.of();
    };
  }

  private boolean isOurs(int of) {
    return turn != 0 && of == turn;
  }

  /// From the result of the built-in tool.
  private static Optional<String> number(Json result) {
    return Optional.of(JsonText.own(result.text()).at("/ticket/number"))
        .filter(found -> found.isTextual())
        .map(found -> found.asText());
  }

  private List<Step> joined() {
    return done("joined", _ -> {});
  }

  /// For the end of a wait; both reply and human may still come.
  Source<Step, NotUsed> unanswered() {
    return Source.from(done("waiting", _ -> {}));
  }

  private List<Step> done(String otherwise, Consumer<ObjectNode> fill) {
    var status = words.isEmpty() ? otherwise : "joined";
    var json =
        JsonText.object()
            .put("session", session.session().value())
            .put("status", status)
            .put("last", last);
    fill.accept(json);
    ticket.ifPresent(number -> json.put("ticket", number));
    if (!words.isEmpty()) words.forEach(json.putArray("messages")::add);
    var result = Results.structured(json);
    return List.of(new Done(status.equals("failed") ? result.put("isError", true) : result));
  }
}
