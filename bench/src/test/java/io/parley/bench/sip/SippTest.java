package io.parley.bench.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files as sipp 3.6.1 writes them.
class SippTest {
  @TempDir Path directory;

  private void stat() throws IOException {
    Files.writeString(
        directory.resolve("stat.csv"),
        """
        StartTime;TotalCallCreated;CurrentCall;SuccessfulCall(P);SuccessfulCall(C);FailedCall(P);FailedCall(C);
        2026-11-25\t13:02:02.973455\t1795611722.973455;3;3;0;0;0;0;
        2026-11-25\t13:02:02.973455\t1795611722.973455;5;2;3;3;0;0;
        2026-11-25\t13:02:02.973455\t1795611722.973455;5;0;1;4;1;1;
        """);
  }

  @Test
  void calls_are_counted_and_set_up_times_are_read() throws IOException {
    stat();
    Files.writeString(
        directory.resolve("load_7720_rtt.csv"),
        """
        Date_ms;response_time_ms;rtd_no
        204.001;12;setup
        404.001;140.5;setup
        """);
    var outcome = Sipp.outcome(directory);
    assertThat(outcome.succeeded()).isEqualTo(4);
    assertThat(outcome.failed()).isEqualTo(1);
    assertThat(outcome.most()).isEqualTo(3);
    assertThat(outcome.setup().count()).isEqualTo(2);
    assertThat(outcome.setup().millis(100)).isCloseTo(140.5, within(0.2));
    assertThat(outcome.errors()).isEmpty();
  }

  @Test
  void without_an_answered_call_there_are_no_times() throws IOException {
    stat();
    Files.writeString(directory.resolve("errors"), "unexpected message\n");
    var outcome = Sipp.outcome(directory);
    assertThat(outcome.setup().count()).isZero();
    assertThat(outcome.errors()).contains("unexpected message");
  }

  @Test
  void a_run_that_counted_nothing_fails_with_its_output() throws IOException {
    Files.writeString(directory.resolve("output"), "Unable to load or parse 'load.xml'");
    assertThatThrownBy(() -> Sipp.outcome(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Unable to load");
  }
}
