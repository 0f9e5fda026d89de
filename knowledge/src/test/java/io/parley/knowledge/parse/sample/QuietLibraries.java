package io.parley.knowledge.parse.sample;

/// As in the process: the libraries have no loggers, which would print words of files.
final class QuietLibraries {
  private QuietLibraries() {}

  /// Before a library is loaded.
  static void set() {
    System.setProperty(
        "log4j2.loggerContextFactory",
        "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
    System.setProperty("org.apache.logging.log4j.simplelog.level", "OFF");
    System.setProperty(
        "org.apache.commons.logging.LogFactory", "org.apache.commons.logging.impl.LogFactoryImpl");
    System.setProperty("org.apache.commons.logging.Log", "org.apache.commons.logging.impl.NoOpLog");
  }
}
