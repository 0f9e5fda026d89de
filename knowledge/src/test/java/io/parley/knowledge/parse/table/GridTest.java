package io.parley.knowledge.parse.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
  /// A file of a wide head and many short rows would take the product of both.
  @Test
  void short_rows_are_not_filled_up() {
    var grid =
        new Grid(List.of(List.of("size", "", "colour", "price"), List.of("42"), List.of("43", "")));
    assertThat(grid.head()).containsExactly("size", "colour", "price");
    assertThat(grid.body()).containsExactly(List.of("42"), List.of("43"));
  }
}
