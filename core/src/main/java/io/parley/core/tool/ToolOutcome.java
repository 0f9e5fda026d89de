package io.parley.core.tool;

import java.util.List;

/// The outcome of a call, as the session stores it and the model reads it.
public record ToolOutcome(Kind kind, Json result, List<Source> sources) {

  public enum Kind {
    /// The effect, if the tool has one, is there.
    SUCCEEDED,
    /// It is certain that there was no effect.
    FAILED,
    /// The call was not allowed or its arguments were wrong; nothing was sent.
    REJECTED,
    /// It may have happened. Visible until it is resolved.
    IN_DOUBT
  }

  public ToolOutcome {
    sources = List.copyOf(sources);
  }

  public static ToolOutcome succeeded(Json result, List<Source> sources) {
    return new ToolOutcome(Kind.SUCCEEDED, result, sources);
  }

  public static ToolOutcome of(Kind kind, Json result) {
    return new ToolOutcome(kind, result, List.of());
  }
}
