package io.parley.voice.testing;

import io.parley.outbound.testing.SystemCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Programs of Debian that play the other end in tests, with the libraries that a build machine may
/// lack: taken out of their packages beside the models, and not installed.
///
/// @param program its name; @param packages its own and those of its libraries
public record DebianTool(String program, List<String> packages) {
  /// Plays scenarios of SIP.
  public static final DebianTool SIPP =
      new DebianTool(
          "sipp", List.of("sip-tester", "libgsl27", "libgslcblas0", "libpcap0.8", "libsctp1"));

  /// A telephone.
  public static final DebianTool BARESIP =
      new DebianTool(
          "baresip",
          List.of("baresip-core", "libopus0", "librem0", "libre0", "libspandsp2", "libspeexdsp1"));

  /// Asks SIP ports, and registers.
  public static final DebianTool SIPSAK = new DebianTool("sipsak", List.of("sipsak", "libc-ares2"));

  /// Scans SIP ports, and guesses their users and passwords: modules of Python.
  public static final DebianTool SIPVICIOUS = new DebianTool("sipvicious", List.of("sipvicious"));

  /// A registrar and proxy.
  public static final DebianTool KAMAILIO =
      new DebianTool(
          "kamailio", List.of("kamailio", "kamailio-tls-modules", "kamailio-websocket-modules"));

  private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu";

  public DebianTool {
    packages = List.copyOf(packages);
  }

  /// Its files, as they would be under `/`.
  public Path root() throws IOException, InterruptedException {
    synchronized (DebianTool.class) {
      var place = LocalModels.root().resolve("debian-tool-" + program);
      if (Files.isDirectory(place)) return place;
      Files.createDirectories(LocalModels.root());
      var beside = Files.createTempDirectory(LocalModels.root(), program + "-");
      SystemCommand.run(
          beside, Stream.concat(Stream.of("apt-get", "download"), packages.stream()).toList());
      try (var files = Files.list(beside)) {
        for (var file : files.filter(each -> each.toString().endsWith(".deb")).toList()) {
          SystemCommand.run(beside, List.of("dpkg-deb", "-x", file.toString(), beside.toString()));
          Files.delete(file);
        }
      }
      return Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// A process of Python with a module out of a directory of it, to be started in that directory.
  ///
  /// @param modules such as `usr/share/sipvicious`; @param arguments the module first
  public ProcessBuilder python(Path directory, String modules, List<String> arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("python3", "-m"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("PYTHONPATH", root().resolve(modules).toString());
    return builder;
  }

  /// Its process, to be started in that directory.
  public ProcessBuilder command(Path directory, List<String> arguments)
      throws IOException, InterruptedException {
    var root = root();
    var command = new ArrayList<>(List.of(root.resolve("usr/bin").resolve(program).toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("LD_LIBRARY_PATH", root.resolve(LIBRARIES).toString());
    return builder;
  }
}
