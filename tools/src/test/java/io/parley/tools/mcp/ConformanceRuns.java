package io.parley.tools.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.outbound.testing.NpmPeers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Runs scenarios of the conformance suite of the protocol's authors, for clients: one after the
/// other, because each starts a JVM and has 30 s.
abstract class ConformanceRuns {
  private static final int SCENARIO_SECONDS = 120;
  private static NpmPeers peers;

  @TempDir static Path directory;

  @BeforeAll
  static void install() throws Exception {
    peers = NpmPeers.installed();
    var client =
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s \"$@\"\n"
            .formatted(
                ProcessHandle.current().info().command().orElseThrow(),
                System.getProperty("java.class.path"),
                ConformanceClient.class.getName());
    Files.writeString(directory.resolve("client.sh"), client);
    Files.setPosixFilePermissions(
        directory.resolve("client.sh"), PosixFilePermissions.fromString("rwx------"));
  }

  /// Every scenario that a revision requires passes.
  static void allPass(String revision) throws IOException, InterruptedException {
    var scenarios = required(revision);
    assertThat(scenarios).hasSizeGreaterThan(15);
    var failed = new ArrayList<String>();
    for (var scenario : scenarios) run(scenario, failed, "--spec-version", revision);
    assertThat(failed).isEmpty();
  }

  static void passes(String scenario) throws IOException, InterruptedException {
    var failed = new ArrayList<String>();
    run(scenario, failed);
    assertThat(failed).isEmpty();
  }

  private static void run(String scenario, List<String> failed, String... options)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            peers.command(
                "conformance/dist/index.js",
                "client",
                "--scenario",
                scenario,
                "--command",
                directory.resolve("client.sh").toString()));
    command.addAll(List.of(options));
    var log = directory.resolve("log");
    var suite =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = suite.waitFor(SCENARIO_SECONDS, TimeUnit.SECONDS);
    suite.destroyForcibly();
    var said = Files.readString(log);
    if (!ended || suite.exitValue() != 0 || !said.contains("OVERALL: PASSED"))
      failed.add(scenario + "\n" + said);
  }

  /// The scenarios of the suite's own list, under `client:`.
  private static List<String> required(String revision) throws IOException {
    var list = Path.of(peers.path("conformance/requirements/" + revision + ".yaml"));
    var scenarios = new ArrayList<String>();
    boolean inClient = false;
    for (var line : Files.readAllLines(list, UTF_8)) {
      if (line.matches("[a-z_]+:")) inClient = line.equals("client:");
      else if (inClient && line.startsWith("  - ")) scenarios.add(line.substring(4).strip());
    }
    return scenarios;
  }
}
