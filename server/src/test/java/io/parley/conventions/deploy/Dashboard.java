package io.parley.conventions.deploy;

import io.parley.conventions.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// The Grafana dashboard: the part of the format that ours uses; other fields are refused.
///
/// @param refresh its interval
public record Dashboard(
    String uid,
    String title,
    List<String> tags,
    String timezone,
    String refresh,
    int schemaVersion,
    boolean editable,
    Map<String, String> time,
    Templating templating,
    List<Panel> panels) {

  record Templating(List<Variable> list) {}

  record Variable(
      String name,
      String label,
      String type,
      String query,
      Source datasource,
      Integer refresh,
      Boolean multi,
      Boolean includeAll,
      String allValue) {}

  record Source(String type, String uid) {}

  /// @param targets its queries; none for a row
  record Panel(
      int id,
      String type,
      String title,
      String description,
      Place gridPos,
      Source datasource,
      Fields fieldConfig,
      Map<String, Object> options,
      List<Target> targets,
      Boolean collapsed,
      List<Panel> panels) {
    Panel {
      targets = targets == null ? List.of() : targets;
    }
  }

  record Place(int x, int y, int w, int h) {}

  record Fields(Map<String, Object> defaults, List<Map<String, Object>> overrides) {}

  record Target(String refId, String expr, String legendFormat, Boolean instant) {}

  public static Dashboard read() {
    try {
      return StrictYaml.json()
          .readValue(
              Repository.read(Repository.ROOT.resolve("deploy/grafana/dashboards/parley.json")),
              Dashboard.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> expressions() {
    return panels.stream().flatMap(panel -> panel.targets().stream()).map(Target::expr).toList();
  }
}
