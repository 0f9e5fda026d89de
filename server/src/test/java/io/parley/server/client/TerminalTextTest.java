package io.parley.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTest {
  @Test
  void control_characters_are_written_out() {
    assertThat(TerminalText.escaped("a\u001B[2Jb\u202Ec")).isEqualTo("a\\u{1b}[2Jb\\u{202e}c");
  }

  @Test
  void a_message_of_a_failure_is_safe_to_print_and_stays_so() {
    var failure = new ClientFailure(0, "bad\u001B[2J", null);
    assertThat(failure).hasMessage("bad\\u{1b}[2J");
    assertThat(new ClientFailure(0, failure.getMessage(), failure))
        .hasMessage(failure.getMessage());
  }
}
