package io.parley.outbound.dns;

import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Servers of the domain name system, and how long they are waited for.
///
/// @param servers `host` or `host:port`; none for those of this machine
/// @param timeout of the first attempt; the second one gets twice as long
public record DnsSettings(List<String> servers, Duration timeout) {
  private static final Duration TIMEOUT_MIN = Duration.ofMillis(100);
  private static final Duration TIMEOUT_MAX = Duration.ofSeconds(30);
  private static final int SERVERS_MAX = 4;

  /// IPv6 addresses stand in brackets before a port.
  private static final Pattern SERVER =
      Pattern.compile("(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?");

  public DnsSettings {
    servers = List.copyOf(servers);
  }

  /// @param own with the keys `servers` and `timeout`
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static DnsSettings from(Section own) {
    var servers = own.texts("servers");
    Expect.between("number of " + own.name("servers"), servers.size(), 0, SERVERS_MAX);
    for (var server : servers)
      if (!SERVER.matcher(server).matches())
        throw Expect.wrong(own.name("servers"), server, "host or host:port");
    var timeout = own.duration("timeout");
    Expect.between(own.name("timeout"), timeout, TIMEOUT_MIN, TIMEOUT_MAX);
    return new DnsSettings(servers, timeout);
  }

  /// As JNDI names them.
  String urls() {
    return servers.isEmpty()
        ? "dns:"
        : servers.stream().map(server -> "dns://" + server).collect(Collectors.joining(" "));
  }

  /// How long a look-up may take: both attempts at each server, and the change to TCP for a long
  /// answer.
  Duration whole() {
    return timeout.multipliedBy(4L * Math.max(1, servers.size()));
  }
}
