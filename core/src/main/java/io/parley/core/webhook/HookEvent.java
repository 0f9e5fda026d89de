package io.parley.core.webhook;

import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutEvent;
import io.parley.core.feed.FeedEvent;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.AgentEvent.AgentChanged;
import io.parley.core.session.AgentEvent.HandedBack;
import io.parley.core.session.AgentEvent.TakenOver;
import io.parley.core.session.AgentEvent.TransferSettled;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.CustomerEvent.Rated;
import io.parley.core.session.CustomerEvent.RecordingAnswered;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.LifecycleEvent.SessionArchived;
import io.parley.core.session.LifecycleEvent.SessionEnded;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.ToolEvent.ApprovalRequested;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.TurnEvent.TurnFailed;
import io.parley.core.session.UsageEvent;
import io.parley.core.session.UsageEvent.CallMeasured;
import io.parley.core.tenant.TenantId;
import io.parley.core.text.ConstantWord;
import io.parley.core.text.Sha256;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// An event of which webhooks of its organisation may tell, and the message about it. The rule
/// looks at one event alone: delivered again, it makes the same message.
public record HookEvent(TenantId tenant, HookKind kind, HookMessage message) {
  private static final int ID_DIGITS = 32;

  private static final String BY = "by";
  private static final String CALL = "call";

  /// Empty for a kind of which none tells.
  public static Optional<HookEvent> of(FeedEvent event) {
    return told(event.recorded().event()).map(told -> of(event, told));
  }

  private static HookEvent of(FeedEvent event, Told told) {
    var key = event.session();
    long seq = event.recorded().seq();
    var at = event.recorded().event().at();
    var data = new HashMap<>(told.facts());
    data.put("session", key.session().value());
    var message =
        new HookMessage(
            id(key + "|" + seq + "|" + at), told.kind().word(), at, OptionalLong.of(seq), data);
    return new HookEvent(key.tenant(), told.kind(), message);
  }

  /// Empty for a call out that is not over, and for an order that was refused: its answer says so.
  public static Optional<HookEvent> of(CallOut call) {
    var last = call.events().getLast();
    if (!call.isOver() || last.kind() == CallOutEvent.Kind.REFUSED) return Optional.empty();
    var key = call.order().key();
    var data = new HashMap<String, String>();
    data.put(CALL, key.id());
    data.put("result", last.kind().word());
    last.detail()
        .ifPresent(
            detail ->
                data.put(last.kind() == CallOutEvent.Kind.ENDED ? "seconds" : "reason", detail));
    call.session().ifPresent(session -> data.put("session", session.value()));
    call.events().stream()
        .filter(event -> event.kind() == CallOutEvent.Kind.MACHINE)
        .forEach(event -> event.detail().ifPresent(outcome -> data.put("machine", outcome)));
    var kind = HookKind.CALL_OUT_ENDED;
    var id = id(key.tenant().value() + "|call out|" + key.id() + "|" + last.at());
    var seq = OptionalLong.of(call.events().size());
    return Optional.of(
        new HookEvent(key.tenant(), kind, new HookMessage(id, kind.word(), last.at(), seq, data)));
  }

  /// The time is part of it: after a backup was restored, another event may have the same number,
  /// and a receiver would take its message for one that it has.
  private static String id(String event) {
    return "msg_" + Sha256.hex(event).substring(0, ID_DIGITS);
  }

  /// @param facts ids and words of the protocol, never words of people
  private record Told(HookKind kind, Map<String, String> facts) {}

  private static Optional<Told> told(SessionEvent event) {
    return switch (event) {
      case SessionStarted started ->
          told(
              HookKind.SESSION_STARTED,
              Map.of("agent", started.agent().id(), "channel", started.channel().value()));
      case SessionEnded ended -> told(HookKind.SESSION_ENDED, Map.of(BY, ended.by().word()));
      case SessionArchived _ -> told(HookKind.SESSION_ARCHIVED, Map.of());
      case AgentChanged changed ->
          told(
              HookKind.AGENT_CHANGED,
              Map.of("agent", changed.agent().id(), BY, changed.by().word()));
      case TakenOver taken -> told(HookKind.TAKEN_OVER, Map.of(BY, taken.by().word()));
      case HandedBack back -> told(HookKind.HANDED_BACK, Map.of(BY, back.by().word()));
      case TransferSettled settled ->
          told(
              HookKind.TRANSFER_SETTLED,
              Map.of(
                  "order",
                  settled.order(),
                  "outcome",
                  ConstantWord.of(settled.result().outcome())));
      case ApprovalRequested asked ->
          told(
              HookKind.APPROVAL_REQUESTED,
              Map.of(CALL, asked.call(), "asked", asked.asksCustomer() ? "customer" : "agent"));
      case CallMeasured call -> told(HookKind.CALL_MEASURED, Map.of(CALL, call.call()));
      case RecordingAnswered answered ->
          told(
              HookKind.RECORDING_ANSWERED,
              Map.of(CALL, answered.call(), "answer", ConstantWord.of(answered.answer())));
      case TurnFailed _ -> told(HookKind.TURN_FAILED, Map.of());
      case Rated _ -> told(HookKind.RATED, Map.of());
      case LifecycleEvent _,
          MessageEvent _,
          TurnEvent _,
          ToolEvent _,
          MemoryEvent _,
          CustomerEvent _,
          AgentEvent _,
          UsageEvent _ ->
          Optional.empty();
    };
  }

  private static Optional<Told> told(HookKind kind, Map<String, String> facts) {
    return Optional.of(new Told(kind, facts));
  }
}
