package io.parley.core.session;

import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.tool.Source;
import io.parley.core.trace.TraceParent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The course of a turn and its reply: each turn starts once and ends once.
public sealed interface TurnEvent extends SessionEvent {
  /// Opens a turn that answers the words with these numbers.
  ///
  /// @param trace the parent trace context of the turn, if it is traced. Stored, so that the trace
  ///   continues when another node resumes the turn; rules and readers ignore it
  record TurnStarted(int turn, List<Long> said, Optional<TraceParent> trace, Instant at)
      implements TurnEvent {
    public TurnStarted {
      said = List.copyOf(said);
    }

    /// An untraced turn.
    public TurnStarted(int turn, List<Long> said, Instant at) {
      this(turn, said, Optional.empty(), at);
    }

    public TurnStarted traced(Optional<TraceParent> by) {
      return new TurnStarted(turn, said, by, at);
    }
  }

  /// The reply is restarted: the node that was making it died, or the model failed while its words
  /// were being shown. Raises the session's epoch.
  ///
  /// @param deaths number of attempts at this turn that ended with their node, counted before the
  ///   next one starts; absent if 0. Stored only, not sent to readers
  record TurnResumed(int turn, int attempt, OptionalInt deaths, Instant at) implements TurnEvent {
    /// Without a node's death before it.
    public TurnResumed(int turn, int attempt, Instant at) {
      this(turn, attempt, OptionalInt.empty(), at);
    }
  }

  /// The reply under way was paused because the session moves to another node. When it is resumed
  /// ([TurnResumed]), the attempt does not count as lost.
  record TurnPaused(int turn, Instant at) implements TurnEvent {}

  /// @param degraded whether the words come straight from the knowledge base because no model was
  ///   available
  /// @param truncated whether the reply was cut off; the text then ends with its last whole
  ///   sentence
  record ReplyCompleted(
      int turn,
      String text,
      List<Source> sources,
      long millis,
      long firstTokenMillis,
      Usage usage,
      boolean degraded,
      boolean truncated,
      Instant at)
      implements TurnEvent {
    public ReplyCompleted {
      sources = List.copyOf(sources);
    }

    /// A complete reply, not truncated.
    public ReplyCompleted(
        int turn,
        String text,
        List<Source> sources,
        long millis,
        long firstTokenMillis,
        Usage usage,
        boolean degraded,
        Instant at) {
      this(turn, text, sources, millis, firstTokenMillis, usage, degraded, false, at);
    }
  }

  /// Raises the session's epoch: words of this turn that are still under way are discarded.
  record TurnInterrupted(Optional<String> id, int turn, String heard, Party by, Instant at)
      implements TurnEvent {}

  /// Only a part of a completed reply was played out. Later turns use that part, as if the turn had
  /// been interrupted there.
  ///
  /// @param heard the beginning of the reply, as written in it
  record ReplyCut(String id, int turn, String heard, Party by, Instant at) implements TurnEvent {}

  record TurnFailed(int turn, Problem problem, Instant at) implements TurnEvent {}
}
