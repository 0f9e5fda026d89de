package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `parley org` against the built program: an organisation becomes what a folder says, once, and
/// its files say what it has.
class OrganisationFilesIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  private static final int SAME = 0;
  private static final int DIFFERENT = 3;

  private static final String AGENT =
      """
      company = Larch, languages = [en], texts.en.title = Hello
      theme { accent = "#2f6f4f", accentDark = "#7fd1a5" }
      """;

  @TempDir private Path directory;

  /// For addresses and slugs, so that the test can be run again.
  private final String slug = "org-" + UUID.randomUUID().toString().substring(0, 8);

  private void write(String file, String text) throws IOException {
    var path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private String run(int code, String command, String folder, String... more) {
    var arguments = new String[7 + more.length];
    arguments[0] = "org";
    arguments[1] = command;
    arguments[2] = directory.resolve(folder).toString();
    arguments[3] = "--server";
    arguments[4] = SERVER.http("/").toString();
    arguments[5] = "--key-file";
    arguments[6] = directory.resolve("key").toString();
    System.arraycopy(more, 0, arguments, 7, more.length);
    var run = CommandLineRun.of(arguments);
    assertThat(run.code()).as(run.output()).isEqualTo(code);
    return run.output();
  }

  @Test
  void a_folder_is_compared_applied_and_the_same_afterwards_also_when_it_is_exported()
      throws Exception {
    var owner = NewOwner.of(SERVER, slug);
    write("key", owner.token());
    write("org/organisation.conf", "name = Larch, slugs = [%s, %s-2]".formatted(slug, slug));
    write("org/roles/night-shift.conf", "permissions = [read]");
    write("org/agents/support.conf", AGENT);
    write("org/agents/support.instructions.md", "Help customers of {{company}}.\n");

    assertThat(run(DIFFERENT, "apply", "org", "--check"))
        .contains("+ role night-shift", "+ agent support", "+ slug " + slug + "-2")
        .doesNotContain("added", owner.token());
    assertThat(owner.caller().get(SERVER, "/v1/organisation").get("name").asText())
        .isNotEqualTo("Larch");
    assertThat(run(SAME, "apply", "org", "--yes")).contains("added agent support");
    assertThat(run(SAME, "apply", "org", "--yes")).isEqualToIgnoringNewLines("nothing to change");

    run(SAME, "export", "files");
    assertThat(Files.readString(directory.resolve("files/agents/support.instructions.md")))
        .isEqualTo("Help customers of {{company}}.\n");
    assertThat(run(SAME, "apply", "files", "--check", "--prune")).contains("nothing to change");
    assertThat(owner.caller().get(SERVER, "/v1/organisation/agents/support").get("company"))
        .hasToString("\"Larch\"");
  }
}
