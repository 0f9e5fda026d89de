package io.parley.core.tool;

import java.util.Optional;
import java.util.OptionalDouble;

/// How far a call under way has come, as its tool reports it: data for display, never an
/// instruction.
///
/// @param progress a finite number, in a unit of the tool's choice
/// @param total of the same unit; empty if the tool does not know it
/// @param message for people, at most [#MESSAGE_MAX] UTF-16 units: the rest is cut off
public record ToolProgress(double progress, OptionalDouble total, Optional<String> message) {
  public static final int MESSAGE_MAX = 200;

  public ToolProgress {
    if (!Double.isFinite(progress) || !Double.isFinite(total.orElse(0)))
      throw new IllegalArgumentException("progress: not a finite number (expected: a finite one)");
    message = message.map(text -> text.substring(0, LongResult.end(text, 0, MESSAGE_MAX)));
  }
}
