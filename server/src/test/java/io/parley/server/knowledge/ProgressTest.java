package io.parley.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter out = new StringWriter();

  @Test
  void a_terminal_shows_a_bar_that_is_written_over() {
    var progress = new Progress(new PrintWriter(out), true, 2);
    progress.skipped("a.md");
    progress.refused("b.png", "unknown-type");
    progress.end();
    assertThat(out.toString())
        .contains("[############............] 1/2 a.md")
        .contains("\r\u001B[Krefused b.png: unknown-type\n")
        .endsWith("[########################] 2/2 b.png\r\u001B[K");
  }

  @Test
  void elsewhere_each_change_is_a_line() {
    var progress = new Progress(new PrintWriter(out), false, 3);
    progress.skipped("a.md");
    progress.done("uploaded", "b.md");
    progress.refused("c.png", "unknown-type");
    progress.end();
    assertThat(out).hasToString("uploaded b.md\nrefused c.png: unknown-type\n");
  }
}
