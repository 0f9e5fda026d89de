package io.parley.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote into the jar; `development` without a jar.
final class ProgramVersion implements IVersionProvider {
  private static final String BUILT = "/META-INF/maven/io.parley/server/pom.properties";

  @Override
  public String[] getVersion() {
    return new String[] {"parley " + number(), "Java " + Runtime.version()};
  }

  static String number() {
    var built = new Properties();
    try (var in = ProgramVersion.class.getResourceAsStream(BUILT)) {
      if (in != null) built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("our own jar cannot be read", e);
    }
    return built.getProperty("version", "development");
  }
}
