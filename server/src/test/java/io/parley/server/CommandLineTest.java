package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The command line, as far as it starts nothing.
class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new ParleyCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(new StartProblems())
        .execute(arguments);
  }

  @Test
  void help_lists_commands_and_options() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("serve")
        .contains("version")
        .containsPattern("\n +models +Downloads what calls need")
        .contains("help")
        .contains("--config=FILE")
        .contains("--help")
        .contains("--version")
        .contains("docs/CONFIGURATION.md");
    assertThat(run("serve", "--help")).isZero();
  }

  @Test
  void help_explains_several_nodes_and_hides_internal_options() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .containsPattern("\n +cluster +Starts several nodes")
        .containsPattern("\n +join +Adds a node to a")
        .doesNotContainPattern("\n +node ");
    assertThat(run("cluster", "--help")).isZero();
    assertThat(run("join", "--help")).isZero();
    assertThat(out.toString()).contains("NODES", "Ctrl-C");
  }

  @Test
  void an_invalid_number_of_nodes_exits_with_2() {
    assertThat(run("cluster", "0")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("NODES: 0 (expected: 1 to 20)");
  }

  @Test
  void joining_without_a_running_cluster_exits_with_2_and_a_message(@TempDir Path directory)
      throws IOException {
    var file = Files.writeString(directory.resolve("a.conf"), "parley.data = " + directory);
    assertThat(run("join", "--config", file.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("parley.data: " + directory + " (expected: ");
    assertThat(directory.resolve("nodes")).doesNotExist();
  }

  @Test
  void a_tool_source_has_one_definition(@TempDir Path directory) throws IOException {
    assertThat(run("tools")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString())
        .contains("expected: list, add, try, sign-in, sign-out, approve, remove or dead-letters");
    assertThat(run("tools", "add", "crm")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("definition is missing (expected: FILE or --mcp)");
    var file = Files.writeString(directory.resolve("crm.conf"), "kind = ").toString();
    assertThat(run("tools", "add", "crm", file, "--mcp", "https://crm.example"))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(run("tools", "add", "crm", file, "--header", "a=b")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("--header with a FILE (expected: headers in its settings)");
    assertThat(run("tools", "add", "crm", file)).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("crm.conf: 1");
    assertThat(run("tools", "add", "crm", file + ".json")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("crm.conf.json cannot be read");
  }

  @Test
  void the_version_is_printed() {
    assertThat(run("version")).isZero();
    assertThat(out.toString()).startsWith("parley ").contains("Java 2");
  }

  @Test
  void a_wrong_option_exits_with_2() {
    assertThat(run("--port")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("--port");
  }

  @Test
  void a_wrong_setting_exits_with_2_and_one_sentence(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("a.conf"), "parley.http.port = 70000");
    assertThat(run("--config", file.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString())
        .endsWith("parley: PARLEY_HTTP_PORT, parley.http.port: 70000 (expected: 0 to 65535)\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "serve", "cluster", "join", "models", "phone"})
  void the_config_option_is_accepted_before_the_command(String command, @TempDir Path directory)
      throws IOException {
    var file = Files.writeString(directory.resolve("a.conf"), "parley {").toString();
    var commands = command.isEmpty() ? List.<String>of() : List.of(command);
    for (var options : List.of(List.of("--config", file), List.of("--config=" + file))) {
      var before = Stream.of(options, commands).flatMap(List::stream).toArray(String[]::new);
      assertThat(run(before)).isEqualTo(ExitCode.REFUSED);
      assertThat(err.toString()).contains("a.conf: 1");
      err.getBuffer().setLength(0);
    }
    var after = Stream.of(commands, List.of("--config", file)).flatMap(List::stream);
    assertThat(run(after.toArray(String[]::new))).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("a.conf: 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call",
        "knowledge sources list",
        "knowledge search",
        "tools try",
        "tools dead-letters list"
      })
  void another_server_is_named_after_the_command(String command) {
    var words = Stream.concat(Stream.of(command.split(" ", -1)), Stream.of("--help"));
    assertThat(run(words.toArray(String[]::new))).isZero();
    assertThat(out.toString()).contains("--url=URL");
  }

  @Test
  void two_files_with_settings_are_refused() {
    assertThat(run("--config", "a.conf", "serve", "--config", "b.conf"))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString())
        .contains("--config: a.conf before the command and b.conf after it (expected: one file)");
    assertThat(run("--config", "a.conf", "version")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("--config: version reads no settings");
  }

  @Test
  void invalid_hocon_exits_with_2_and_the_position(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("a.conf"), "parley {");
    assertThat(run("serve", "--config", file.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("a.conf: 1");
  }
}
