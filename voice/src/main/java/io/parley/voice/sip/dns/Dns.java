package io.parley.voice.sip.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/// Records of the DNS that SIP asks for. A name without any is an empty list; calls may wait.
public interface Dns {
  /// A service of a domain, by another name (RFC 3403).
  ///
  /// @param flags `s` when the replacement has SRV records
  /// @param service such as `SIP+D2U`
  record Naptr(int order, int preference, String flags, String service, String replacement) {}

  /// A host of a service (RFC 2782). Of a lower priority first; of one priority, the more often the
  /// greater its weight.
  record Srv(int priority, int weight, int port, String target) {}

  /// @throws IOException if the DNS does not answer
  List<Naptr> naptr(String name) throws IOException;

  /// @throws IOException if the DNS does not answer
  List<Srv> srv(String name) throws IOException;

  /// IPv4 and IPv6.
  ///
  /// @throws IOException if the DNS does not answer
  List<InetAddress> addresses(String name) throws IOException;
}
