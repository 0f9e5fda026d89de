package io.parley.outbound.guard;

import io.parley.core.setting.Expect;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Addresses beside the public ones that the operator allows: ranges in CIDR notation, and hosts
/// with a port. A range allows its addresses with every port, if they are written as numbers; a
/// host allows one port, and may resolve to a private address, but not to a link-local one.
///
/// @param hosts as `host:port`, in small letters
public record Allowed(List<Cidr> ranges, Set<String> hosts) {
  /// Nothing but public addresses.
  public static final Allowed NOTHING = new Allowed(List.of(), Set.of());

  private static final String EXPECTED =
      "a range such as 10.0.0.0/8, or a host with its port such as tools.example:8443";

  private static final Pattern HOST_PORT =
      Pattern.compile(
          "(\\[[0-9a-f:.]{2,45}+]|[a-z0-9][a-z0-9.-]{0,252}+(?<=[a-z0-9])):([1-9]\\d{0,4})");

  private static final int PORT_MAX = 65_535;
  private static final Set<Integer> USUAL = Set.of(80, 443);

  public Allowed {
    ranges = List.copyOf(ranges);
    hosts = Set.copyOf(hosts);
  }

  /// @param key of the setting, for messages
  /// @throws IllegalArgumentException if an entry is neither
  public static Allowed of(String key, List<String> entries) {
    var ranges = new ArrayList<Cidr>();
    var hosts = new HashSet<String>();
    for (var entry : entries) {
      var text = entry.strip().toLowerCase(Locale.ROOT);
      if (text.contains("/")) ranges.add(range(key, text));
      else hosts.add(host(key, text));
    }
    return new Allowed(ranges, hosts);
  }

  /// Whether a request may use this port of this host. A host that is listed is reached on its
  /// listed ports alone: its address may be one of the inside.
  boolean allows(String host, int port, Optional<InetAddress> literal) {
    if (lists(host, port, literal)) return true;
    return USUAL.contains(port) && !isListed(host);
  }

  /// Whether this port of this host is in the list.
  boolean lists(String host, int port, Optional<InetAddress> literal) {
    return hosts.contains(host + ":" + port) || literal.filter(this::inRange).isPresent();
  }

  /// Whether this host may have this address.
  boolean allows(String host, InetAddress address) {
    var refused = Addresses.refused(address);
    return refused.isEmpty() || inRange(address) || (refused.get().byHost() && isListed(host));
  }

  private boolean isListed(String host) {
    return hosts.stream().anyMatch(entry -> entry.startsWith(host + ":"));
  }

  private boolean inRange(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static Cidr range(String key, String text) {
    try {
      return Cidr.of(text);
    } catch (IllegalArgumentException e) {
      throw (IllegalArgumentException) Expect.wrong(key, text, EXPECTED).initCause(e);
    }
  }

  private static String host(String key, String text) {
    var match = HOST_PORT.matcher(text);
    if (!match.matches() || Integer.parseInt(match.group(2)) > PORT_MAX)
      throw Expect.wrong(key, text, EXPECTED);
    return text;
  }
}
