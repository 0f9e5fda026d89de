package io.parley.faults.build;

import io.parley.bench.server.Home;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/// A different build: the current sources with some changes, compiled against the jars of the built
/// program. Its classes precede these jars on the class path.
public final class NextBuild {
  private static final List<String> MODULES =
      List.of(
          "core",
          "outbound",
          "tools",
          "persistence",
          "sessions",
          "voice",
          "http",
          "operations",
          "server");

  private NextBuild() {}

  /// @param directory is created; @param version that the program reports
  /// @return the directory to put before the jars on the class path
  public static Path compile(Path directory, String version, List<Change> changes)
      throws IOException {
    var sources = Files.createDirectories(directory.resolve("sources"));
    var classes = Files.createDirectories(directory.resolve("classes"));
    var changed = new ArrayList<Path>();
    for (var source : changed(changes).entrySet()) {
      var file = sources.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      changed.add(Files.writeString(file, source.getValue()));
    }
    compile(sources, classes, changed);
    var properties = classes.resolve("META-INF/maven/io.parley/server/pom.properties");
    Files.createDirectories(properties.getParent());
    Files.writeString(properties, "version=" + version + "\n");
    return classes;
  }

  private static Map<String, String> changed(List<Change> changes) throws IOException {
    var sources = new LinkedHashMap<String, String>();
    for (var change : changes) {
      if (!sources.containsKey(change.type())) sources.put(change.type(), source(change.type()));
      sources.put(change.type(), change.in(sources.get(change.type())));
    }
    return sources;
  }

  private static String source(String type) throws IOException {
    for (var module : MODULES) {
      var file =
          Home.root()
              .resolve(module)
              .resolve("src/main/java")
              .resolve(type.replace('.', '/') + ".java");
      if (Files.exists(file)) return Files.readString(file);
    }
    throw new IOException("no source of " + type + " (expected: in one of " + MODULES + ")");
  }

  private static void compile(Path sources, Path classes, List<Path> files) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var found = new DiagnosticCollector<JavaFileObject>();
    try (var manager = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
      var options =
          List.of(
              "-d",
              classes.toString(),
              "-cp",
              jars(),
              "-sourcepath",
              sources.toString(),
              "-proc:none",
              "-parameters");
      var units = manager.getJavaFileObjectsFromPaths(files);
      if (!compiler.getTask(null, manager, found, options, null, units).call())
        throw new IOException(
            "the next build does not compile:\n"
                + found.getDiagnostics().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("\n")));
    }
  }

  private static String jars() throws IOException {
    try (var jars = Files.list(Home.dist().resolve("lib"))) {
      return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
    }
  }
}
