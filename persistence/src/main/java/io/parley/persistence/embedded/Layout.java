package io.parley.persistence.embedded;

import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The layout of a data directory, by number: the file `VERSION` in it contains the number that it
/// was written with.
///
/// @param version that this build reads and writes
/// @param steps `steps.get(n - 1)` turns layout n into n + 1
record Layout(int version, List<Step> steps) {
  /// Version 1: `postgres/`, `objects/`, `models/`, `secrets/`, `cache/`, `addresses.json`.
  static final Layout CURRENT = new Layout(1, List.of());

  /// Names that may exist in a directory without `VERSION`: a lock, models copied there beforehand,
  /// a file system's own directory.
  private static final Set<String> BEFORE_FIRST_START = Set.of(".lock", "models", "lost+found");

  private static final int VERSION_CHARS_MAX = 9;

  /// One change of layout. A crash may interrupt it, and then it is applied again, so it must be
  /// repeatable.
  @FunctionalInterface
  interface Step {
    void apply(Path root) throws IOException;
  }

  Layout {
    steps = List.copyOf(steps);
    if (steps.size() != version - 1) {
      throw new IllegalArgumentException(
          "steps: %d (expected: %d, one from each older version)"
              .formatted(steps.size(), version - 1));
    }
  }

  /// Upgrades `root` to this version, or refuses it.
  void adopt(Path root) throws IOException {
    var file = root.resolve("VERSION");
    if (Files.exists(file)) {
      migrate(root, file);
    } else {
      requireFresh(root);
      write(file, version);
    }
  }

  private void migrate(Path root, Path file) throws IOException {
    int found = read(file);
    if (found > version) {
      throw new StartFailure(
          Kind.DATA_TOO_NEW,
          "%s was written by a newer version of Parley: its layout is %d (expected: at most %d)"
              .formatted(root, found, version));
    }
    for (int v = found; v < version; v++) {
      steps.get(v - 1).apply(root);
      write(file, v + 1);
    }
  }

  private static int read(Path file) throws IOException {
    var text = Files.readString(file).strip();
    if (text.length() <= VERSION_CHARS_MAX && text.matches("[1-9][0-9]*"))
      return Integer.parseInt(text);
    throw new StartFailure(
        Kind.DATA_NOT_OURS,
        "%s does not hold a version (expected: a whole number from 1)".formatted(file));
  }

  private static void write(Path file, int version) throws IOException {
    AtomicFile.write(file, version + "\n");
  }

  /// Protects a home directory that was given by mistake.
  private static void requireFresh(Path root) throws IOException {
    try (var entries = Files.list(root)) {
      var foreign =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !BEFORE_FIRST_START.contains(name) && !name.equals("VERSION.new"))
              .sorted()
              .findFirst();
      if (foreign.isPresent()) {
        throw new StartFailure(
            Kind.DATA_NOT_OURS,
            "%s holds %s but no VERSION, so Parley did not make it (expected: an empty or a new directory)"
                .formatted(root, foreign.get()));
      }
    }
  }
}
