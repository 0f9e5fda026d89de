package io.parley.http.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.parley.http.json.JsonText;
import io.parley.http.mcp.McpTool.Done;
import io.parley.http.mcp.McpTool.Progress;
import io.parley.http.mcp.McpTool.Step;
import io.parley.sessions.Heard;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// Waits for the reply to one message: finds its turn among the session's events, then the turn's
/// end. Used by one stream; [#turn] and [#isOver] may be read by any thread.
final class ReplyWait {
  private final SessionKey session;
  private final long seq;
  private volatile int turn;
  private volatile boolean over;
  private boolean writing;

  /// @param seq number of the message's event
  ReplyWait(SessionKey session, long seq) {
    this.session = session;
    this.seq = seq;
  }

  SessionKey session() {
    return session;
  }

  long seq() {
    return seq;
  }

  /// The turn that answers the message; empty before it begins.
  Optional<Integer> turn() {
    return turn == 0 ? Optional.empty() : Optional.of(turn);
  }

  /// Whether the result is there.
  boolean isOver() {
    return over;
  }

  /// The next thing that the caller is shown.
  List<Step> heard(Heard heard) {
    return switch (heard) {
      case Heard.Event(var recorded) -> happened(recorded.event());
      case Heard.Delta delta when delta.turn() == turn && !writing -> {
        writing = true;
        yield List.of(new Progress("writing the reply"));
      }
      case Heard.Delta _,
          Heard.Typing _,
          Heard.Call _,
          Heard.Progress _,
          Heard.Form _,
          Heard.CaughtUp _ ->
          List.of();
    };
  }

  private List<Step> happened(SessionEvent event) {
    return switch (event) {
      case TurnEvent.TurnStarted started when started.said().contains(seq) -> {
        turn = started.turn();
        yield List.of(new Progress("thinking"));
      }
      case TurnEvent.ReplyCompleted reply when reply.turn() == turn -> answered(reply);
      case TurnEvent.TurnFailed failed when failed.turn() == turn ->
          done("failed", json -> json.put("problem", failed.problem().title()));
      case TurnEvent.TurnInterrupted interrupted when interrupted.turn() == turn ->
          done("interrupted", json -> json.put("reply", interrupted.heard()));
      case ToolEvent.ToolCallRequested call when call.turn() == turn -> {
        writing = false;
        yield List.of(new Progress(call.label()));
      }
      case ToolEvent.ApprovalRequested asked when asked.turn() == turn ->
          List.of(new Progress("waiting for consent: " + asked.label()));
      case LifecycleEvent.SessionEnded _ -> done("ended", _ -> {});
      case TurnEvent _, ToolEvent _, LifecycleEvent _, MessageEvent _ -> List.of();
      case MemoryEvent _, CustomerEvent _, AgentEvent _, UsageEvent _ -> List.of();
    };
  }

  private List<Step> answered(TurnEvent.ReplyCompleted reply) {
    return done(
        "answered",
        json -> {
          json.put("reply", reply.text());
          if (reply.degraded()) json.put("degraded", true);
          if (reply.truncated()) json.put("truncated", true);
          var citations = json.putArray("citations");
          for (var source : reply.sources()) {
            var each = citations.addObject().put("title", source.title()).put("ref", source.ref());
            source.anchor().ifPresent(anchor -> each.put("anchor", anchor));
            each.put("uri", KnowledgeResources.uri(source.ref(), source.anchor()));
          }
        });
  }

  /// For the end of a wait without a reply; the reply may still come.
  Source<Step, NotUsed> unanswered() {
    return Source.from(done("waiting", _ -> {}));
  }

  private List<Step> done(String status, Consumer<ObjectNode> fill) {
    over = true;
    var json = JsonText.object().put("session", session.session().value()).put("status", status);
    fill.accept(json);
    var result = Results.structured(json);
    return List.of(new Done(status.equals("failed") ? result.put("isError", true) : result));
  }
}
