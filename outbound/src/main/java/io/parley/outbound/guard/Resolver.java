package io.parley.outbound.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Resolves the name of a host. May block.
@FunctionalInterface
public interface Resolver extends AutoCloseable {
  /// @return at least one address
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /// Nothing to close, unless it says otherwise.
  @Override
  default void close() {}
}
