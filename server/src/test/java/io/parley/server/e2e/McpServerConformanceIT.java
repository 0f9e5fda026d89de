package io.parley.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.outbound.testing.NpmPeers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The conformance suite of the protocol's authors, for servers, on the built program. Each
/// scenario that a revision requires is either run or named here with the reason why it does not
/// apply: most of them call a diagnostic tool, prompt or resource of the suite, which a real server
/// does not have. Such a fixture would answer with constants from code that exists for the suite
/// alone; how results, errors and progress are carried is tested with the real tools in
/// [McpServerIT].
@Tag("long")
class McpServerConformanceIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.OFFLINE);

  private static final int SCENARIO_SECONDS = 120;
  private static final Pattern FAILED = Pattern.compile("\\[([a-z0-9-]+) *] *FAILURE");

  /// Optional parts of the protocol that this server does not have, and does not announce.
  private static final List<String> NOT_OFFERED =
      List.of(
          "logging-set-level",
          "completion-complete",
          "prompts-",
          "resources-subscribe",
          "resources-unsubscribe",
          "elicitation-",
          // the server asks its clients nothing
          "input-required-result-",
          // streams of a session; this server has no sessions
          "server-sse-multiple-streams");

  /// All others. docs/TOOLS.md has the same list.
  private static final Map<String, Set<String>> PASSING =
      Map.of(
          "2025-11-25",
          Set.of(
              "server-initialize",
              "ping",
              "tools-list",
              "resources-list",
              "dns-rebinding-protection"),
          "2026-07-28",
          Set.of(
              "server-stateless",
              "tools-list",
              "resources-list",
              "sep-2164-resource-not-found",
              "dns-rebinding-protection",
              "caching"));

  /// These call what only the suite's own example server has.
  private static final List<String> OF_THE_EXAMPLE =
      List.of("tools-call-", "resources-read-", "resources-templates-read");

  /// Checks within a scenario that do not apply.
  private static final Map<String, Set<String>> CHECKS =
      Map.of(
          "server-stateless",
          Set.of(
              // the diagnostic tools test_missing_capability, test_streaming_elicitation,
              // test_logging_tool
              "sep-2575-server-rejects-undeclared-capability",
              "sep-2575-missing-capability-http-400",
              "sep-2575-http-server-no-independent-requests-on-stream",
              "sep-2575-server-no-log-without-loglevel"),
          "caching",
          // there are no prompts
          Set.of("sep-2549-prompts-list-caching-hints"));

  private static NpmPeers peers;

  @TempDir static Path directory;

  @BeforeAll
  static void install() throws Exception {
    peers = NpmPeers.installed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-11-25", "2026-07-28"})
  void every_scenario_that_applies_passes(String revision) throws Exception {
    var scenarios = required(revision).stream().filter(each -> applies(each)).toList();
    assertThat(scenarios).containsExactlyInAnyOrderElementsOf(PASSING.get(revision));
    try (var proxy = new TokenProxy(SERVER.http("/"), ServerProcess.AGENT_TOKEN)) {
      for (var scenario : scenarios)
        assertThat(failures(proxy, scenario, revision))
            .as(scenario)
            .isEqualTo(CHECKS.getOrDefault(scenario, Set.of()));
    }
  }

  /// Not yet required by the revision.
  @ParameterizedTest
  @ValueSource(strings = "http-header-validation")
  void these_pass_too(String scenario) throws Exception {
    try (var proxy = new TokenProxy(SERVER.http("/"), ServerProcess.AGENT_TOKEN)) {
      assertThat(failures(proxy, scenario, "2026-07-28")).isEmpty();
    }
  }

  private static boolean applies(String scenario) {
    return NOT_OFFERED.stream().noneMatch(scenario::startsWith)
        && OF_THE_EXAMPLE.stream().noneMatch(scenario::startsWith);
  }

  /// The names of the checks that failed.
  private static Set<String> failures(TokenProxy proxy, String scenario, String revision)
      throws IOException, InterruptedException {
    var log = directory.resolve("log");
    var suite =
        new ProcessBuilder(
                peers.command(
                    "conformance/dist/index.js",
                    "server",
                    "--url",
                    proxy.address("/v1/mcp").toString(),
                    "--scenario",
                    scenario,
                    "--spec-version",
                    revision))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = suite.waitFor(SCENARIO_SECONDS, TimeUnit.SECONDS);
    suite.destroyForcibly();
    var said = Files.readString(log).replaceAll("\u001b\\[[0-9;]*m", "");
    assertThat(ended).as(said).isTrue();
    assertThat(said).containsPattern("Passed: [1-9]");
    var failed =
        FAILED.matcher(said).results().map(found -> found.group(1)).collect(Collectors.toSet());
    // a crash of the suite is not a pass
    assertThat(suite.exitValue() == 0).as(said).isEqualTo(failed.isEmpty());
    return new TreeSet<>(failed);
  }

  /// The scenarios of the suite's own list, under `server:`.
  private static List<String> required(String revision) throws IOException {
    var list = Path.of(peers.path("conformance/requirements/" + revision + ".yaml"));
    var scenarios = new ArrayList<String>();
    boolean inServer = false;
    for (var line : Files.readAllLines(list, UTF_8)) {
      if (line.matches("[a-z_]+:")) inServer = line.equals("server:");
      else if (inServer && line.startsWith("  - ")) scenarios.add(line.substring(4).strip());
    }
    return scenarios;
  }
}
