package io.parley.tools.mcp;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The scenarios that the revision without sessions requires: see [McpConformanceIT].
@Tag("long")
class McpStatelessConformanceIT extends ConformanceRuns {
  @Test
  void every_required_scenario_passes() throws Exception {
    allPass("2026-07-28");
  }
}
