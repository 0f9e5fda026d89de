package io.parley.server;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The option `--config` of a command that reads settings: a mixin.
class SettingsOption {
  @Option(names = "--config", paramLabel = "FILE", description = "settings in HOCON")
  private Path config;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /// See [ParleyCommand#settings].
  final Config settings() {
    return ParleyCommand.settings(config, command);
  }

  /// See [ParleyCommand#file].
  final Optional<Path> file() {
    return Optional.ofNullable(ParleyCommand.file(config, command));
  }
}
