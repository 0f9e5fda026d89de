package io.parley.core.session;

import io.parley.core.party.Party;
import io.parley.core.tool.Approval;
import io.parley.core.tool.ApprovalRule;
import io.parley.core.tool.CallCost;
import io.parley.core.tool.DeadLetter;
import io.parley.core.tool.Json;
import io.parley.core.tool.Resolution;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Tool calls, and the consent that some of them need.
public sealed interface ToolEvent extends SessionEvent {
  /// @param sameAs an earlier call of the turn with the same tool and arguments, whose effect this
  ///   one shares: this one is not executed and settles with that one
  /// @param deadlineMillis deadline, retries included; @param dependency the system that the tool
  ///   depends on; both are empty in older events
  /// @param rule that decided whether it needs approval; empty in older events
  /// @param cost of the call; empty where its source names none, and in older events
  /// @param after length of the reply's text before the call, in UTF-16 units; empty for 0
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
      OptionalInt after,
      Optional<ApprovalRule> rule,
      Optional<CallCost> cost,
      Instant at)
      implements ToolEvent {
    public ToolCallRequested(
        int turn,
        String call,
        String tool,
        String label,
        Json arguments,
        ToolTerms terms,
        Optional<String> sameAs,
        OptionalInt after,
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
          after,
          terms.rule(),
          terms.cost(),
          at);
    }

    /// A call before the first words of the reply.
    public ToolCallRequested(
        int turn,
        String call,
        String tool,
        String label,
        Json arguments,
        ToolTerms terms,
        Optional<String> sameAs,
        Instant at) {
      this(turn, call, tool, label, arguments, terms, sameAs, OptionalInt.empty(), at);
    }

    /// An executed call of a tool without deadline and dependency.
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
          dependency,
          rule,
          cost);
    }
  }

  /// @param letter present if people may have the call made again, or drop it; such a call may
  ///   settle once more
  /// @param settles dead letters with which nothing is left to do: the call itself if it was made
  ///   again, and others of the same tool with the same arguments; both are empty in older events
  record ToolCallSettled(
      int turn,
      String call,
      ToolOutcome.Kind outcome,
      int attempts,
      long millis,
      Json result,
      List<Source> sources,
      Optional<DeadLetter> letter,
      Optional<List<String>> settles,
      Instant at)
      implements ToolEvent {
    public ToolCallSettled {
      sources = List.copyOf(sources);
      settles = settles.filter(calls -> !calls.isEmpty()).map(List::copyOf);
    }

    /// Without an effect on dead letters.
    public ToolCallSettled(
        int turn,
        String call,
        ToolOutcome.Kind outcome,
        int attempts,
        long millis,
        Json result,
        List<Source> sources,
        Instant at) {
      this(
          turn,
          call,
          outcome,
          attempts,
          millis,
          result,
          sources,
          Optional.empty(),
          Optional.empty(),
          at);
    }
  }

  /// The tool took the call and answers it later: it waits for a callback. For its turn it is
  /// settled.
  ///
  /// @param expiresAt when it fails for want of an answer
  record ToolCallDeferred(
      int turn, String call, int attempts, long millis, Instant expiresAt, Instant at)
      implements ToolEvent {}

  /// The answer to a call that waited for a callback, or whose first answer was lost; may follow
  /// the end of the session and its archive. The next turn takes it up.
  ///
  /// @param answer distinguishes this answer from others, in place of its text; empty when none
  ///   came in time
  record ToolCallAnswered(
      String call, ToolOutcome.Kind outcome, Json result, Optional<String> answer, Instant at)
      implements ToolEvent {}

  /// A person has a dead letter made again, under its key; the call then settles once more. May
  /// follow the end of the session and its archive.
  record ToolCallRetried(String id, String call, Party by, Optional<String> note, Instant at)
      implements ToolEvent {}

  /// A person dropped a dead letter. May follow the end of the session and its archive.
  record ToolCallDropped(String id, String call, Party by, Optional<String> note, Instant at)
      implements ToolEvent {}

  /// The outcome of a call that was in doubt; may follow the end of the session and its archive.
  ///
  /// @param id of a client's command; @param note of a person, for people of the company
  /// @param resolution and @param result are empty in older events
  record ToolCallResolved(
      String call,
      ToolOutcome.Kind outcome,
      Party by,
      Optional<Resolution> resolution,
      Optional<String> id,
      Optional<String> note,
      Optional<Json> result,
      Instant at)
      implements ToolEvent {
    public ToolCallResolved {
      // in JSON a missing result and null are the same
      result = result.filter(known -> !known.equals(Json.NULL));
    }

    /// Without details.
    public ToolCallResolved(String call, ToolOutcome.Kind outcome, Party by, Instant at) {
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

  /// @param asked whose consent it is; empty for a human agent of the company
  record ApprovalRequested(
      int turn,
      String call,
      String tool,
      String label,
      Json arguments,
      Optional<ApprovalRule.Asked> asked,
      Instant expiresAt,
      Instant at)
      implements ToolEvent {

    /// A human agent of the company is asked.
    public ApprovalRequested(
        int turn,
        String call,
        String tool,
        String label,
        Json arguments,
        Instant expiresAt,
        Instant at) {
      this(turn, call, tool, label, arguments, Optional.empty(), expiresAt, at);
    }

    /// Whether the customer is asked.
    public boolean asksCustomer() {
      return asked.filter(who -> who == ApprovalRule.Asked.CUSTOMER).isPresent();
    }
  }

  /// Where one more person must agree, another [ApprovalRequested] follows.
  ///
  /// @param arguments with which the call is to be made, in place of those that were shown; empty
  ///   for those
  record ApprovalDecided(
      String id,
      String call,
      Approval decision,
      Party by,
      Optional<String> note,
      Optional<Json> arguments,
      Instant at)
      implements ToolEvent {
    public ApprovalDecided {
      // in JSON missing arguments and null are the same
      arguments = arguments.filter(given -> !given.equals(Json.NULL));
    }

    /// With the arguments that were shown.
    public ApprovalDecided(
        String id, String call, Approval decision, Party by, Optional<String> note, Instant at) {
      this(id, call, decision, by, note, Optional.empty(), at);
    }
  }
}
