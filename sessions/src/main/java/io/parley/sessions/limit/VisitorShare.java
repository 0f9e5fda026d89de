package io.parley.sessions.limit;

import io.parley.core.limit.RateLimit.Granted;
import io.parley.core.limit.RateLimit.Refused;
import io.parley.core.limit.RateLimit.Verdict;
import io.parley.core.model.Cancellable;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.Prompt;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.session.Customer;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.ApprovalRule;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import java.time.InstantSource;
import java.util.Optional;

/// A session's part of its visitor's quota. A session without a known visitor (it began before
/// visitors were recorded, or the company began it) is counted by itself; a customer named by the
/// company is not counted.
///
/// @param visitor empty when nothing is counted
public record VisitorShare(NodeVisitors node, Optional<String> visitor, InstantSource clock) {
  public static VisitorShare of(
      NodeVisitors node, SessionKey key, SessionStarted started, InstantSource clock) {
    boolean verified = started.customer().filter(Customer::verified).isPresent();
    return new VisitorShare(
        node,
        verified ? Optional.empty() : Optional.of(started.visitor().orElse("session " + key)),
        clock);
  }

  /// For words that a reply answers or is prepared for: the first call of a model is counted here,
  /// before it is made, so that many sessions at once cannot all use the last permit.
  public Verdict words() {
    return visitor.map(one -> node.takeModelCall(one, clock.instant())).orElseGet(Granted::new);
  }

  /// The outcome of a call that would change something and exceeds the quota. A call that needed a
  /// colleague's approval was weighed by that colleague.
  public Optional<ToolOutcome> refusal(ToolCallState call) {
    var terms = call.terms();
    boolean weighed = terms.approval() && terms.people().contains(ApprovalRule.Asked.COLLEAGUE);
    if (weighed || call.policy() == ToolPolicy.READ_ONLY) return Optional.empty();
    return visitor.flatMap(
        one ->
            switch (node.takeEffect(one, clock.instant())) {
              case Granted _ -> Optional.<ToolOutcome>empty();
              case Refused refused -> Optional.of(tooMany(refused));
            });
  }

  private static ToolOutcome tooMany(Refused refused) {
    return ToolOutcome.of(
        ToolOutcome.Kind.REJECTED,
        new Json(
            "{\"error\":\"too many such requests came from the customer's network lately: nothing"
                + " was done now; what was asked for before stands\",\"retryAfterSeconds\":%d}"
                    .formatted(refused.retryAfter().toSeconds())));
  }

  /// The model, with its further calls counted: those after tools, and those for memory.
  public LanguageModel counted(LanguageModel model) {
    return visitor.<LanguageModel>map(one -> new Counted(model, node, one, clock)).orElse(model);
  }

  private record Counted(
      LanguageModel model, NodeVisitors node, String visitor, InstantSource clock)
      implements LanguageModel {
    @Override
    public String name() {
      return model.name();
    }

    @Override
    public Cancellable start(Prompt prompt, ReplyListener listener) {
      boolean isFirst = prompt.purpose() == Purpose.REPLY && prompt.uses().isEmpty();
      if (!isFirst) node.modelCalled(visitor, clock.instant());
      return model.start(prompt, listener);
    }
  }
}
