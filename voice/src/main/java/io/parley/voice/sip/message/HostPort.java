package io.parley.voice.sip.message;

/// A host and its port, never looked up.
///
/// @param host a name, an IPv4 address, or an IPv6 address in brackets
/// @param port 0 when none is given
public record HostPort(String host, int port) {
  private static final int HOST_MAX = 253;

  /// A literal address, as Java prints it, gets the brackets of an IPv6 address.
  public static HostPort ofAddress(String address, int port) {
    return new HostPort(address.indexOf(':') < 0 ? address : "[" + address + "]", port);
  }

  /// @param what for the message
  /// @throws Malformed if it is neither a host nor a host, a colon and a port
  public static HostPort parse(String what, String text) {
    int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
    if (end == 0 && text.startsWith("["))
      throw Malformed.expected(what, "an open bracket", "an IPv6 address in brackets");
    var host = end < 0 ? text : text.substring(0, end);
    if (!isHost(host))
      throw Malformed.expected(what + ", host", "something else", "a name or an address");
    if (end < 0 || end == text.length()) return new HostPort(host, 0);
    if (text.charAt(end) != ':')
      throw Malformed.expected(what + ", host", "more", "':' and a port");
    var scan = new Scan(what + ", port", text.substring(end + 1), MessageLimits.CHECKED);
    int port = (int) scan.number(65_535);
    if (text.charAt(end + 1) == ' ' || port == 0) throw scan.expected("1 to 65535");
    scan.expectEnd();
    return new HostPort(host, port);
  }

  static boolean isHost(String text) {
    if (text.isEmpty() || text.length() > HOST_MAX) return false;
    if (text.charAt(0) == '[')
      return text.endsWith("]") && isIpv6(text.substring(1, text.length() - 1));
    return Chars.HOST.areAll(text)
        && Character.isLetterOrDigit(text.charAt(0))
        && !text.contains("..");
  }

  /// Eight groups, or fewer and one `::` (RFC 5118, section 4.10: three colons in a row are none of
  /// that); the last two groups may be an IPv4 address.
  static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) return false;
    if (gap < 0) return groups(text, true) == 8;
    int before = gap == 0 ? 0 : groups(text.substring(0, gap), false);
    var tail = text.substring(gap + 2);
    int after = tail.isEmpty() ? 0 : groups(tail, true);
    return before >= 0 && after >= 0 && before + after < 8;
  }

  /// @return -1 if they are not well formed
  private static int groups(String text, boolean isTail) {
    var parts = Scan.split(text, ':');
    int count = 0;
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      if (isTail && i == parts.size() - 1 && part.indexOf('.') >= 0) {
        if (!isIpv4(part)) return -1;
        count += 2;
      } else if (part.isEmpty()
          || part.length() > 4
          || !part.chars().allMatch(c -> Chars.isHex((char) c))) return -1;
      else count++;
    }
    return count;
  }

  static boolean isIpv4(String text) {
    var parts = Scan.split(text, '.');
    return parts.size() == 4
        && parts.stream()
            .allMatch(
                part ->
                    !part.isEmpty()
                        && part.length() < 4
                        && part.chars().allMatch(c -> Chars.isDigit((char) c))
                        && Integer.parseInt(part) < 256);
  }

  @Override
  public String toString() {
    return port > 0 ? host + ":" + port : host;
  }
}
