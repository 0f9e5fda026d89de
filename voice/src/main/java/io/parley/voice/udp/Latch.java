package io.parley.voice.udp;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Whose packets count, and where ours go (symmetric RTP, RFC 4961).
///
/// Without authentication only packets of an address that the signalling named are taken, and after
/// the first one only those of its address. With authentication, the first authentic packet names
/// the address, wherever it comes from: the signalling's may be behind a translator of addresses.
/// Afterwards authentic packets of other addresses are dropped as well: an eavesdropper could send
/// a copy first, and would otherwise draw the sound to itself. Only the signalling names another
/// address. Thread safe.
public final class Latch {
  private final boolean authenticates;
  private List<InetSocketAddress> named;
  private Optional<InetSocketAddress> latched = Optional.empty();

  /// @param named by the signalling, the likeliest first; not empty
  /// @param authenticates whether packets are (SRTP)
  public Latch(List<InetSocketAddress> named, boolean authenticates) {
    this.authenticates = authenticates;
    this.named = checked(named);
  }

  private static List<InetSocketAddress> checked(List<InetSocketAddress> addresses) {
    if (addresses.isEmpty()) throw new IllegalArgumentException("no address is named");
    return List.copyOf(addresses);
  }

  /// The signalling names other addresses: the next packet decides again, unless the present one is
  /// still named.
  public synchronized void rename(List<InetSocketAddress> addresses) {
    var before = named;
    named = checked(addresses);
    if (before.equals(named)) return;
    if (latched.filter(named::contains).isEmpty()) latched = Optional.empty();
  }

  /// Whether a packet of this address may count: to be asked before it is decrypted.
  public synchronized boolean mayCome(InetSocketAddress from) {
    if (latched.isPresent()) return latched.get().equals(from);
    return authenticates || named.contains(from);
  }

  /// A packet that [#mayCome] is authentic, or needs not be.
  ///
  /// @return whether it counts
  public synchronized boolean came(InetSocketAddress from) {
    if (!mayCome(from)) return false;
    if (latched.isEmpty()) latched = Optional.of(from);
    return true;
  }

  /// Where packets are sent.
  public synchronized InetSocketAddress target() {
    return latched.orElse(named.getFirst());
  }
}
