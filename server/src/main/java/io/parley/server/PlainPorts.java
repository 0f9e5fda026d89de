package io.parley.server;

import io.parley.http.settings.Loopback;
import io.parley.server.ServerSettings.Address;
import java.util.ArrayList;
import java.util.List;

/// Warnings for production about ports without TLS that other machines reach. They do not prevent a
/// start: a proxy, a mesh or a tunnel may encrypt outside this program's sight.
final class PlainPorts {
  private PlainPorts() {}

  /// @return sentences for the log; empty if there is nothing to warn of
  static List<String> warnings(ServerSettings settings, Certificates certificates) {
    if (!settings.production()) return List.of();
    var warnings = new ArrayList<String>();
    // a configured proxy count means that a proxy speaks TLS with clients
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
