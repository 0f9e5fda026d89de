package io.parley.server;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.stream.Collectors;

/// The addresses of this machine, if its own telephones may call without an account. Programs of it
/// may use any of them; the kernel drops packets of others that claim to come from one.
///
/// @param mayCall whether they may; @param addresses as they were at the start
record ThisMachine(boolean mayCall, Set<InetAddress> addresses) {
  ThisMachine {
    addresses = Set.copyOf(addresses);
  }

  static ThisMachine of(boolean mayCall) {
    try {
      return new ThisMachine(
          mayCall,
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .collect(Collectors.toSet()));
    } catch (SocketException e) {
      throw new UncheckedIOException("the addresses of this machine cannot be listed", e);
    }
  }

  boolean has(InetAddress address) {
    return mayCall && (address.isLoopbackAddress() || addresses.contains(address));
  }
}
