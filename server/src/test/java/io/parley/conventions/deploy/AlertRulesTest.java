package io.parley.conventions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.conventions.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// The alert rules: required fields, and promtool's verdict. `DashboardMetricsIT` checks with a
/// running program that their metrics exist.
class AlertRulesTest {
  private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);
  private static final Pattern FENCED =
      Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);

  /// Test cases of promtool: series over time and the expected alerts.
  private static final Path TIMES =
      Repository.ROOT.resolve("server/src/test/resources/prometheus/alerts-test.yaml");

  private final AlertRules file = AlertRules.read();

  @Test
  void each_has_a_severity_a_summary_and_a_link_to_the_manual() {
    var manual = headings("docs/OPERATIONS.md");
    assertThat(file.rules())
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.labels().severity()).as(rule.alert()).isNotNull();
              assertThat(rule.annotations().summary()).as(rule.alert()).isNotBlank();
              assertThat(rule.annotations().description()).as(rule.alert()).isNotBlank();
              var runbook = rule.annotations().runbook().split("#", 2);
              assertThat(runbook[0]).isEqualTo("docs/OPERATIONS.md");
              assertThat(runbook[1]).as(rule.alert()).isIn(manual);
            });
    assertThat(file.rules().stream().map(AlertRules.Rule::alert)).doesNotHaveDuplicates();
  }

  /// The anchor of a Markdown heading: lower case, no punctuation, dashes for blanks.
  private static Set<String> headings(String document) {
    var text = FENCED.matcher(Repository.read(Repository.ROOT.resolve(document))).replaceAll("");
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void the_manual_lists_every_alert() {
    var manual = Repository.read(Repository.ROOT.resolve("docs/OPERATIONS.md"));
    assertThat(file.rules())
        .allSatisfy(rule -> assertThat(manual).contains("`" + rule.alert() + "`"));
  }

  @Test
  void prometheus_accepts_the_rules(TestReporter reporter)
      throws IOException, InterruptedException {
    if (Command.findOrInstall("promtool", "prometheus").isEmpty()) {
      reporter.publishEntry("alerts", "not checked by promtool: it is not installed");
      return;
    }
    var checked = Command.run("promtool", "check", "rules", AlertRules.FILE.toString());
    assertThat(checked.code()).as(checked.output()).isZero();
    var configuration =
        Command.run(
            "promtool",
            "check",
            "config",
            "--syntax-only",
            AlertRules.FILE.resolveSibling("prometheus.yaml").toString());
    assertThat(configuration.code()).as(configuration.output()).isZero();
    var sounded = Command.run("promtool", "test", "rules", TIMES.toString());
    assertThat(sounded.code()).as(sounded.output()).isZero();
  }

  /// Without a test case, nobody knows whether a rule ever fires.
  @Test
  void every_alert_on_turns_journal_and_backlogs_has_a_rule_test() {
    var tried = Repository.read(TIMES);
    assertThat(file.groups())
        .filteredOn(group -> Set.of("parley-turns", "parley-journal").contains(group.name()))
        .hasSize(2)
        .flatExtracting(AlertRules.Group::rules)
        .allSatisfy(rule -> assertThat(tried).contains("alertname: " + rule.alert()));
  }

  @Test
  void metric_names_are_found_in_expressions() {
    assertThat(
            PromQl.selected(
                "sum by (le, x) (rate(a_bucket{b=\"c_d{}\", e=~\"f\"}[5m] offset 1h)) > 2.5e3 and"
                    + " on(g) max(h) or i{j!=\"\"}"))
        .isEqualTo(Map.of("a_bucket", Set.of("b", "e"), "h", Set.of(), "i", Set.of("j")));
  }
}
