package io.parley.voice.models;

import io.parley.voice.program.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The directory of models: a subdirectory per package, which is complete or missing.
public record ModelDirectory(Path root) {

  /// The files of a package, under their paths in it; empty when it was not fetched.
  public Optional<Path> find(ModelPackage wanted) {
    var place = place(wanted);
    return Files.isDirectory(place) ? Optional.of(place) : Optional.empty();
  }

  /// A program that can be run: the system's own, otherwise the one unpacked here.
  public Optional<Program> find(DebianProgram wanted) {
    var place = place(wanted);
    return Program.onPath(wanted.name())
        .or(() -> Files.isDirectory(place) ? Optional.of(wanted.in(place)) : Optional.empty());
  }

  Path place(DebianProgram wanted) {
    return root.resolve(wanted.directory());
  }

  /// The partial download of its packages so far.
  Path parts(DebianProgram wanted) {
    return root.resolve(wanted.directory() + ".parts");
  }

  Path place(ModelPackage wanted) {
    return root.resolve(wanted.directory());
  }

  /// The partial download of it so far.
  Path part(ModelPackage wanted) {
    return root.resolve(wanted.directory() + ".part");
  }
}
