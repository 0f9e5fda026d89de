package io.parley.http.server;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version in the jar's manifest; `development` when it does not run from a jar.
final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"parley " + number(), "Java " + Runtime.version()};
  }

  static String number() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
