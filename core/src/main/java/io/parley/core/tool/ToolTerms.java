package io.parley.core.tool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The terms of a call, defined by its tool when the model requested it. Recorded with the call, so
/// that a later change or removal of the tool does not affect a call under way.
///
/// @param approval whether somebody must agree before
/// @param deadline how long the call may take, retries included
/// @param dependency the system that the call depends on; deadline and dependency are empty in
///   older recorded calls, and in calls of unknown tools
/// @param rule which calls need consent, and whose; empty for `always` or `never`, as `approval`
///   says, of a human agent
/// @param cost of the call; empty where its source names none, and in older recorded calls
public record ToolTerms(
    ToolPolicy policy,
    boolean approval,
    Optional<Duration> deadline,
    Optional<String> dependency,
    Optional<ApprovalRule> rule,
    Optional<CallCost> cost) {

  /// Without a cost.
  public ToolTerms(
      ToolPolicy policy,
      boolean approval,
      Optional<Duration> deadline,
      Optional<String> dependency,
      Optional<ApprovalRule> rule) {
    this(policy, approval, deadline, dependency, rule, Optional.empty());
  }

  /// Without a rule of its own.
  public ToolTerms(
      ToolPolicy policy,
      boolean approval,
      Optional<Duration> deadline,
      Optional<String> dependency) {
    this(policy, approval, deadline, dependency, Optional.empty());
  }

  /// Without a deadline and a dependency.
  public ToolTerms(ToolPolicy policy, boolean approval) {
    this(policy, approval, Optional.empty(), Optional.empty());
  }

  /// These terms for one call, with what its rule says about it. Under `risky` a call needs consent
  /// also where the tool itself asks for approval: what a server says about its tools may raise the
  /// risk, never lower it.
  public ToolTerms forCall(Json arguments, boolean agreedBefore) {
    boolean needed =
        rule.map(
                given ->
                    given.needsConsent(arguments, policy, agreedBefore)
                        || (approval && given.when() == ApprovalRule.When.RISKY))
            .orElse(approval);
    return new ToolTerms(policy, needed, deadline, dependency, rule, cost);
  }

  /// The people to ask one after the other, where somebody must agree.
  public List<ApprovalRule.Asked> people() {
    return rule.map(ApprovalRule::people).orElse(List.of(ApprovalRule.Asked.COLLEAGUE));
  }
}
