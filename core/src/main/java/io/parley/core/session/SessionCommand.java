package io.parley.core.session;

import io.parley.core.agent.AgentRef;
import io.parley.core.memory.MemoryDraft;
import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolTerms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What may be asked of a session. Time is an input, so that rules can be tested, simulated and
/// replayed. Ids are the client's: the same id with the same content has no second effect.
public sealed interface SessionCommand {
  Instant at();

  /// Asked by a customer, a human of the company, an operator, or a call.
  sealed interface FromClients extends SessionCommand {}

  /// Results of the session's own work, and what its shell notices.
  sealed interface FromWithin extends SessionCommand {}

  /// @param greeting what the agent says first, unasked
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

    /// By the company, or by nobody in particular.
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

  /// @param by `CUSTOMER`, whose words open a turn, or `HUMAN`, whose words do not
  /// @param modality see [MessageEvent.Said]
  /// @param confidence how sure the recogniser was of these words, 0 to 1; of spoken ones alone
  record Say(
      String id,
      Party by,
      String text,
      Channel channel,
      Optional<Modality> modality,
      OptionalDouble confidence,
      Instant at)
      implements FromClients {
    public Say {
      if (confidence.isPresent()
          && !(confidence.getAsDouble() >= 0 && confidence.getAsDouble() <= 1))
        throw new IllegalArgumentException(
            "confidence: %s (expected: 0 to 1)".formatted(confidence.getAsDouble()));
    }

    /// Words whose channel implies their modality.
    public Say(
        String id, Party by, String text, Channel channel, OptionalDouble confidence, Instant at) {
      this(id, by, text, channel, Optional.empty(), confidence, at);
    }

    /// Words that were written.
    public Say(String id, Party by, String text, Channel channel, Instant at) {
      this(id, by, text, channel, OptionalDouble.empty(), at);
    }
  }

  /// @param played the part of the reply that was played out, where there is a call that knows;
  ///   else what readers were shown is what was heard. With it an interruption that comes when the
  ///   reply is completed cuts it, as [CutReply] does
  record Interrupt(String id, int turn, Party by, Optional<String> played, Instant at)
      implements FromClients {

    /// The same, by somebody who reads.
    ///
    /// @param shown what readers were shown of the reply
    public Interrupt orShown(String shown) {
      return played.isPresent() ? this : new Interrupt(id, turn, by, Optional.of(shown), at);
    }
  }

  /// Of a reply that is completed, for it was made quicker than it was said, only `heard` was
  /// played out. Of the newest completed one this is recorded, once; of others it is too late.
  ///
  /// @param heard the beginning of the reply; white space does not count
  record CutReply(String id, int turn, Party by, String heard, Instant at) implements FromClients {}

  /// A human's answer to an approval request.
  record Decide(
      String id, String call, Approval decision, Party by, Optional<String> note, Instant at)
      implements FromClients {}

  record End(Optional<String> id, String reason, Party by, String heard, Instant at)
      implements FromClients {}

  /// The reply under way wants tools called.
  record RequestToolCalls(int turn, int attempt, List<WantedCall> calls, Instant at)
      implements FromWithin {
    public RequestToolCalls {
      calls = List.copyOf(calls);
    }
  }

  /// @param terms what its tool says of such a call
  record WantedCall(ToolRequest request, String label, ToolTerms terms) {}

  record SettleToolCall(String call, ToolOutcome outcome, int attempts, long millis, Instant at)
      implements FromWithin {}

  /// How a call in doubt came out after all.
  record ResolveToolCall(String call, ToolOutcome.Kind outcome, Party by, Instant at)
      implements FromClients {
    public ResolveToolCall {
      if (outcome == ToolOutcome.Kind.IN_DOUBT)
        throw new IllegalArgumentException("outcome: IN_DOUBT (expected: how the call came out)");
    }
  }

  /// @param millis from the start of the turn to the end of the reply; @param firstTokenMillis to
  ///   its first word
  /// @param truncated whether there was more to say
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

    /// One that says all that there was to say.
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

  /// What was shown of the reply is void: it is made anew by another model.
  record RestartReply(int turn, int attempt, Instant at) implements FromWithin {}

  record FailTurn(int turn, int attempt, Problem problem, Instant at) implements FromWithin {}

  record WriteSummary(int fromTurn, int toTurn, String text, Usage usage, Instant at)
      implements FromWithin {}

  /// What calls used that made nothing that would be written down.
  record RecordUsage(Usage usage, Instant at) implements FromWithin {}

  /// What was learned up to `turn`.
  record WriteMemories(int turn, List<MemoryDraft> memories, Instant at) implements FromWithin {
    public WriteMemories {
      memories = List.copyOf(memories);
    }
  }

  /// The customer's opinion, while the session is active or after its end.
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

  /// The session woke: what was under way when its node died is taken up again.
  ///
  /// @param nodeDied whether an attempt that nobody put down must be taken to have ended with its
  ///   node; not so where this very node made it, and only lost the journal for a while
  record Resume(boolean nodeDied, Instant at) implements FromWithin {
    /// By a node that knows nothing of the one before.
    public Resume(Instant at) {
      this(true, at);
    }
  }

  /// The session moves: the reply under way is put down.
  record Pause(Instant at) implements FromWithin {}

  /// Time has passed: approvals may have run out, the session may have been idle too long.
  record Tick(Instant at) implements FromWithin {}

  /// @param upTo number of the last event that is in the archive
  record RecordArchive(long upTo, long bytes, String sha256, String ref, Instant at)
      implements FromWithin {}
}
