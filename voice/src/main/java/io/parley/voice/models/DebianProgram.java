package io.parley.voice.models;

import io.parley.voice.program.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A program of Debian 12 for `amd64`, with its dependencies beyond the C library and the base
/// system: fetched and unpacked, not installed. A program of that name on the system's path takes
/// precedence ([Program#onPath]).
///
/// @param name of the program
/// @param licence by its SPDX identifier
/// @param purpose for people: what does not work without it
/// @param data environment variables and where they point to, as paths within the packages
public record DebianProgram(
    String name,
    String licence,
    String purpose,
    Map<String, String> data,
    List<DebianPackage> packages) {
  private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu";
  private static final String SOUND = LIBRARIES + "/pulseaudio";

  /// Flite with its voices.
  public static final DebianProgram FLITE =
      new DebianProgram(
          "flite",
          "BSD-3-Clause",
          "text to speech, the quick one (flite)",
          Map.of(),
          DebianPackages.FLITE);

  /// Phonemes for Kokoro.
  public static final DebianProgram ESPEAK =
      new DebianProgram(
          "espeak-ng",
          "GPL-3.0-or-later",
          "phonemes for Kokoro (espeak-ng)",
          Map.of("ESPEAK_DATA_PATH", LIBRARIES),
          DebianPackages.ESPEAK);

  /// In the order in which they are fetched.
  public static final List<DebianProgram> ALL = List.of(FLITE, ESPEAK);

  public DebianProgram {
    data = Map.copyOf(data);
    packages = List.copyOf(packages);
  }

  /// The size of all packages.
  public long bytes() {
    return packages.stream().mapToLong(DebianPackage::bytes).sum();
  }

  /// Differs for other packages.
  String directory() {
    return "debian-%s-%s".formatted(name, packages.getFirst().sha256().substring(0, 8));
  }

  /// Whether it, or the package's library, is on this machine already.
  static boolean isInstalled(DebianPackage wanted) {
    return !wanted.library().isEmpty()
        && (Files.exists(Path.of("/", LIBRARIES, wanted.library()))
            || Files.exists(Path.of("/lib/x86_64-linux-gnu", wanted.library())));
  }

  /// The program in its unpacked directory.
  ///
  /// @param root as [ModelDirectory#find] gives it
  Program in(Path root) {
    var environment = new HashMap<String, String>();
    environment.put("LD_LIBRARY_PATH", root.resolve(LIBRARIES) + ":" + root.resolve(SOUND));
    data.forEach((variable, path) -> environment.put(variable, root.resolve(path).toString()));
    return new Program(root.resolve("usr/bin").resolve(name), environment);
  }
}
