package io.parley.core.tool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The outcome of a call, as the session stores it and the model reads it.
///
/// @param answerWithin how long the answer may take; of `PENDING` alone
public record ToolOutcome(
    Kind kind, Json result, List<Source> sources, Optional<Duration> answerWithin) {

  public enum Kind {
    /// The effect, if the tool has one, is there.
    SUCCEEDED,
    /// It is certain that there was no effect.
    FAILED,
    /// The call was not allowed or its arguments were wrong; nothing was sent.
    REJECTED,
    /// It may have happened. Visible until it is resolved.
    IN_DOUBT,
    /// The dependency took the call, and answers it later by a callback.
    PENDING
  }

  public ToolOutcome {
    sources = List.copyOf(sources);
    if (answerWithin.isPresent() && kind != Kind.PENDING)
      throw new IllegalArgumentException("answerWithin of %s (expected: PENDING)".formatted(kind));
  }

  /// A certain outcome, or a doubt.
  public ToolOutcome(Kind kind, Json result, List<Source> sources) {
    this(kind, result, sources, Optional.empty());
  }

  /// The answer comes later.
  public static ToolOutcome pending(Duration answerWithin) {
    return new ToolOutcome(Kind.PENDING, Json.EMPTY_OBJECT, List.of(), Optional.of(answerWithin));
  }

  public static ToolOutcome succeeded(Json result, List<Source> sources) {
    return new ToolOutcome(Kind.SUCCEEDED, result, sources);
  }

  public static ToolOutcome of(Kind kind, Json result) {
    return new ToolOutcome(kind, result, List.of());
  }
}
