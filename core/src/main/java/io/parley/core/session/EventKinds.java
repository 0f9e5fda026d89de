package io.parley.core.session;

import io.parley.core.session.AgentEvent.*;
import io.parley.core.session.CustomerEvent.*;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.MemoryEvent.*;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageEvent.*;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The names of kinds of events: in the journal, between nodes, to clients and in traces. A name
/// survives its class, and is never given to another kind. A new kind gets its name here and
/// nowhere else.
public final class EventKinds {
  private static final Map<String, Class<? extends SessionEvent>> BY_NAME = new LinkedHashMap<>();
  private static final Map<Class<? extends SessionEvent>, String> BY_TYPE = new HashMap<>();

  static {
    add("session-started", SessionStarted.class);
    add("agent-changed", AgentChanged.class);
    add("taken-over", TakenOver.class);
    add("handed-back", HandedBack.class);
    add("transfer-asked", TransferAsked.class);
    add("transfer-settled", TransferSettled.class);
    add("said", Said.class);
    add("turn-started", TurnStarted.class);
    add("turn-resumed", TurnResumed.class);
    add("turn-paused", TurnPaused.class);
    add("tool-call-requested", ToolCallRequested.class);
    add("tool-call-settled", ToolCallSettled.class);
    add("tool-call-resolved", ToolCallResolved.class);
    add("tool-call-deferred", ToolCallDeferred.class);
    add("tool-call-answered", ToolCallAnswered.class);
    add("tool-call-retried", ToolCallRetried.class);
    add("tool-call-dropped", ToolCallDropped.class);
    add("approval-requested", ApprovalRequested.class);
    add("approval-decided", ApprovalDecided.class);
    add("reply-completed", ReplyCompleted.class);
    add("turn-interrupted", TurnInterrupted.class);
    add("reply-cut", ReplyCut.class);
    add("turn-failed", TurnFailed.class);
    add("summary-written", SummaryWritten.class);
    add("usage-recorded", UsageRecorded.class);
    add("call-measured", CallMeasured.class);
    add("words-checked", WordsChecked.class);
    add("memory-written", MemoryWritten.class);
    add("rated", Rated.class);
    add("customer-language-changed", CustomerLanguageChanged.class);
    add("recording-answered", RecordingAnswered.class);
    add("recording-gap", RecordingGap.class);
    add("session-ended", SessionEnded.class);
    add("session-archived", SessionArchived.class);
  }

  private EventKinds() {}

  /// All kinds by name.
  public static Map<String, Class<? extends SessionEvent>> all() {
    return Collections.unmodifiableMap(BY_NAME);
  }

  /// The name of the event's kind.
  public static String of(SessionEvent event) {
    var name = BY_TYPE.get(event.getClass());
    if (name == null)
      throw new IllegalStateException(
          "%s has no name (expected: one in EventKinds)".formatted(event.getClass().getName()));
    return name;
  }

  private static void add(String name, Class<? extends SessionEvent> type) {
    if (BY_NAME.put(name, type) != null || BY_TYPE.put(type, name) != null)
      throw new IllegalStateException(
          "%s or its name is registered twice".formatted(type.getName()));
  }
}
