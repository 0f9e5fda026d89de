package io.parley.core.metering;

import io.parley.core.feed.FeedEvent;
import io.parley.core.model.Usage;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.LifecycleEvent.SessionArchived;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.session.MemoryEvent.MemoryWritten;
import io.parley.core.session.MemoryEvent.SummaryWritten;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.ToolEvent.ToolCallRequested;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.core.session.UsageEvent.CallMeasured;
import io.parley.core.session.UsageEvent.UsageRecorded;
import io.parley.core.session.UsageEvent.WordsChecked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rule that turns events into usage records. It looks at one event alone, so events may be
/// delivered again, and in any portions.
public final class Metering {
  private static final double MILLIS = 1e3;

  private Metering() {}

  /// The records of an event; none if it uses nothing that is metered.
  public static List<UsageRecord> of(FeedEvent event) {
    var records = new Records(event);
    of(event.recorded().event(), records);
    return List.copyOf(records.all);
  }

  private static void of(SessionEvent event, Records records) {
    switch (event) {
      case SessionStarted _ -> records.add(UsageKind.SESSIONS, 1);
      case SessionArchived archived -> records.add(UsageKind.ARCHIVE_BYTES, archived.bytes());
      case LifecycleEvent _ -> {}
      case MessageEvent _ -> records.add(UsageKind.MESSAGES, 1);
      case TurnStarted _ -> records.add(UsageKind.TURNS, 1);
      case ReplyCompleted reply -> records.add(reply.usage());
      case TurnEvent _ -> {}
      case ToolCallRequested call when call.sameAs().isEmpty() ->
          records.add(UsageKind.TOOL_CALLS, 1);
      case ToolEvent _ -> {}
      case SummaryWritten summary -> records.add(summary.usage());
      case MemoryWritten _ -> {}
      case UsageRecorded used -> records.add(used.usage());
      case CallMeasured call ->
          records.add(UsageKind.CALL_MILLIS, Math.round(call.figures().seconds() * MILLIS));
      case WordsChecked _ -> {}
      case CustomerEvent _, AgentEvent _ -> {}
    }
  }

  /// The records of one event; amounts of 0 make none.
  private static final class Records {
    private final FeedEvent event;
    private final List<UsageRecord> all = new ArrayList<>();

    Records(FeedEvent event) {
      this.event = event;
    }

    void add(Usage usage) {
      if (usage.cached()) return;
      var model = Optional.of(usage.model());
      add(UsageKind.INPUT_TOKENS, model, usage.inputTokens());
      add(UsageKind.OUTPUT_TOKENS, model, usage.outputTokens());
    }

    void add(UsageKind kind, long amount) {
      add(kind, Optional.empty(), amount);
    }

    private void add(UsageKind kind, Optional<String> model, long amount) {
      var recorded = event.recorded();
      if (amount > 0)
        all.add(
            new UsageRecord(
                event.session(), recorded.seq(), kind, model, amount, recorded.event().at()));
    }
  }
}
