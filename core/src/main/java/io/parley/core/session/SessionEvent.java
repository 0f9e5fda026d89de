package io.parley.core.session;

import java.time.Instant;

/// A fact about the session. Each event is one journal entry; its number there is its `seq` for
/// every reader. Stored for ten years: a field may be added, never given another meaning.
///
/// Events come in families, so that a consumer that has no use for one says `case ToolEvent _` and
/// a new kind in that family does not concern it. Names are in [EventKinds].
public sealed interface SessionEvent
    permits LifecycleEvent,
        MessageEvent,
        TurnEvent,
        ToolEvent,
        MemoryEvent,
        CustomerEvent,
        AgentEvent,
        UsageEvent {
  Instant at();
}
