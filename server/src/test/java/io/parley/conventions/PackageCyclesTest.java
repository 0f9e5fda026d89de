package io.parley.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Packages of a module depend on each other in one direction only.
class PackageCyclesTest {
  @Test
  void no_module_has_cyclic_package_imports() {
    var graph = ImportGraph.read();
    var found = new TreeMap<String, List<NavigableSet<String>>>();
    for (var module : graph.modules()) {
      var cycles = graph.cycles(module);
      if (!cycles.isEmpty()) found.put(module, cycles);
    }
    assertThat(found)
        .as("packages with cyclic imports, by module; all imports are:\n%s", graph)
        .isEmpty();
  }

  @Test
  void cycles_of_any_length_are_found() {
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
