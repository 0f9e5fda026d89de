package io.parley.http.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.agent.AgentRef;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.model.Usage;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.AgentEvent.*;
import io.parley.core.session.Customer;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.CustomerEvent.*;
import io.parley.core.session.EventKinds;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MemoryEvent.*;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.Modality;
import io.parley.core.session.Problem;
import io.parley.core.session.Role;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageEvent;
import io.parley.core.session.UsageEvent.*;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolOutcome;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemType;
import java.util.List;

/// Durable events as readers see them. This format is a promise to every client; the stored format
/// is another one, and persistence's.
final class WireEvents {
  private WireEvents() {}

  /// `{"seq", "at", "event"}`, with the parts that `role` may see.
  static ObjectNode numbered(RecordedEvent recorded, Role role) {
    var event = recorded.event();
    var json = JsonText.object().put("seq", recorded.seq()).put("at", JsonText.time(event.at()));
    return json.set("event", event(event, role));
  }

  private static ObjectNode event(SessionEvent event, Role role) {
    boolean internals = role.seesInternals();
    var json = JsonText.object().put("kind", EventKinds.of(event));
    return switch (event) {
      case LifecycleEvent lifecycle -> lifecycle(json, lifecycle, internals);
      case MessageEvent message -> message(json, message);
      case TurnEvent turn -> turn(json, turn, internals);
      case ToolEvent tool -> tool(json, tool, internals);
      case CustomerEvent customer -> customer(json, customer);
      case AgentEvent agent -> agent(json, agent);
      case MemoryEvent memory -> internals ? memory(json, memory) : hidden();
      case UsageEvent usage -> internals ? usage(json, usage) : hidden();
    };
  }

  /// Placeholder that keeps the number of an event that the reader may not see.
  private static ObjectNode hidden() {
    return JsonText.object().put("kind", "hidden");
  }

  private static ObjectNode lifecycle(ObjectNode json, LifecycleEvent event, boolean internals) {
    return switch (event) {
      case SessionStarted started -> {
        json.set("agent", agent(started.agent()));
        json.put("channel", started.channel().value());
        started.customer().ifPresent(customer -> json.set("customer", customer(customer)));
        // its documents are found by it
        OrganisationId.of(started.tenant())
            .filter(id -> !id.equals(OrganisationId.DEFAULT))
            .ifPresent(id -> json.put("organisation", id.toString()));
        yield json;
      }
      case SessionEnded ended -> {
        ended.id().ifPresent(id -> json.put("id", id));
        yield json.put("reason", ended.reason()).put("by", ended.by().word());
      }
      case SessionArchived archived -> {
        json.put("bytes", archived.bytes()).put("sha256", archived.sha256());
        if (internals) json.put("ref", archived.ref());
        yield json;
      }
    };
  }

  private static ObjectNode message(ObjectNode json, MessageEvent event) {
    return switch (event) {
      case Said said -> {
        json.put("id", said.id())
            .put("by", said.by().word())
            .put("text", said.text())
            .put("channel", said.channel().value());
        if (said.mode() != Modality.WRITTEN) json.put("modality", JsonText.word(said.mode()));
        said.confidence().ifPresent(confidence -> json.put("confidence", confidence));
        said.to().ifPresent(party -> json.put("to", party.word()));
        said.digits().ifPresent(keys -> json.put("digits", keys));
        yield json;
      }
    };
  }

  private static ObjectNode turn(ObjectNode json, TurnEvent event, boolean internals) {
    return switch (event) {
      case TurnStarted started -> {
        var said = json.put("turn", started.turn()).putArray("said");
        started.said().forEach(said::add);
        yield json;
      }
      case TurnResumed resumed ->
          json.put("turn", resumed.turn()).put("attempt", resumed.attempt());
      case TurnPaused paused -> json.put("turn", paused.turn());
      case ReplyCompleted reply -> {
        json.put("turn", reply.turn()).put("text", reply.text());
        if (!reply.sources().isEmpty()) json.set("sources", sources(reply.sources()));
        json.put("millis", reply.millis()).put("firstTokenMillis", reply.firstTokenMillis());
        if (reply.degraded()) json.put("degraded", true);
        if (reply.truncated()) json.put("truncated", true);
        if (internals) json.set("usage", usage(reply.usage()));
        yield json;
      }
      case TurnInterrupted interrupted -> {
        interrupted.id().ifPresent(id -> json.put("id", id));
        yield json.put("turn", interrupted.turn())
            .put("heard", interrupted.heard())
            .put("by", interrupted.by().word());
      }
      case ReplyCut cut ->
          json.put("id", cut.id())
              .put("turn", cut.turn())
              .put("heard", cut.heard())
              .put("by", cut.by().word());
      case TurnFailed failed ->
          json.put("turn", failed.turn()).set("problem", problem(failed.problem()));
    };
  }

  private static ObjectNode tool(ObjectNode json, ToolEvent event, boolean internals) {
    return switch (event) {
      case ToolCallRequested requested -> {
        json.put("turn", requested.turn())
            .put("call", requested.call())
            .put("tool", requested.tool())
            .put("label", requested.label());
        requested.sameAs().ifPresent(first -> json.put("sameAs", first));
        if (internals) json.set("arguments", JsonText.own(requested.arguments().text()));
        if (internals)
          requested
              .cost()
              .ifPresent(
                  cost ->
                      json.putObject("cost")
                          .put("micros", cost.micros())
                          .put("currency", cost.currency()));
        yield json;
      }
      case ToolCallSettled settled -> {
        json.put("turn", settled.turn())
            .put("call", settled.call())
            .put("outcome", name(settled.outcome()))
            .put("attempts", settled.attempts())
            .put("millis", settled.millis());
        if (internals) json.set("result", JsonText.own(settled.result().text()));
        if (internals)
          settled.letter().ifPresent(letter -> json.put("undelivered", letter.failure()));
        yield json;
      }
      case ToolCallRetried retried -> {
        json.put("id", retried.id()).put("call", retried.call()).put("by", retried.by().word());
        if (internals) retried.note().ifPresent(note -> json.put("note", note));
        yield json;
      }
      case ToolCallDropped dropped -> {
        json.put("id", dropped.id()).put("call", dropped.call()).put("by", dropped.by().word());
        if (internals) dropped.note().ifPresent(note -> json.put("note", note));
        yield json;
      }
      case ToolCallResolved resolved -> {
        resolved.id().ifPresent(id -> json.put("id", id));
        json.put("call", resolved.call())
            .put("outcome", name(resolved.outcome()))
            .put("by", resolved.by().word());
        resolved.resolution().ifPresent(how -> json.put("resolution", JsonText.word(how)));
        if (internals) {
          resolved.note().ifPresent(note -> json.put("note", note));
          resolved.result().ifPresent(known -> json.set("result", JsonText.own(known.text())));
        }
        yield json;
      }
      case ToolCallDeferred deferred ->
          json.put("turn", deferred.turn())
              .put("call", deferred.call())
              .put("expiresAt", JsonText.time(deferred.expiresAt()));
      case ToolCallAnswered answered -> {
        json.put("call", answered.call()).put("outcome", name(answered.outcome()));
        if (answered.answer().isEmpty()) json.put("expired", true);
        if (internals) json.set("result", JsonText.own(answered.result().text()));
        yield json;
      }
      case ApprovalRequested requested -> {
        json.put("turn", requested.turn())
            .put("call", requested.call())
            .put("tool", requested.tool())
            .put("label", requested.label())
            .put("expiresAt", JsonText.time(requested.expiresAt()));
        if (requested.asksCustomer()) json.put("asked", "customer");
        // nobody can agree to what they do not see
        if (internals || requested.asksCustomer())
          json.set("arguments", JsonText.own(requested.arguments().text()));
        yield json;
      }
      case ApprovalDecided decided -> {
        json.put("id", decided.id())
            .put("call", decided.call())
            .put("decision", JsonText.word(decided.decision()))
            .put("by", decided.by().word());
        decided.note().ifPresent(note -> json.put("note", note));
        if (internals)
          decided
              .arguments()
              .ifPresent(changed -> json.set("arguments", JsonText.own(changed.text())));
        yield json;
      }
    };
  }

  private static ObjectNode customer(ObjectNode json, CustomerEvent event) {
    return switch (event) {
      case Rated rated -> {
        json.put("id", rated.id()).put("by", rated.by().word()).put("score", rated.score());
        rated.comment().ifPresent(comment -> json.put("comment", comment));
        yield json;
      }
      case CustomerLanguageChanged changed ->
          json.put("language", changed.language()).put("by", changed.by().word());
      case RecordingAnswered answered ->
          json.put("id", answered.id())
              .put("call", answered.call())
              .put("answer", JsonText.word(answered.answer()));
      case RecordingGap gap ->
          json.put("id", gap.id())
              .put("call", gap.call())
              .put("from", JsonText.time(gap.from()))
              .put("to", JsonText.time(gap.to()));
    };
  }

  private static ObjectNode agent(ObjectNode json, AgentEvent event) {
    return switch (event) {
      case AgentChanged changed -> {
        json.set("agent", agent(changed.agent()));
        yield json.put("by", changed.by().word());
      }
      case TakenOver taken -> json.put("id", taken.id()).put("by", taken.by().word());
      case HandedBack back -> json.put("id", back.id()).put("by", back.by().word());
      case TransferAsked asked ->
          json.put("id", asked.id())
              .put("call", asked.call())
              .put("by", asked.by().word())
              .put("target", asked.target())
              .put("mode", asked.mode().word());
      case TransferSettled settled -> {
        json.put("id", settled.id())
            .put("order", settled.order())
            .put("outcome", JsonText.word(settled.result().outcome()));
        settled.result().reason().ifPresent(reason -> json.put("reason", reason.word()));
        yield json;
      }
    };
  }

  private static ObjectNode memory(ObjectNode json, MemoryEvent event) {
    return switch (event) {
      case SummaryWritten summary ->
          json.put("fromTurn", summary.fromTurn())
              .put("toTurn", summary.toTurn())
              .put("text", summary.text());
      case MemoryWritten written -> {
        json.put("memory", JsonText.word(written.memory()))
            .put("text", written.text())
            .put("turn", written.turn());
        written.replaces().ifPresent(id -> json.put("replaces", id));
        yield json;
      }
    };
  }

  private static ObjectNode usage(ObjectNode json, UsageEvent event) {
    return switch (event) {
      case UsageRecorded recorded -> json.set("usage", usage(recorded.usage()));
      case CallMeasured measured ->
          CallFiguresJson.into(
              json.put("id", measured.id()).put("call", measured.call()), measured.figures());
      case WordsChecked checked ->
          WordErrorsJson.into(
              json.put("id", checked.id())
                  .put("by", checked.by().word())
                  .put("call", checked.call())
                  .put("way", checked.way()),
              checked.utterances(),
              checked.right(),
              checked.errors());
    };
  }

  static ObjectNode agent(AgentRef agent) {
    return JsonText.object().put("id", agent.id()).put("version", agent.version());
  }

  /// Every id comes with whether the company vouched for it: a visitor may claim anybody's.
  static ObjectNode customer(Customer customer) {
    var json = JsonText.object().put("id", customer.id());
    customer.name().ifPresent(name -> json.put("name", name));
    return json.put("verified", customer.verified());
  }

  private static String name(ToolOutcome.Kind outcome) {
    return JsonText.word(outcome);
  }

  private static ArrayNode sources(List<Source> sources) {
    var array = JsonText.array();
    for (var source : sources) {
      var json = array.addObject().put("title", source.title()).put("ref", source.ref());
      source.anchor().ifPresent(anchor -> json.put("anchor", anchor));
      json.put("score", source.score());
    }
    return array;
  }

  private static ObjectNode usage(Usage usage) {
    return JsonText.object()
        .put("model", usage.model())
        .put("inputTokens", usage.inputTokens())
        .put("outputTokens", usage.outputTokens())
        .put("costMicros", usage.costMicros())
        .put("currency", usage.currency())
        .put("cached", usage.cached());
  }

  /// Failure types of turns come from those who make replies, so a type may be missing from our
  /// table.
  private static ObjectNode problem(Problem problem) {
    return JsonText.object()
        .put("type", ProblemType.uri(problem.type()))
        .put("title", problem.title())
        .put("status", ProblemType.find(problem.type()).orElse(ProblemType.REPLY_FAILED).status())
        .put("detail", problem.detail());
  }
}
