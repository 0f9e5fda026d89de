package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command `parley org`, as far as no server answers.
class OrgCommandTest {
  private static final String SERVER = "http://127.0.0.1:1";

  @TempDir private Path directory;

  private CommandLineRun apply(String... more) {
    var arguments = new String[2 + more.length];
    arguments[0] = "org";
    arguments[1] = "apply";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return CommandLineRun.of(arguments);
  }

  private String key(String text) throws IOException {
    return Files.writeString(directory.resolve("key"), text).toString();
  }

  @Test
  void it_says_which_commands_there_are() {
    assertThat(CommandLineRun.of("org"))
        .returns(ExitCode.REFUSED, CommandLineRun::code)
        .extracting(CommandLineRun::output)
        .asString()
        .contains("expected: apply or export");
  }

  @Test
  void a_key_of_another_form_is_refused_and_not_shown() throws IOException {
    var run =
        apply(directory.toString(), "--server", SERVER, "--key-file", key("plk_one\nplk_two"));
    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.output()).contains("--key-file: no key").doesNotContain("plk_");
  }

  @Test
  void an_address_of_another_form_is_refused() throws IOException {
    for (var address : List.of("ftp://a", "https://a/parley", "https://a?b", "https://u@a")) {
      var run = apply(directory.toString(), "--server", address, "--key-file", key("plk_one"));
      assertThat(run.code()).as(address).isEqualTo(ExitCode.REFUSED);
      assertThat(run.output()).contains("--server: another form").doesNotContain("plk_");
    }
  }

  @Test
  void an_unknown_folder_is_refused_and_one_of_yes_and_check_is_given() throws IOException {
    var folder = directory.resolve("none").toString();
    var run = apply(folder, "--server", SERVER, "--key-file", key("plk_one"));
    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.output()).contains("is no folder");
    assertThat(apply(folder, "--yes", "--check").output()).contains("--yes with --check");
  }

  @Test
  void an_unknown_part_is_refused() {
    var run = CommandLineRun.of("org", "export", directory.toString(), "--only", "people");
    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.output()).contains("--only: people (expected: organisation, roles");
  }

  @Test
  void a_server_that_does_not_answer_ends_with_a_sentence() throws IOException {
    var roles = Files.createDirectories(directory.resolve("org/roles"));
    Files.writeString(roles.resolve("night.conf"), "permissions = [read]");
    var run = apply(roles.getParent().toString(), "--server", SERVER, "--key-file", key("plk_one"));
    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.output()).contains("does not answer").doesNotContain("plk_");
  }
}
