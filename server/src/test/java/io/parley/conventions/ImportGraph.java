package io.parley.conventions;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The dependencies between packages of the main code, from their sources: imports and qualified
/// names in the code. Package names omit `io.parley.`.
final class ImportGraph {
  private static final String ROOT = "io.parley.";

  private static final Pattern NAME = Pattern.compile("\\bio\\.parley(?:\\.[a-z]\\w*)+");

  /// By module: each package with the packages of all modules that it names.
  private final NavigableMap<String, NavigableMap<String, NavigableSet<String>>> modules;

  private ImportGraph(NavigableMap<String, NavigableMap<String, NavigableSet<String>>> modules) {
    this.modules = modules;
  }

  static ImportGraph read() {
    var sources = new TreeMap<String, List<Path>>();
    var homes = new HashMap<String, String>();
    for (var file : Repository.files(".java")) {
      var name = Repository.nameOf(file);
      int main = name.indexOf("/src/main/java/");
      if (main < 0) continue;
      var home = packageOf(name.substring(main + "/src/main/java/".length()));
      homes.put(home, name.substring(0, main));
      sources.computeIfAbsent(home, _ -> new ArrayList<>()).add(file);
    }
    var modules = new TreeMap<String, NavigableMap<String, NavigableSet<String>>>();
    sources.forEach(
        (home, files) ->
            modules
                .computeIfAbsent(homes.get(home), _ -> new TreeMap<>())
                .put(home, named(home, files, homes.keySet())));
    return new ImportGraph(modules);
  }

  NavigableSet<String> modules() {
    return new TreeSet<>(modules.keySet());
  }

  /// The groups of a module's packages that reach each other: each contains one cycle or several.
  List<NavigableSet<String>> cycles(String module) {
    return cycles(modules.get(module));
  }

  /// Tarjan's algorithm (Depth-first search and linear graph algorithms, 1972).
  static List<NavigableSet<String>> cycles(Map<String, ? extends Collection<String>> packages) {
    var search = new Search(packages);
    packages.keySet().forEach(search::visit);
    return search.found;
  }

  /// A line for each module, and below it one for each of its packages.
  @Override
  public String toString() {
    return modules.entrySet().stream()
        .map(module -> line(module.getKey(), module.getValue()))
        .collect(joining("\n"));
  }

  private String line(String module, NavigableMap<String, NavigableSet<String>> packages) {
    var others = new TreeSet<String>();
    modules.forEach(
        (other, theirs) -> {
          if (!other.equals(module)
              && packages.values().stream()
                  .flatMap(NavigableSet::stream)
                  .anyMatch(theirs::containsKey)) others.add(other);
        });
    return "%s (%d packages) -> %s\n%s"
        .formatted(
            module,
            packages.size(),
            shown(others),
            packages.entrySet().stream()
                .map(
                    each -> {
                      var own = new TreeSet<>(each.getValue());
                      own.retainAll(packages.keySet());
                      return "  %s -> %s".formatted(each.getKey(), shown(own));
                    })
                .collect(joining("\n")));
  }

  private static String shown(Collection<String> names) {
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  private static NavigableSet<String> named(
      String home, List<Path> files, Collection<String> packages) {
    var named = new TreeSet<String>();
    for (var file : files) {
      var matches = NAME.matcher(JavaText.codeOf(Repository.read(file)));
      while (matches.find()) {
        var name = matches.group().substring(ROOT.length());
        // the rest may be a static method or a longer package name
        while (!packages.contains(name) && name.contains("."))
          name = name.substring(0, name.lastIndexOf('.'));
        if (packages.contains(name) && !name.equals(home)) named.add(name);
      }
    }
    return named;
  }

  /// @param path of a source, starting at `io`
  private static String packageOf(String path) {
    return path.substring(0, path.lastIndexOf('/')).replace('/', '.').substring(ROOT.length());
  }

  private static final class Search {
    private final Map<String, ? extends Collection<String>> packages;
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<NavigableSet<String>> found = new ArrayList<>();

    Search(Map<String, ? extends Collection<String>> packages) {
      this.packages = packages;
    }

    void visit(String name) {
      if (order.containsKey(name)) return;
      order.put(name, order.size());
      lowest.put(name, order.get(name));
      open.push(name);
      for (var next : packages.get(name)) {
        if (!packages.containsKey(next)) continue;
        boolean known = order.containsKey(next);
        visit(next);
        if (!known) lowest.merge(name, lowest.get(next), Math::min);
        else if (open.contains(next)) lowest.merge(name, order.get(next), Math::min);
      }
      if (lowest.get(name).equals(order.get(name))) close(name);
    }

    private void close(String name) {
      var group = new TreeSet<String>();
      do group.add(open.pop());
      while (!group.contains(name));
      if (group.size() > 1) found.add(group);
    }
  }
}
