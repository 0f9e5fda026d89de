package io.parley.voice.sip.dial;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Addresses that this node calls without a trunk at this moment: their answers are read, though no
/// trunk has them. Calls of theirs are still a stranger's. Thread safe.
public final class CalledAddresses implements Predicate<InetAddress> {
  private final Map<InetAddress, Integer> calls = new HashMap<>();

  synchronized void begins(InetAddress address) {
    calls.merge(address, 1, Integer::sum);
  }

  synchronized void ended(InetAddress address) {
    calls.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
  }

  @Override
  public synchronized boolean test(InetAddress address) {
    return calls.containsKey(address);
  }
}
