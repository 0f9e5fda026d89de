package io.parley.core.tool;

import java.time.Duration;
import java.util.Optional;

/// How a call is made, as its tool said when the model asked for it. Recorded with the call, so
/// that a tool that changes or is removed meanwhile changes nothing about a call that is under way.
///
/// @param approval whether a human of the company must agree before
/// @param deadline how long the call may take, retries included
/// @param dependency what the call leans on; deadline and dependency are empty in calls from before
///   they were recorded, and in calls of tools that do not exist
public record ToolTerms(
    ToolPolicy policy, boolean approval, Optional<Duration> deadline, Optional<String> dependency) {

  /// Of a tool that names neither.
  public ToolTerms(ToolPolicy policy, boolean approval) {
    this(policy, approval, Optional.empty(), Optional.empty());
  }
}
