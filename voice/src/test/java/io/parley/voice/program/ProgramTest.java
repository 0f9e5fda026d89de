package io.parley.voice.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// With the shell, which every system has.
class ProgramTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Path SH = Path.of("/bin/sh");

  private final Program shell = new Program(SH, Map.of("GREETING", "Grüß Gott"));

  private Program.Run run(String script, String input) throws IOException {
    return shell.start(List.of("-c", script), input);
  }

  @Test
  void input_and_output_are_utf_8() throws Exception {
    var run = run("read -r line; echo \"$GREETING, $line\"", "Jürgen\n");
    assertThat(new String(run.finish(SOON), UTF_8)).isEqualTo("Grüß Gott, Jürgen\n");
  }

  @Test
  void an_exit_code_other_than_0_is_a_failure() throws Exception {
    assertThatThrownBy(() -> run("exit 3", "").finish(SOON))
        .isInstanceOf(IOException.class)
        .hasMessage("sh ended with code 3 (expected: 0)");
  }

  @Test
  void a_program_that_takes_too_long_is_killed() throws Exception {
    var run = run("exec sleep 600", "");
    assertThatThrownBy(() -> run.finish(Duration.ofMillis(50)))
        .isInstanceOf(IOException.class)
        .hasMessage("sh took longer than 50 ms");
    await().until(() -> sleepers() == 0);
  }

  @Test
  void a_killed_program_fails_at_once() throws Exception {
    var run = run("exec sleep 600", "");
    run.kill();
    assertThatThrownBy(() -> run.finish(SOON))
        .isInstanceOf(IOException.class)
        .hasMessage("sh ended with code 137 (expected: 0)");
    assertThat(sleepers()).isZero();
  }

  @Test
  void interrupting_the_waiting_thread_kills_the_process() throws Exception {
    var run = run("exec sleep 600", "");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> run.finish(SOON)).isInstanceOf(InterruptedException.class);
    await().until(() -> sleepers() == 0);
  }

  @Test
  void a_missing_program_cannot_be_started() {
    var nowhere = new Program(Path.of("/nowhere/flite"), Map.of());
    assertThatThrownBy(() -> nowhere.start(List.of(), "")).isInstanceOf(IOException.class);
  }

  @Test
  void installed_programs_are_found_by_name() {
    assertThat(Program.onPath("sh").orElseThrow().file()).isExecutable();
    assertThat(Program.onPath("no-such-program")).isEmpty();
  }

  private static long sleepers() {
    return ProcessHandle.current()
        .children()
        .filter(
            child ->
                child.info().arguments().filter(all -> List.of(all).contains("600")).isPresent())
        .count();
  }
}
