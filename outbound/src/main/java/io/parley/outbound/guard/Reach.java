package io.parley.outbound.guard;

import java.net.InetAddress;
import java.util.function.Predicate;

/// Which addresses something of an organisation may have that goes no guarded way, such as SIP:
/// public ones, and those in ranges that the operator allows to it. A listed host says nothing
/// here, since it counts for one port.
public record Reach(Allowed allowed) implements Predicate<InetAddress> {
  @Override
  public boolean test(InetAddress address) {
    return Addresses.refused(address).isEmpty()
        || allowed.ranges().stream().anyMatch(range -> range.contains(address));
  }
}
