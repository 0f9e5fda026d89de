package io.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class JitterCommandTest {
  @ParameterizedTest
  @CsvSource({"--calls, 0", "--delay-min, 401", "--delay-min, -1"})
  void wrong_options_are_refused_with_what_was_expected(String option, String value) {
    var said = new StringWriter();
    int code =
        new CommandLine(new JitterCommand())
            .setErr(new PrintWriter(said))
            .execute(option + "=" + value);

    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(said.toString()).contains(option, value, "expected");
  }
}
