package io.parley.outbound.guard;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks the address of a request before its host is resolved. Every part has one form only, so
/// that no two readers of it disagree: another program's notation of an IPv4 address (decimal,
/// octal, hexadecimal, shortened) is refused, not interpreted (WHATWG URL, "ends in a number").
final class Urls {
  private static final int HOST_MAX = 253;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final int PORT_MAX = 65_535;

  /// An IPv4 address in its usual notation.
  static final Pattern QUAD =
      Pattern.compile(
          "((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");

  /// The last label of a name that another program would read as a number.
  private static final Pattern NUMBER = Pattern.compile("\\d++|0x[0-9a-f]*+");

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

  private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*+");

  private Urls() {}

  /// @throws GuardFailure if the rules refuse it
  static Target check(URI uri, Allowed allowed) throws GuardFailure {
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https"))
      throw refused("an address with the scheme '%s'".formatted(scheme), "http or https");
    if (uri.getRawUserInfo() != null)
      throw refused("an address with a user name", "credentials in a header");
    var host = host(uri);
    var literal = literal(host);
    int port = port(uri, scheme);
    if (!allowed.allows(host, port, literal))
      throw refused(
          "port %d of %s".formatted(port, host),
          "80 or 443, or host:port listed in parley.outbound.allow");
    if (literal.isPresent()) check(host, literal.get(), allowed);
    return new Target(uri, scheme, host, port, literal);
  }

  /// @throws GuardFailure if this host may not have this address
  static void check(String host, InetAddress address, Allowed allowed) throws GuardFailure {
    if (allowed.allows(host, address)) return;
    var range = Addresses.refused(address).map(Addresses.Range::name).orElse("not public");
    throw refused(
        "%s (%s)".formatted(host, range),
        "a public address, or one listed in parley.outbound.allow");
  }

  private static int port(URI uri, String scheme) throws GuardFailure {
    int port = uri.getPort();
    if (port == -1) return scheme.equals("https") ? HTTPS : HTTP;
    if (port < 1 || port > PORT_MAX) throw refused("port " + port, "1 to 65535");
    return port;
  }

  private static String host(URI uri) throws GuardFailure {
    if (uri.getHost() == null)
      throw refused("an address without a host name", "https://host/path, in ASCII");
    var host = uri.getHost().toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) return host;
    if (host.length() > HOST_MAX || !NAME.matcher(host).matches())
      throw refused(
          "an address whose host is no name",
          "letters, digits and dashes, without a dot at the end");
    if (endsInNumber(host) && !QUAD.matcher(host).matches())
      throw refused("a number in place of a host", "four decimal numbers such as 192.0.2.1");
    return host;
  }

  private static boolean endsInNumber(String host) {
    return NUMBER.matcher(host.substring(host.lastIndexOf('.') + 1)).matches();
  }

  private static Optional<InetAddress> literal(String host) throws GuardFailure {
    if (!host.startsWith("["))
      return QUAD.matcher(host).matches()
          ? Optional.of(InetAddress.ofLiteral(host))
          : Optional.empty();
    var text = host.substring(1, host.length() - 1);
    if (text.contains("%")) throw refused("an IPv6 address with a zone", "one without");
    var address = InetAddress.ofLiteral(text);
    if (address instanceof Inet4Address)
      throw refused("an IPv4 address within an IPv6 one", "the IPv4 address itself");
    return Optional.of(address);
  }

  private static GuardFailure refused(String what, String expected) {
    return GuardFailure.refused("%s is refused (expected: %s)".formatted(what, expected));
  }
}
