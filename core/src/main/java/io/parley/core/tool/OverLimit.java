package io.parley.core.tool;

import java.time.Instant;
import java.util.Optional;

/// A call is over a limit of its source, and is not made.
///
/// @param pattern of the tools whose calls the limit counts
/// @param freeAt when calls may be made again; empty in this session never
public record OverLimit(String pattern, CallLimit.Part limit, Optional<Instant> freeAt) {

  /// For the model.
  public ToolOutcome outcome() {
    var when =
        freeAt
            .map(at -> "calls may be made again at " + at)
            .orElse("no more calls in this conversation");
    return ToolOutcome.of(
        ToolOutcome.Kind.REJECTED,
        new Json(
            "{\"error\":\"the limit of %s for %s is reached: this call was not made; %s\",\"limit\":\"%s\",\"tools\":\"%s\"%s}"
                .formatted(
                    limit.text(),
                    pattern,
                    when,
                    limit.text(),
                    pattern,
                    freeAt.map(at -> ",\"freeAt\":\"" + at + "\"").orElse(""))));
  }
}
