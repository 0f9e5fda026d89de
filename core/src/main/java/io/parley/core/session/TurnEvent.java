package io.parley.core.session;

import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.tool.Source;
import io.parley.core.trace.TraceParent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The way of a turn and its reply: each turn is started once and comes to one end.
public sealed interface TurnEvent extends SessionEvent {
  /// Opens a turn that answers the words with these numbers.
  ///
  /// @param trace where the turn stands in a trace that is collected. Stored, so that it goes on
  ///   when another node takes the turn up; rules and readers know nothing of it
  record TurnStarted(int turn, List<Long> said, Optional<TraceParent> trace, Instant at)
      implements TurnEvent {
    public TurnStarted {
      said = List.copyOf(said);
    }

    /// One that nobody traces.
    public TurnStarted(int turn, List<Long> said, Instant at) {
      this(turn, said, Optional.empty(), at);
    }

    public TurnStarted traced(Optional<TraceParent> by) {
      return new TurnStarted(turn, said, by, at);
    }
  }

  /// The reply is made anew: the node that was making it died, or the model whose words were being
  /// shown did. Raises the session's epoch.
  ///
  /// @param deaths how many attempts at this turn have ended with their node, counted before the
  ///   next one begins; absent while none has. Stored only: readers need not know
  record TurnResumed(int turn, int attempt, OptionalInt deaths, Instant at) implements TurnEvent {
    /// One that no death preceded.
    public TurnResumed(int turn, int attempt, Instant at) {
      this(turn, attempt, OptionalInt.empty(), at);
    }
  }

  /// The reply under way was put down in order, for the session moves to another node: whoever
  /// takes it up again ([TurnResumed]) does not count the attempt as lost.
  record TurnPaused(int turn, Instant at) implements TurnEvent {}

  /// @param degraded whether the words come straight from the knowledge base, for want of a model
  /// @param truncated whether there was more to say: the text ends with its last whole sentence
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

    /// One that says all that there was to say.
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

  /// Raises the session's epoch: words of this turn that are still on their way reach nobody.
  record TurnInterrupted(Optional<String> id, int turn, String heard, Party by, Instant at)
      implements TurnEvent {}

  /// Of a reply that was completed only a part was played out. What follows rests on that part, as
  /// if the turn had been interrupted there.
  ///
  /// @param heard the beginning of the reply, as it is written there
  record ReplyCut(String id, int turn, String heard, Party by, Instant at) implements TurnEvent {}

  record TurnFailed(int turn, Problem problem, Instant at) implements TurnEvent {}
}
