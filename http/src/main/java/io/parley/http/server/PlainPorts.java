package io.parley.http.server;

import io.parley.http.server.ServerSettings.Address;
import io.parley.http.settings.Loopback;
import java.util.ArrayList;
import java.util.List;

/// What an operator should hear once of ports that other machines reach without TLS, in production.
/// It stops no start: a proxy, a mesh or a tunnel may encrypt where this program cannot see it.
final class PlainPorts {
  private PlainPorts() {}

  /// @return sentences for the log, none where all is well
  static List<String> warnings(ServerSettings settings, Certificates certificates) {
    if (!settings.production()) return List.of();
    var warnings = new ArrayList<String>();
    // who counts a proxy has one, and it is the proxy that speaks TLS with clients
    if (certificates.http().isEmpty() && settings.proxies() == 0 && isOpen(settings.http()))
      warnings.add(
          "clients' tokens and words reach parley.http.host "
              + settings.http().host()
              + " unencrypted (expected: parley.http.tls, or a proxy in"
              + " parley.http.trusted-proxies)");
    if (certificates.management().isEmpty() && isOpen(settings.management()))
      warnings.add(
          "the operator's token reaches parley.management.host "
              + settings.management().host()
              + " unencrypted (expected: parley.management.tls)");
    return List.copyOf(warnings);
  }

  private static boolean isOpen(Address address) {
    return !Loopback.is(address.host());
  }
}
