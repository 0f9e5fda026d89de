package io.parley.server;

import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.SipPort;
import io.parley.voice.sip.trunk.Flows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The connections of this node's trunks. Registrars know the node by its machine and its port: it
/// is the same after a restart, and no other node is. With `parley.sip.port = 0`, and on a system
/// without these files, it is another one after each start.
record SipFlows(SipPort port, String machine) implements Flows {
  /// Of Linux. Containers have a name each, and often one id for all.
  private static final List<Path> NAMES =
      List.of(Path.of("/etc/machine-id"), Path.of("/proc/sys/kernel/hostname"));

  static SipFlows of(SipPort port) {
    return new SipFlows(port, ofThisMachine());
  }

  private static String ofThisMachine() {
    var names = new StringBuilder();
    for (var file : NAMES) names.append(text(file)).append('\n');
    return names.toString().isBlank() ? UUID.randomUUID().toString() : names.toString();
  }

  private static String text(Path file) {
    try {
      return Files.isReadable(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  @Override
  public String instance(String trunk) {
    return urn(machine, port.address().getPort(), trunk);
  }

  /// A UUID of a name, which does not tell it (RFC 9562, section 5.3).
  static String urn(String machine, int port, String trunk) {
    var name = "%s\n%d\n%s".formatted(machine, port, trunk).getBytes(StandardCharsets.UTF_8);
    return "urn:uuid:" + UUID.nameUUIDFromBytes(name);
  }

  @Override
  public void kept(Peer over, Optional<Duration> every) {
    port.keep(over, every);
  }
}
