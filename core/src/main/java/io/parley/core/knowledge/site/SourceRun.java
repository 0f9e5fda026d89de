package io.parley.core.knowledge.site;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One run of a source: everything was asked for once.
///
/// @param id counts up
/// @param isForced whether it may remove most of the pages
/// @param endedAt empty while it goes on
/// @param result empty until it has ended
public record SourceRun(
    long id,
    Instant begunAt,
    boolean isForced,
    Optional<Instant> endedAt,
    Optional<Result> result) {

  /// @param requested pages that were asked for
  /// @param stored new texts, and changed ones; @param unchanged pages; @param removed pages
  /// @param held pages that would have been removed, if they were not most of them
  /// @param skipped pages that say they should not be read, have no text, or are copies of others
  /// @param failed pages that gave no answer; their texts stay
  /// @param isComplete false when the run ended at a limit, or at a fault
  /// @param error of the run as a whole, for people
  /// @param problems for people: addresses with what was wrong there
  public record Result(
      int requested,
      int stored,
      int unchanged,
      int removed,
      int held,
      int skipped,
      int failed,
      boolean isComplete,
      Optional<String> error,
      List<String> problems) {
    public Result {
      problems = List.copyOf(problems);
    }

    /// A run that did nothing but fail.
    public static Result failure(String error) {
      return new Result(0, 0, 0, 0, 0, 0, 0, false, Optional.of(error), List.of());
    }
  }
}
