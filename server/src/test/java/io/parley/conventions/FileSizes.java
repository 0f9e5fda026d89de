package io.parley.conventions;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The sizes of the main Java files, in lines, by module.
final class FileSizes {
  private static final int LONGEST_SHOWN = 3;

  private record Size(String name, int lines) {}

  private final SortedMap<String, List<Size>> modules;

  private FileSizes(SortedMap<String, List<Size>> modules) {
    this.modules = modules;
  }

  static FileSizes read() {
    var modules = new TreeMap<String, List<Size>>();
    for (var file : Repository.files(".java")) {
      var name = Repository.nameOf(file);
      int main = name.indexOf("/src/main/java/");
      if (main < 0 || name.endsWith("package-info.java")) continue;
      int lines = Math.toIntExact(Repository.read(file).lines().count());
      var simple = file.getFileName().toString().replace(".java", "");
      modules
          .computeIfAbsent(name.substring(0, main), _ -> new ArrayList<>())
          .add(new Size(simple, lines));
    }
    modules.values().forEach(sizes -> sizes.sort(Comparator.comparingInt(Size::lines)));
    return new FileSizes(modules);
  }

  SortedSet<String> modules() {
    return new TreeSet<>(modules.keySet());
  }

  /// A table with a row for each module.
  @Override
  public String toString() {
    return "%-12s %6s %7s %7s %5s  longest%n".formatted("module", "files", "lines", "median", "p90")
        + modules.entrySet().stream()
            .map(module -> row(module.getKey(), module.getValue()))
            .collect(joining("\n"));
  }

  private static String row(String module, List<Size> sizes) {
    int count = sizes.size();
    return "%-12s %6d %7d %7d %5d  %s"
        .formatted(
            module,
            count,
            sizes.stream().mapToInt(Size::lines).sum(),
            sizes.get(count / 2).lines(),
            sizes.get(count * 9 / 10).lines(),
            sizes.reversed().stream()
                .limit(LONGEST_SHOWN)
                .map(size -> size.name() + " " + size.lines())
                .collect(joining(", ")));
  }
}
