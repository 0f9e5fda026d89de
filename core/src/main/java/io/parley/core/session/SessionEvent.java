package io.parley.core.session;

import io.parley.core.agent.AgentRef;
import io.parley.core.memory.MemoryKind;
import io.parley.core.model.Usage;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import io.parley.core.trace.TraceParent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What happened. Each event is one journal entry; its number there is its `seq` for every reader.
/// Stored for ten years: a field may be added, never given another meaning.
public sealed interface SessionEvent {
  Instant at();

  /// @param visitor by which sessions of one stranger are known to belong together, so that what
  ///   they cause is counted together: made of the block of addresses that the start came from and
  ///   a secret of the installation, so that it tells nobody the address. Absent where the company
  ///   started it, and in older events. Stored only: readers need not know
  record SessionStarted(
      TenantId tenant,
      AgentRef agent,
      Channel channel,
      Optional<Customer> customer,
      Map<String, String> metadata,
      Optional<String> visitor,
      Instant at)
      implements SessionEvent {
    public SessionStarted {
      metadata = Map.copyOf(metadata);
    }

    /// One of which no visitor is known.
    public SessionStarted(
        TenantId tenant,
        AgentRef agent,
        Channel channel,
        Optional<Customer> customer,
        Map<String, String> metadata,
        Instant at) {
      this(tenant, agent, channel, customer, metadata, Optional.empty(), at);
    }
  }

  /// @param modality where the channel does not imply it; [#mode] is for everybody
  /// @param confidence how sure the recogniser was of these words, 0 to 1; of spoken ones alone
  record Said(
      String id,
      Party by,
      String text,
      Channel channel,
      Optional<Modality> modality,
      OptionalDouble confidence,
      Instant at)
      implements SessionEvent {
    public Said {
      modality = modality.filter(told -> told != Modality.of(channel));
    }

    /// Words whose channel implies their modality.
    public Said(
        String id, Party by, String text, Channel channel, OptionalDouble confidence, Instant at) {
      this(id, by, text, channel, Optional.empty(), confidence, at);
    }

    /// Words that were written.
    public Said(String id, Party by, String text, Channel channel, Instant at) {
      this(id, by, text, channel, OptionalDouble.empty(), at);
    }

    /// How the words came.
    public Modality mode() {
      return modality.orElse(Modality.of(channel));
    }
  }

  /// Opens a turn that answers the words with these numbers.
  ///
  /// @param trace where the turn stands in a trace that is collected. Stored, so that it goes on
  ///   when another node takes the turn up; rules and readers know nothing of it
  record TurnStarted(int turn, List<Long> said, Optional<TraceParent> trace, Instant at)
      implements SessionEvent {
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
  record TurnResumed(int turn, int attempt, OptionalInt deaths, Instant at)
      implements SessionEvent {
    /// One that no death preceded.
    public TurnResumed(int turn, int attempt, Instant at) {
      this(turn, attempt, OptionalInt.empty(), at);
    }
  }

  /// The reply under way was put down in order, for the session moves to another node: whoever
  /// takes it up again ([TurnResumed]) does not count the attempt as lost.
  record TurnPaused(int turn, Instant at) implements SessionEvent {}

  /// @param sameAs an earlier call of the turn with the same tool and arguments, whose effect is
  ///   this one's too: this one is not made, and settles with that one
  /// @param deadlineMillis how long it may take, retries included; @param dependency what it leans
  ///   on; both are empty in events from before they were recorded
  record ToolCallRequested(
      int turn,
      String call,
      String tool,
      String label,
      Json arguments,
      ToolPolicy policy,
      boolean approval,
      OptionalLong deadlineMillis,
      Optional<String> dependency,
      Optional<String> sameAs,
      Instant at)
      implements SessionEvent {
    public ToolCallRequested(
        int turn,
        String call,
        String tool,
        String label,
        Json arguments,
        ToolTerms terms,
        Optional<String> sameAs,
        Instant at) {
      this(
          turn,
          call,
          tool,
          label,
          arguments,
          terms.policy(),
          terms.approval(),
          terms.deadline().map(d -> OptionalLong.of(d.toMillis())).orElse(OptionalLong.empty()),
          terms.dependency(),
          sameAs,
          at);
    }

    /// One that is made, by a tool that names neither deadline nor dependency.
    public ToolCallRequested(
        int turn,
        String call,
        String tool,
        String label,
        Json arguments,
        ToolPolicy policy,
        boolean approval,
        Instant at) {
      this(
          turn,
          call,
          tool,
          label,
          arguments,
          new ToolTerms(policy, approval),
          Optional.empty(),
          at);
    }

    public ToolTerms terms() {
      return new ToolTerms(
          policy,
          approval,
          deadlineMillis.isPresent()
              ? Optional.of(Duration.ofMillis(deadlineMillis.getAsLong()))
              : Optional.empty(),
          dependency);
    }
  }

  record ToolCallSettled(
      int turn,
      String call,
      ToolOutcome.Kind outcome,
      int attempts,
      long millis,
      Json result,
      List<Source> sources,
      Instant at)
      implements SessionEvent {
    public ToolCallSettled {
      sources = List.copyOf(sources);
    }
  }

  record ToolCallResolved(String call, ToolOutcome.Kind outcome, Party by, Instant at)
      implements SessionEvent {}

  record ApprovalRequested(
      int turn,
      String call,
      String tool,
      String label,
      Json arguments,
      Instant expiresAt,
      Instant at)
      implements SessionEvent {}

  record ApprovalDecided(
      String id, String call, Approval decision, Party by, Optional<String> note, Instant at)
      implements SessionEvent {}

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
      implements SessionEvent {
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
      implements SessionEvent {}

  /// Of a reply that was completed only a part was played out. What follows rests on that part, as
  /// if the turn had been interrupted there.
  ///
  /// @param heard the beginning of the reply, as it is written there
  record ReplyCut(String id, int turn, String heard, Party by, Instant at)
      implements SessionEvent {}

  record TurnFailed(int turn, Problem problem, Instant at) implements SessionEvent {}

  record SummaryWritten(int fromTurn, int toTurn, String text, Usage usage, Instant at)
      implements SessionEvent {}

  /// What calls of models used that no other event tells: of turns that failed or were interrupted,
  /// of replies that were prepared for nothing, of memories.
  record UsageRecorded(Usage usage, Instant at) implements SessionEvent {}

  /// Something worth remembering beyond this conversation. Its id in the tenant is
  /// [io.parley.core.memory.Memory#id].
  ///
  /// @param turn the newest turn that it was learned from; its source
  /// @param replaces id of the memory that it corrects
  record MemoryWritten(
      MemoryKind memory, String text, Optional<String> replaces, int turn, Instant at)
      implements SessionEvent {}

  /// What the customer thought of it.
  ///
  /// @param score [SessionCommand.Rate#SCORE_MIN] to [SessionCommand.Rate#SCORE_MAX], higher is
  ///   better
  record Rated(String id, Party by, int score, Optional<String> comment, Instant at)
      implements SessionEvent {}

  record SessionEnded(Optional<String> id, String reason, Party by, Instant at)
      implements SessionEvent {}

  record SessionArchived(long bytes, String sha256, String ref, Instant at)
      implements SessionEvent {}
}
