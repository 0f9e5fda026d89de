package io.parley.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosersTest {
  private final List<String> closed = new ArrayList<>();
  private final Closers closers = new Closers();

  private void add(String what) {
    closers.onClose(what, () -> closed.add(what));
  }

  @Test
  void what_was_started_first_is_closed_last() {
    add("database");
    add("actors");
    add("port");
    closers.close();
    closers.close();
    assertThat(closed).containsExactly("port", "actors", "database");
  }

  @Test
  void one_that_cannot_be_closed_does_not_keep_the_others_open() {
    add("database");
    closers.onClose(
        "actors",
        () -> {
          throw new IllegalStateException("stuck");
        });
    closers.close();
    assertThat(closed).containsExactly("database");
  }

  @Test
  void what_is_started_after_the_end_is_closed_at_once() {
    closers.close();
    add("latecomer");
    assertThat(closed).containsExactly("latecomer");
  }
}
