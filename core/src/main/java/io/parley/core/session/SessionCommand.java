package io.parley.core.session;

import io.parley.core.agent.AgentRef;
import io.parley.core.memory.MemoryDraft;
import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.quality.CallFigures;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Json;
import io.parley.core.tool.Resolution;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolTerms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The commands of a session. Time is an input, so that rules can be tested, simulated and
/// replayed. Ids are the client's: the same id with the same content has no second effect.
public sealed interface SessionCommand {
  Instant at();

  /// Sent by a customer, a human of the company, an operator, or a call.
  sealed interface FromClients extends SessionCommand {}

  /// By people of the company, in place of the agent.
  sealed interface AboutAgent extends FromClients permits AgentCommand {}

  /// Results of the session's own work, and conditions that its shell detects.
  sealed interface FromWithin extends SessionCommand {}

  /// @param greeting the agent's first message
  /// @param visitor see [LifecycleEvent.SessionStarted]
  record Start(
      TenantId tenant,
      AgentRef agent,
      Channel channel,
      Optional<Customer> customer,
      Map<String, String> metadata,
      Optional<String> greeting,
      Optional<String> visitor,
      Instant at)
      implements FromClients {
    public Start {
      metadata = Map.copyOf(metadata);
    }

    /// By the company, or without a known visitor.
    public Start(
        TenantId tenant,
        AgentRef agent,
        Channel channel,
        Optional<Customer> customer,
        Map<String, String> metadata,
        Optional<String> greeting,
        Instant at) {
      this(tenant, agent, channel, customer, metadata, greeting, Optional.empty(), at);
    }
  }

  /// @param by `CUSTOMER`, whose words open a turn, or `HUMAN`, whose words do not; `BOT` for a
  ///   sentence of the call itself
  /// @param modality see [MessageEvent.Said]
  /// @param confidence how sure the recogniser was of these words, 0 to 1; of spoken ones alone
  /// @param to and @param digits see [MessageEvent.Said]
  // two more than STYLE allows: an event's fields
  record Say(
      String id,
      Party by,
      String text,
      Channel channel,
      Optional<Modality> modality,
      OptionalDouble confidence,
      Optional<Party> to,
      Optional<String> digits,
      Instant at)
      implements FromClients {
    public Say {
      if (confidence.isPresent()
          && !(confidence.getAsDouble() >= 0 && confidence.getAsDouble() <= 1))
        throw new IllegalArgumentException(
            "confidence: %s (expected: 0 to 1)".formatted(confidence.getAsDouble()));
    }

    /// Without keys.
    public Say(
        String id,
        Party by,
        String text,
        Channel channel,
        Optional<Modality> modality,
        OptionalDouble confidence,
        Optional<Party> to,
        Instant at) {
      this(id, by, text, channel, modality, confidence, to, Optional.empty(), at);
    }

    /// By pressed keys.
    ///
    /// @param text what they mean
    public static Say keyed(String id, String text, String digits, Channel channel, Instant at) {
      return new Say(
          id,
          Party.CUSTOMER,
          text,
          channel,
          Optional.of(Modality.KEYED),
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.of(digits),
          at);
    }

    /// The same words to somebody else than the agent.
    public Say to(Party other) {
      return new Say(id, by, text, channel, modality, confidence, Optional.of(other), digits, at);
    }

    /// To the agent, or from a human to the customer.
    public Say(
        String id,
        Party by,
        String text,
        Channel channel,
        Optional<Modality> modality,
        OptionalDouble confidence,
        Instant at) {
      this(id, by, text, channel, modality, confidence, Optional.empty(), Optional.empty(), at);
    }

    /// A message whose channel implies its modality.
    public Say(
        String id, Party by, String text, Channel channel, OptionalDouble confidence, Instant at) {
      this(id, by, text, channel, Optional.empty(), confidence, at);
    }

    /// A written message.
    public Say(String id, Party by, String text, Channel channel, Instant at) {
      this(id, by, text, channel, OptionalDouble.empty(), at);
    }
  }

  /// @param played the part of the reply that was played out, known only in a call; otherwise the
  ///   text shown to readers counts as heard. If present, an interruption of a completed reply cuts
  ///   it, as [CutReply] does
  record Interrupt(String id, int turn, Party by, Optional<String> played, Instant at)
      implements FromClients {

    /// The same, with the shown text as played, for a customer who reads.
    ///
    /// @param shown the part of the reply that readers were shown
    public Interrupt orShown(String shown) {
      return played.isPresent() ? this : new Interrupt(id, turn, by, Optional.of(shown), at);
    }
  }

  /// Of a completed reply, which was made faster than it was spoken, only `heard` was played out.
  /// Recorded once, and only for the newest completed reply.
  ///
  /// @param heard the beginning of the reply; white space does not count
  record CutReply(String id, int turn, Party by, String heard, Instant at) implements FromClients {}

  /// A human's answer to an approval request.
  ///
  /// @param arguments with which the call is to be made, in place of those that were shown; an
  ///   object
  record Decide(
      String id,
      String call,
      Approval decision,
      Party by,
      Optional<String> note,
      Optional<Json> arguments,
      Instant at)
      implements FromClients {

    /// With the arguments that were shown.
    public Decide(
        String id, String call, Approval decision, Party by, Optional<String> note, Instant at) {
      this(id, call, decision, by, note, Optional.empty(), at);
    }
  }

  record End(Optional<String> id, String reason, Party by, String heard, Instant at)
      implements FromClients {}

  /// The reply under way requests tool calls.
  ///
  /// @param after length of the reply's text before them, in UTF-16 units
  record RequestToolCalls(int turn, int attempt, List<WantedCall> calls, int after, Instant at)
      implements FromWithin {
    public RequestToolCalls {
      calls = List.copyOf(calls);
    }

    /// Before the first words of the reply.
    public RequestToolCalls(int turn, int attempt, List<WantedCall> calls, Instant at) {
      this(turn, attempt, calls, 0, at);
    }
  }

  /// @param terms the tool's terms for such a call
  record WantedCall(ToolRequest request, String label, ToolTerms terms) {}

  /// @param failure of the last attempt, where the call could not be delivered although nobody
  ///   refused or cancelled it
  record SettleToolCall(
      String call,
      ToolOutcome outcome,
      int attempts,
      long millis,
      Optional<String> failure,
      Instant at)
      implements FromWithin {

    /// A call that was delivered, refused, or cancelled.
    public SettleToolCall(String call, ToolOutcome outcome, int attempts, long millis, Instant at) {
      this(call, outcome, attempts, millis, Optional.empty(), at);
    }
  }

  /// A person has a dead letter made again.
  record RetryToolCall(String id, String call, Party by, Optional<String> note, Instant at)
      implements FromClients {}

  /// A person drops a dead letter.
  record DropToolCall(String id, String call, Party by, Optional<String> note, Instant at)
      implements FromClients {}

  /// The outcome of a call that was in doubt.
  ///
  /// @param id of a client; empty where the dependency was asked
  /// @param resolution as which the outcome is recorded
  /// @param note of the person who decided; @param result of the call, if it became known
  record ResolveToolCall(
      String call,
      ToolOutcome.Kind outcome,
      Party by,
      Optional<Resolution> resolution,
      Optional<String> id,
      Optional<String> note,
      Optional<Json> result,
      Instant at)
      implements FromClients {
    public ResolveToolCall {
      if (outcome == ToolOutcome.Kind.IN_DOUBT)
        throw new IllegalArgumentException("outcome: IN_DOUBT (expected: a certain outcome)");
    }

    /// By a person of the company.
    public ResolveToolCall(
        String id, String call, Resolution how, Party by, Optional<String> note, Instant at) {
      this(call, how.outcome(), by, Optional.of(how), Optional.of(id), note, Optional.empty(), at);
    }

    /// By the dependency.
    public ResolveToolCall(String call, Resolution how, Optional<Json> result, Instant at) {
      this(
          call,
          how.outcome(),
          Party.SYSTEM,
          Optional.of(how),
          Optional.empty(),
          Optional.empty(),
          result,
          at);
    }

    /// Without details.
    public ResolveToolCall(String call, ToolOutcome.Kind outcome, Party by, Instant at) {
      this(
          call,
          outcome,
          by,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          at);
    }
  }

  /// A tool's callback with the answer to a call.
  ///
  /// @param tool whose callback it is
  /// @param answer the same for the same answer, and for no other: a digest of the request's body
  record AnswerToolCall(
      String call, String tool, ToolOutcome.Kind outcome, Json result, String answer, Instant at)
      implements FromClients {
    public AnswerToolCall {
      if (outcome != ToolOutcome.Kind.SUCCEEDED && outcome != ToolOutcome.Kind.FAILED)
        throw new IllegalArgumentException(
            "outcome: %s (expected: SUCCEEDED or FAILED)".formatted(outcome));
    }
  }

  /// @param millis from the start of the turn to the end of the reply; @param firstTokenMillis to
  ///   its first token
  /// @param truncated whether the reply was cut off at its token limit
  record CompleteReply(
      int turn,
      int attempt,
      String text,
      List<Source> sources,
      long millis,
      long firstTokenMillis,
      Usage usage,
      boolean degraded,
      boolean truncated,
      Instant at)
      implements FromWithin {
    public CompleteReply {
      sources = List.copyOf(sources);
    }

    /// A complete reply, not truncated.
    public CompleteReply(
        int turn,
        int attempt,
        String text,
        List<Source> sources,
        long millis,
        long firstTokenMillis,
        Usage usage,
        boolean degraded,
        Instant at) {
      this(turn, attempt, text, sources, millis, firstTokenMillis, usage, degraded, false, at);
    }
  }

  /// The text shown so far is void: another model restarts the reply.
  record RestartReply(int turn, int attempt, Instant at) implements FromWithin {}

  record FailTurn(int turn, int attempt, Problem problem, Instant at) implements FromWithin {}

  record WriteSummary(int fromTurn, int toTurn, String text, Usage usage, Instant at)
      implements FromWithin {}

  /// Usage of model calls that produced no other event.
  record RecordUsage(Usage usage, Instant at) implements FromWithin {}

  /// Memories from the conversation up to `turn`.
  record WriteMemories(int turn, List<MemoryDraft> memories, Instant at) implements FromWithin {
    public WriteMemories {
      memories = List.copyOf(memories);
    }
  }

  /// The customer's rating, while the session is active or after its end.
  record Rate(String id, Party by, int score, Optional<String> comment, Instant at)
      implements FromClients {
    public static final int SCORE_MIN = 1;
    public static final int SCORE_MAX = 5;

    public Rate {
      if (score < SCORE_MIN || score > SCORE_MAX)
        throw new IllegalArgumentException(
            "score: %d (expected: %d to %d)".formatted(score, SCORE_MIN, SCORE_MAX));
    }
  }

  /// The outcome of the question whether a call may be recorded.
  record AnswerRecording(String id, String call, RecordingAnswer answer, Instant at)
      implements FromClients {}

  /// A part of a recorded call is missing.
  record NoteRecordingGap(String id, String call, Instant from, Instant to, Instant at)
      implements FromClients {}

  /// The figures of a call that is over.
  record MeasureCall(String id, String call, CallFigures figures, Instant at)
      implements FromClients {}

  /// The session woke: work that was under way when its node died is resumed.
  ///
  /// @param nodeDied whether an attempt that was not paused counts as ended with its node; false
  ///   where this node made it and only lost the journal for a while
  record Resume(boolean nodeDied, Instant at) implements FromWithin {
    /// By a node without knowledge of the previous one.
    public Resume(Instant at) {
      this(true, at);
    }
  }

  /// The session moves: the reply under way is paused.
  record Pause(Instant at) implements FromWithin {}

  /// Time has passed: approvals may have expired, the session may have been idle too long.
  record Tick(Instant at) implements FromWithin {}

  /// @param upTo number of the last event that is in the archive
  record RecordArchive(long upTo, long bytes, String sha256, String ref, Instant at)
      implements FromWithin {}
}
