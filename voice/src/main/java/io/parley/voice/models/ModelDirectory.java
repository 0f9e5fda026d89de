package io.parley.voice.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where models lie: a directory for each package, which is there as a whole or not at all.
public record ModelDirectory(Path root) {

  /// The files of a package, under the paths that they have in it; empty when it was not fetched.
  public Optional<Path> find(ModelPackage wanted) {
    var place = place(wanted);
    return Files.isDirectory(place) ? Optional.of(place) : Optional.empty();
  }

  Path place(ModelPackage wanted) {
    return root.resolve(wanted.directory());
  }

  /// What has been downloaded of it so far.
  Path part(ModelPackage wanted) {
    return root.resolve(wanted.directory() + ".part");
  }
}
