package io.parley.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Packages of a module build on each other in one direction.
class PackageCyclesTest {
  @Test
  void no_packages_of_a_module_import_each_other_in_a_circle() {
    var graph = ImportGraph.read();
    var found = new TreeMap<String, List<NavigableSet<String>>>();
    for (var module : graph.modules()) {
      var cycles = graph.cycles(module);
      if (!cycles.isEmpty()) found.put(module, cycles);
    }
    assertThat(found)
        .as("packages that import each other in a circle, by module; all imports are:\n%s", graph)
        .isEmpty();
  }

  @Test
  void a_circle_is_found_however_long_it_is() {
    assertThat(
            ImportGraph.cycles(
                Map.of(
                    "a", List.of("b"),
                    "b", List.of("c", "elsewhere"),
                    "c", List.of("a", "d"),
                    "d", List.of("e"),
                    "e", List.of("f"),
                    "f", List.of("e"),
                    "g", List.of("a"))))
        .containsExactlyInAnyOrder(sorted("a", "b", "c"), sorted("e", "f"));
  }

  private static NavigableSet<String> sorted(String... names) {
    return new TreeSet<>(List.of(names));
  }
}
