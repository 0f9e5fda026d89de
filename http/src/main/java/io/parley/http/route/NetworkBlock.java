package io.parley.http.route;

/// The block of addresses that one household, office or small provider has: a /24 of IPv4, a /56 of
/// IPv6. Whoever holds one address of it can mostly have the others too.
public final class NetworkBlock {
  private static final String IPV6 = "::/64";

  /// The first seven bytes as text.
  private static final int IPV6_DIGITS = 14;

  private NetworkBlock() {}

  /// @return such as `203.0.113.0/24` or `20010db8000000::/56`; of an address that is not known its
  ///   own text
  public static String of(RemoteAddress address) {
    var text = address.text();
    if (text.endsWith(IPV6)) return text.substring(0, IPV6_DIGITS) + "::/56";
    int dot = text.lastIndexOf('.');
    return dot < 0 ? text : text.substring(0, dot) + ".0/24";
  }
}
