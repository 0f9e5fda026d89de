package io.parley.core.metering;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answer to a [MeteringQuery].
///
/// @param rows by beginning, kind and model; at most [MeteringQuery#ROWS_MAX]
/// @param complete whether there are no more rows than these
/// @param before amount that was stored before the first instant, for kinds that are
///   ([UsageKind#isStored])
public record UsageSums(List<Row> rows, boolean complete, Map<UsageKind, Long> before) {
  public UsageSums {
    rows = List.copyOf(rows);
    before = Map.copyOf(before);
  }

  /// @param start of the hour or day, or the query's
  /// @param amount in the kind's unit; below 0 where less is stored than before
  public record Row(Instant start, UsageKind kind, Optional<String> model, long amount) {}
}
