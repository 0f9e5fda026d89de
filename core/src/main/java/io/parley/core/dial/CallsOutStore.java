package io.parley.core.dial;

import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Keeps calls out, for all nodes. Stages fail when the store does not answer.
public interface CallsOutStore {

  /// Whose request an order is, as its idempotency key names it.
  ///
  /// @param caller who sent it, such as `operator`; @param text of the key
  /// @param fingerprint of the order's content
  record RequestKey(String caller, String text, String fingerprint) {}

  /// The outcome of an order.
  sealed interface Ordered {
    /// @param call requested or refused; the first one's, if the request came before
    /// @param refusal of the rule, if one has refused it just now
    record Stored(CallOut call, boolean isNew, Optional<DialRefusal> refusal) implements Ordered {}

    /// A rule of pace forbids it; nothing was stored.
    record Paced(DialRefusal refusal) implements Ordered {}

    /// The key came before, with other content.
    record KeyReused() implements Ordered {}
  }

  /// Judges the rules and stores the order in one step: two orders at once count each other.
  ///
  /// @param kind of the number that is called
  CompletionStage<Ordered> order(
      CallOutOrder order, RequestKey request, NumberKind kind, DialRules rules);

  CompletionStage<Optional<CallOut>> find(CallOutId key);

  /// A call after a command.
  ///
  /// @param events that it has led to; none when it changed nothing
  record Changed(CallOut call, List<CallOutEvent> events) {}

  /// Applies a command in one step.
  ///
  /// @return empty when there is no such call
  CompletionStage<Optional<Changed>> apply(CallOutId key, CallOutCommand command, Instant at);

  /// A part of the list, the newest first.
  ///
  /// @param next the cursor of the next page
  record Page(List<CallOut> calls, Optional<String> next) {}

  /// @param after a cursor of a page; fails with [IllegalArgumentException] when it is none
  CompletionStage<Page> list(
      TenantId tenant, Optional<CallOutEvent.Kind> state, Optional<String> after, int limit);

  /// Takes calls of any tenant that are due (see [CallOut#due]); no node takes them again within
  /// `lease`.
  CompletionStage<List<CallOut>> due(Instant now, Duration lease, int max);

  /// Makes an order that was taken as due, and not dialled, due again at `at`. Without effect on
  /// one that was dialled, or is over.
  CompletionStage<Void> giveBack(CallOutId key, Instant at);

  /// Deletes records of calls that were over before `before`, some at a time.
  CompletionStage<Integer> sweep(Instant before, int max);
}
