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
    Optional<ApprovalRule> rule) {

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
        Optional.empty());
  }

  /// The same tool under this rule.
  public ToolSpec under(ApprovalRule given) {
    return new ToolSpec(
        name,
        label,
        description,
        parameters,
        policy,
        approval,
        deadline,
        dependency,
        personal,
        Optional.of(given));
  }

  /// Its terms, as they are recorded with each call.
  public ToolTerms terms() {
    return new ToolTerms(policy, approval, Optional.of(deadline), Optional.of(dependency), rule);
  }
}
