package io.parley.conventions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.conventions.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// The operators' scripts, as far as they can be checked without running them; `RestoreDrillIT`
/// tests backup and restore.
class ScriptsTest {
  private static final List<Path> SCRIPTS =
      List.of("backup", "restore", "deploy").stream()
          .map(name -> Repository.ROOT.resolve("deploy").resolve(name))
          .toList();

  /// An option that takes a secret from a variable.
  private static final Pattern SECRET_ARGUMENT =
      Pattern.compile("--\\S*(?:password|secret|key)\\S*\\$", Pattern.CASE_INSENSITIVE);

  @Test
  void scripts_parse_and_stop_at_the_first_error() throws IOException, InterruptedException {
    for (var script : SCRIPTS) {
      assertThat(Files.isExecutable(script)).as(script.toString()).isTrue();
      assertThat(Repository.read(script)).contains("\nset -eu\n");
      var read = Command.run("sh", "-n", script.toString());
      assertThat(read.code()).as(read.output()).isZero();
    }
  }

  @Test
  void scripts_put_no_secret_on_a_command_line() {
    assertThat(SCRIPTS)
        .allSatisfy(
            script ->
                assertThat(SECRET_ARGUMENT.matcher(Repository.read(script)).find()).isFalse());
  }

  @Test
  void shellcheck_reports_nothing(TestReporter reporter) throws IOException, InterruptedException {
    if (Command.findOrInstall("shellcheck", "shellcheck").isEmpty()) {
      reporter.publishEntry("scripts", "not checked by shellcheck: it is not installed");
      return;
    }
    for (var script : SCRIPTS) {
      var checked =
          Command.run(
              "shellcheck",
              "--shell=sh",
              "--external-sources",
              "--source-path=SCRIPTDIR",
              script.toString());
      assertThat(checked.code()).as(checked.output()).isZero();
    }
  }

  @Test
  void a_script_without_arguments_prints_its_usage() throws IOException, InterruptedException {
    var deploy = Command.run(SCRIPTS.getLast().toString());
    assertThat(deploy.code()).isEqualTo(1);
    assertThat(deploy.output()).contains("usage: deploy/deploy");
    var nowhere = Command.run(SCRIPTS.getLast().toString(), "nowhere");
    assertThat(nowhere.output()).contains("expected: local or production");
  }
}
