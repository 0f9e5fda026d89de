package io.parley.core.money;

import io.parley.core.agent.AgentRef;
import io.parley.core.model.Purpose;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The books' answer to a [UsageQuery].
///
/// @param rows by day, agent, model, purpose; at most [UsageQuery#ROWS_MAX]
/// @param complete whether there are no more rows than these
/// @param total of all calls, including rows that were left out
/// @param unpricedModels names of models that were called without a price
public record UsageReport(
    List<Row> rows, boolean complete, UsageSum total, List<String> unpricedModels) {
  public UsageReport {
    rows = List.copyOf(rows);
    unpricedModels = List.copyOf(unpricedModels);
  }

  /// Calls added up; fields outside the grouping are empty.
  public record Row(
      Optional<AgentRef> agent,
      Optional<String> model,
      Optional<Purpose> purpose,
      Optional<LocalDate> day,
      UsageSum sum) {}
}
