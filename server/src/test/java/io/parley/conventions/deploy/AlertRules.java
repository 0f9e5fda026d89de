package io.parley.conventions.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.conventions.Repository;
import java.nio.file.Path;
import java.util.List;

/// The file of alert rules, as Prometheus reads it.
public record AlertRules(List<Group> groups) {
  static final Path FILE = Repository.ROOT.resolve("deploy/prometheus/alerts.yaml");

  record Group(String name, List<Rule> rules) {}

  /// @param lasting `for`: how long the condition holds before the alert fires
  record Rule(
      String alert,
      String expr,
      @JsonProperty("for") String lasting,
      Labels labels,
      Annotations annotations) {}

  enum Severity {
    warning,
    critical
  }

  record Labels(Severity severity) {}

  /// @param runbook `docs/OPERATIONS.md#heading`
  record Annotations(String summary, String description, String runbook) {}

  public static AlertRules read() {
    return StrictYaml.read(FILE, AlertRules.class);
  }

  List<Rule> rules() {
    return groups.stream().flatMap(group -> group.rules().stream()).toList();
  }

  public List<String> expressions() {
    return rules().stream().map(Rule::expr).toList();
  }
}
