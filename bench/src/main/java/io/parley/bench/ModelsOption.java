package io.parley.bench;

import io.parley.voice.models.ModelDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The models of speech, for commands that need some.
final class ModelsOption {
  @Option(
      names = "--models",
      paramLabel = "DIRECTORY",
      defaultValue = "data/models",
      description = "where parley models has put them (${DEFAULT-VALUE})")
  private Path models;

  Path path() {
    return models.toAbsolutePath();
  }

  ModelDirectory directory() {
    return new ModelDirectory(path());
  }
}
