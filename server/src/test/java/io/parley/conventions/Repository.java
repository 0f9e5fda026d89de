package io.parley.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The project's source files: without the output of builds and runs.
public final class Repository {
  /// The repository's root: the directory above the working directory, which is a module's.
  public static final Path ROOT = find(Path.of("").toAbsolutePath());

  private static final Set<String> LEFT_BEHIND =
      Set.of(".git", "target", "data", "node_modules", ".idea", ".vscode", ".settings");

  private Repository() {}

  private static Path find(Path from) {
    for (var at = from; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("core")) && Files.isRegularFile(at.resolve("parley"))) {
        return at;
      }
    }
    throw new IllegalStateException("no repository around " + from);
  }

  /// All files, sorted by path.
  public static List<Path> files() {
    var found = new ArrayList<Path>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(
                Path directory, BasicFileAttributes attributes) {
              // Only at the root or in a module: a package may well be called data or target.
              var isOurs =
                  directory.equals(ROOT)
                      || ROOT.relativize(directory).getNameCount() > 2
                      || !LEFT_BEHIND.contains(directory.getFileName().toString());
              return isOurs ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(null);
    return List.copyOf(found);
  }

  /// All files whose names end so, such as `.java`.
  public static List<Path> files(String... endings) {
    return files().stream()
        .filter(file -> List.of(endings).stream().anyMatch(file.toString()::endsWith))
        .toList();
  }

  public static String nameOf(Path file) {
    return ROOT.relativize(file).toString();
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The file's text, or nothing when it holds no text, as a picture does not.
  static Optional<String> readIfText(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
