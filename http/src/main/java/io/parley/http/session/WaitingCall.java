package io.parley.http.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.journal.ConsentQueue.Waiting;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.ToolEvent.ApprovalDecided;
import io.parley.core.session.ToolEvent.ApprovalRequested;
import io.parley.core.session.ToolEvent.ToolCallRequested;
import io.parley.core.session.ToolEvent.ToolCallSettled;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.UsageEvent;
import io.parley.core.tool.Json;
import io.parley.http.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A call that waits for consent, as its session's events say it.
///
/// @param agreed the people that agreed to the arguments as they are now
record WaitingCall(
    Waiting waiting, ToolCallRequested call, ApprovalRequested asked, List<Party> agreed) {

  /// @return empty if the call waits no longer
  static Optional<WaitingCall> of(Waiting waiting, List<RecordedEvent> events) {
    ToolCallRequested call = null;
    ApprovalRequested asked = null;
    Json arguments = Json.EMPTY_OBJECT;
    var agreed = new ArrayList<Party>();
    for (var recorded : events) {
      switch (recorded.event()) {
        case ToolCallRequested requested when requested.call().equals(waiting.call()) ->
            call = requested;
        case ApprovalRequested requested when requested.call().equals(waiting.call()) -> {
          if (!requested.arguments().isSameValue(arguments) && agreed.size() > 1)
            agreed.subList(0, agreed.size() - 1).clear();
          arguments = requested.arguments();
          asked = requested;
        }
        case ApprovalDecided decided when decided.call().equals(waiting.call()) -> {
          agreed.add(decided.by());
          asked = null;
        }
        case ToolCallSettled settled when settled.call().equals(waiting.call()) -> asked = null;
        case LifecycleEvent _,
            MessageEvent _,
            TurnEvent _,
            ToolEvent _,
            MemoryEvent _,
            CustomerEvent _,
            AgentEvent _,
            UsageEvent _ -> {
          // of other calls
        }
      }
    }
    return call == null || asked == null
        ? Optional.empty()
        : Optional.of(new WaitingCall(waiting, call, asked, List.copyOf(agreed)));
  }

  ObjectNode json() {
    var json =
        JsonText.object()
            .put("session", waiting.session().session().value())
            .put("call", asked.call())
            .put("turn", asked.turn())
            .put("tool", asked.tool())
            .put("label", asked.label())
            .put("asked", asked.asksCustomer() ? "customer" : "agent")
            .put("since", JsonText.time(call.at()))
            .put("expiresAt", JsonText.time(asked.expiresAt()));
    call.rule().ifPresent(rule -> json.put("rule", rule.text()));
    json.set("arguments", JsonText.own(asked.arguments().text()));
    if (!call.arguments().isSameValue(asked.arguments()))
      json.set("requested", JsonText.own(call.arguments().text()));
    var people = json.putArray("agreed");
    agreed.forEach(party -> people.add(party.word()));
    return json;
  }
}
