package io.parley.persistence.journal;

import io.parley.core.session.CustomerEvent.*;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.MemoryEvent.*;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageEvent.*;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The names under which events are stored and sent: PROTOCOL.md's table. A name survives its
/// class.
final class Kinds {
  private static final Map<String, Class<? extends SessionEvent>> BY_NAME = new LinkedHashMap<>();
  private static final Map<Class<? extends SessionEvent>, String> BY_TYPE = new LinkedHashMap<>();

  static {
    add("session-started", SessionStarted.class);
    add("said", Said.class);
    add("turn-started", TurnStarted.class);
    add("turn-resumed", TurnResumed.class);
    add("turn-paused", TurnPaused.class);
    add("tool-call-requested", ToolCallRequested.class);
    add("tool-call-settled", ToolCallSettled.class);
    add("tool-call-resolved", ToolCallResolved.class);
    add("approval-requested", ApprovalRequested.class);
    add("approval-decided", ApprovalDecided.class);
    add("reply-completed", ReplyCompleted.class);
    add("turn-interrupted", TurnInterrupted.class);
    add("reply-cut", ReplyCut.class);
    add("turn-failed", TurnFailed.class);
    add("summary-written", SummaryWritten.class);
    add("usage-recorded", UsageRecorded.class);
    add("memory-written", MemoryWritten.class);
    add("rated", Rated.class);
    add("session-ended", SessionEnded.class);
    add("session-archived", SessionArchived.class);
  }

  private Kinds() {}

  static Map<String, Class<? extends SessionEvent>> all() {
    return Collections.unmodifiableMap(BY_NAME);
  }

  static String of(SessionEvent event) {
    var name = BY_TYPE.get(event.getClass());
    if (name == null)
      throw new IllegalStateException(event.getClass().getName() + " has no name to be stored by");
    return name;
  }

  private static void add(String name, Class<? extends SessionEvent> type) {
    BY_NAME.put(name, type);
    BY_TYPE.put(type, name);
  }
}
