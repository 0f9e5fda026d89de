package io.parley.core.tool;

import java.time.Duration;
import java.util.Optional;

/// The terms of a call, defined by its tool when the model requested it. Recorded with the call, so
/// that a later change or removal of the tool does not affect a call under way.
///
/// @param approval whether a human of the company must agree before
/// @param deadline how long the call may take, retries included
/// @param dependency the system that the call depends on; deadline and dependency are empty in
///   older recorded calls, and in calls of unknown tools
public record ToolTerms(
    ToolPolicy policy, boolean approval, Optional<Duration> deadline, Optional<String> dependency) {

  /// Without a deadline and a dependency.
  public ToolTerms(ToolPolicy policy, boolean approval) {
    this(policy, approval, Optional.empty(), Optional.empty());
  }
}
