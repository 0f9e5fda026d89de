package io.parley.core.tool;

import java.time.Duration;
import java.util.Optional;

/// The description of a tool for models and sessions.
///
/// @param name as the model calls it, such as `kb.search`
/// @param label for people: "Searching the knowledge base"
/// @param description for the model: when to use it
/// @param parameters JSON Schema (2020-12) of the arguments, an object
/// @param approval whether a human of the company must agree before each call, where there is no
///   rule
/// @param deadline how long one call may take, retries included
/// @param dependency the system that it depends on, such as `postgresql`; each has one circuit
///   breaker
/// @param personal whether its result or effect depends on the customer: an answer that uses it is
///   for this customer alone
/// @param rule which calls need consent, and whose
/// @param destructive whether a call may destroy something, although it can be repeated safely:
///   risky under a rule
/// @param cost of one call, if its source's definition names it
public record ToolSpec(
    String name,
    String label,
    String description,
    Json parameters,
    ToolPolicy policy,
    boolean approval,
    Duration deadline,
    String dependency,
    boolean personal,
    Optional<ApprovalRule> rule,
    boolean destructive,
    Optional<CallCost> cost) {

  /// Without a rule of its own.
  public ToolSpec(
      String name,
      String label,
      String description,
      Json parameters,
      ToolPolicy policy,
      boolean approval,
      Duration deadline,
      String dependency,
      boolean personal) {
    this(
        name,
        label,
        description,
        parameters,
        policy,
        approval,
        deadline,
        dependency,
        personal,
        Optional.empty(),
        false,
        Optional.empty());
  }

  /// The same tool under this rule.
  public ToolSpec under(ApprovalRule given) {
    return with(dependency, Optional.of(given), destructive, cost);
  }

  /// The same tool, whose calls may destroy something.
  public ToolSpec destructive(boolean may) {
    return with(dependency, rule, may, cost);
  }

  /// The same tool, with this cost of a call.
  public ToolSpec costing(CallCost each) {
    return with(dependency, rule, destructive, Optional.of(each));
  }

  /// The same tool, with another name of the system that it depends on.
  public ToolSpec dependingOn(String system) {
    return with(system, rule, destructive, cost);
  }

  private ToolSpec with(
      String system, Optional<ApprovalRule> given, boolean isDestructive, Optional<CallCost> each) {
    return new ToolSpec(
        name,
        label,
        description,
        parameters,
        policy,
        approval,
        deadline,
        system,
        personal,
        given,
        isDestructive,
        each);
  }

  /// Its terms, as they are recorded with each call.
  public ToolTerms terms() {
    boolean risky =
        destructive && rule.filter(r -> r.when() == ApprovalRule.When.RISKY).isPresent();
    return new ToolTerms(
        policy, approval || risky, Optional.of(deadline), Optional.of(dependency), rule, cost);
  }
}
