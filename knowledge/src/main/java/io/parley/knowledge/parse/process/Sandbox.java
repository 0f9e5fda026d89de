package io.parley.knowledge.parse.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Means of the machine to confine a process, found once: `unshare` for a network of its own,
/// without any interface, and `prlimit` for the size of files. Both replace themselves by the
/// process, so that its id is theirs.
///
/// @param prefix the words before the command
/// @param networkless whether the kernel takes the network away. The JVM is told in any case to
///   resolve no name; that alone holds back no hostile code.
record Sandbox(List<String> prefix, boolean networkless) {
  private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
  private static final int SECONDS_MAX = 5;
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/local/bin"));

  Sandbox {
    prefix = List.copyOf(prefix);
  }

  static Sandbox find(long fileBytesMax) {
    var prefix = new ArrayList<String>();
    var network =
        program("unshare")
            .map(unshare -> List.of(unshare, "--user", "--net", "--"))
            .filter(Sandbox::works);
    network.ifPresent(prefix::addAll);
    program("prlimit")
        .map(limit -> List.of(limit, "--core=0", "--nofile=1024", "--fsize=" + fileBytesMax))
        .filter(Sandbox::works)
        .ifPresent(prefix::addAll);
    if (network.isEmpty())
      LOG.info(
          "files are parsed in processes that the kernel does not separate from the network"
              + " (expected: unshare, and user namespaces)");
    return new Sandbox(prefix, network.isPresent());
  }

  private static Optional<String> program(String name) {
    return PLACES.stream()
        .map(place -> place.resolve(name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private static boolean works(List<String> prefix) {
    var command = new ArrayList<>(prefix);
    command.add("true");
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) return process.exitValue() == 0;
      process.destroyForcibly();
      return false;
    } catch (IOException e) {
      LOG.debug("{} cannot be run", command.getFirst(), e);
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
