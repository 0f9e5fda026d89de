package io.parley.voice.sip.message;

import java.util.Locale;
import java.util.Optional;

/// One hop of the way that a request took (RFC 3261, section 20.42; `rport`: RFC 3581).
///
/// @param version of SIP, `2.0`
/// @param transport in capitals: `UDP`, `TCP`, `TLS`, `WS`, `WSS` or another one
public record Via(String version, String transport, HostPort sentBy, Params params) {
  /// The beginning of branches since RFC 3261: they are unique.
  public static final String COOKIE = "z9hG4bK";

  static Via read(Scan in) {
    in.token();
    in.expect('/');
    var version = in.token();
    in.expect('/');
    var transport = in.token().toUpperCase(Locale.ROOT);
    var host = in.host();
    // the grammar allows spaces around the colon before a port
    var port = in.take(':') ? ":" + in.number(65_535) : "";
    return new Via(version, transport, HostPort.parse("Via", host + port), in.params());
  }

  /// A hop of ours, which asks for the port that the peer sees.
  public static Via of(String transport, HostPort sentBy, String branch) {
    return new Via("2.0", transport, sentBy, Params.NONE.with("branch", branch).with("rport", ""));
  }

  public Optional<String> branch() {
    return params.value("branch").filter(branch -> !branch.isEmpty());
  }

  /// Whether the branch is unique. The cookie alone is not (RFC 4475, section 3.1.2.19).
  public boolean hasUniqueBranch() {
    return branch()
        .filter(branch -> branch.regionMatches(true, 0, COOKIE, 0, COOKIE.length()))
        .filter(branch -> branch.length() > COOKIE.length())
        .isPresent();
  }

  /// With the address that the request came from (RFC 3261, section 18.2.1; RFC 3581, section 4).
  ///
  /// @param address as Java prints it, without brackets
  public Via receivedFrom(String address, int port) {
    var changed = params;
    boolean asksPort = params.value("rport").isPresent();
    var host = sentBy.host();
    var plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    if (asksPort || !plain.equalsIgnoreCase(address)) changed = changed.with("received", address);
    if (asksPort) changed = changed.with("rport", Integer.toString(port));
    return new Via(version, transport, sentBy, changed);
  }

  @Override
  public String toString() {
    return "SIP/" + version + "/" + transport + " " + sentBy + params;
  }
}
