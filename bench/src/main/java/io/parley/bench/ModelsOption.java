package io.parley.bench;

import io.parley.voice.models.ModelDirectory;
import io.parley.voice.models.ModelPackage;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The models of speech, for commands that need some.
final class ModelsOption {
  @Option(
      names = "--models",
      paramLabel = "DIRECTORY",
      defaultValue = "data/models",
      description = "where parley models has put them (${DEFAULT-VALUE})")
  private Path models;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  Path path() {
    return models.toAbsolutePath();
  }

  /// @throws ParameterException if the models are not there
  ModelDirectory directory() {
    var directory = new ModelDirectory(path());
    if (directory.find(ModelPackage.SILERO).isEmpty())
      throw new ParameterException(
          command.commandLine(),
          "--models "
              + path()
              + ": no models of speech there (expected: as parley models puts them)");
    return directory;
  }
}
