package io.parley.knowledge.parse.process;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// The command line of a process: this JVM's `java`, and of the class path only what parsing needs.
final class ParserCommand {
  /// A class of each jar.
  private static final List<String> NEEDED =
      List.of(
          "io.parley.knowledge.parse.process.ParserMain",
          "io.parley.core.knowledge.Reading",
          "org.jsoup.Jsoup",
          "org.apache.pdfbox.Loader",
          "org.apache.pdfbox.io.RandomAccessRead",
          "org.apache.fontbox.FontBoxFont",
          "org.apache.commons.logging.LogFactory",
          "org.apache.poi.ooxml.POIXMLDocument",
          "org.apache.poi.POIDocument",
          "org.openxmlformats.schemas.wordprocessingml.x2006.main.CTP",
          "org.apache.xmlbeans.XmlObject",
          "org.apache.commons.compress.archivers.zip.ZipFile",
          "org.apache.commons.lang3.StringUtils",
          "org.apache.commons.io.IOUtils",
          "org.apache.commons.codec.digest.DigestUtils",
          "org.apache.commons.collections4.ListUtils",
          "com.zaxxer.sparsebits.SparseBitSet",
          "org.apache.logging.log4j.LogManager",
          "com.fasterxml.jackson.core.JsonFactory",
          "com.fasterxml.jackson.databind.ObjectMapper",
          "com.fasterxml.jackson.annotation.JsonInclude");

  private ParserCommand() {}

  /// @param directory the process's own, for all that it writes
  static List<String> of(ParseSettings settings, Sandbox sandbox, Path directory) {
    var command = new ArrayList<>(sandbox.prefix());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + settings.heapBytes(),
            "-Xss2m",
            "-XX:MaxMetaspaceSize=192m",
            "-XX:MaxDirectMemorySize=32m",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:ErrorFile=" + directory.resolve("error"),
            "-Xshare:auto",
            "-Djava.io.tmpdir=" + directory,
            "-Duser.home=" + directory,
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Duser.timezone=UTC",
            // no such file: no name is resolved
            "-Djdk.net.hosts.file=" + directory.resolve("none"),
            "-DsocksProxyHost=127.0.0.1",
            "-DsocksProxyPort=9",
            // loggers of the libraries would print words of files
            "-Dorg.apache.commons.logging.LogFactory=org.apache.commons.logging.impl.LogFactoryImpl",
            "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog",
            "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
            "-Dorg.apache.logging.log4j.simplelog.level=OFF",
            "-cp",
            classPath(),
            ParserMain.class.getName(),
            directory.toString()));
    return command;
  }

  private static String classPath() {
    var places = new LinkedHashSet<String>();
    for (var name : NEEDED) places.add(place(name));
    return String.join(File.pathSeparator, places);
  }

  private static String place(String name) {
    try {
      var type = Class.forName(name, false, ParserCommand.class.getClassLoader());
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException("the class path has no " + name, e);
    }
  }
}
