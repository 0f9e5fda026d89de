package io.parley.voice.codec;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The native library libopus: from the jar `lwjgl-opus` of this platform, otherwise the system's
/// own (Debian's `libopus0`). Loaded once, when first asked for, and kept until the JVM ends.
@SuppressWarnings("restricted") // native code
final class LibopusFile {
  private static final Logger LOG = LoggerFactory.getLogger(LibopusFile.class);
  private static final String SYSTEM = "libopus.so.0";

  static final Optional<SymbolLookup> FOUND = find();

  private LibopusFile() {}

  private static Optional<SymbolLookup> find() {
    var bundled = resource(System.getProperty("os.name"), System.getProperty("os.arch"));
    String reason;
    try {
      var loaded = bundled(bundled);
      if (loaded.isPresent()) return loaded;
      reason = "no jar has " + bundled;
    } catch (IOException | IllegalArgumentException | IllegalCallerException e) {
      reason = e.getMessage();
    }
    try {
      return Optional.of(SymbolLookup.libraryLookup(SYSTEM, Arena.global()));
    } catch (IllegalArgumentException | IllegalCallerException _) {
      LOG.warn("No native Opus ({}; no {}): calls use Opus in Java", reason, SYSTEM);
      return Optional.empty();
    }
  }

  /// Where LWJGL's jars have the library of a platform.
  static String resource(String system, String architecture) {
    var directory =
        switch (architecture) {
          case "amd64", "x86_64" -> "x64";
          case "aarch64" -> "arm64";
          default -> architecture;
        };
    return system.equals("Linux")
        ? "/linux/" + directory + "/org/lwjgl/opus/libopus.so"
        : "/" + system + "/" + directory;
  }

  /// A library is loaded from a file, whose name may go once it is.
  private static Optional<SymbolLookup> bundled(String resource) throws IOException {
    try (var in = LibopusFile.class.getResourceAsStream(resource)) {
      if (in == null) return Optional.empty();
      Path file = Files.createTempFile("parley-opus-", ".so");
      try {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        return Optional.of(SymbolLookup.libraryLookup(file, Arena.global()));
      } finally {
        Files.delete(file);
      }
    }
  }
}
