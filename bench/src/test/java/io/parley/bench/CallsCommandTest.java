package io.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CallsCommandTest {
  @Test
  void a_directory_without_models_is_named_and_nothing_is_measured(@TempDir Path empty) {
    var said = new StringWriter();
    int code =
        new CommandLine(new CallsCommand())
            .setErr(new PrintWriter(said))
            .execute("--models", empty.toString());

    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(said.toString()).contains(empty.toString(), "no models of speech");
  }
}
