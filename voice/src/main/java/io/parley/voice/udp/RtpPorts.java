package io.parley.voice.udp;

import io.parley.core.fault.WorkFailed;
import io.parley.voice.work.Troubles;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The UDP ports of all calls with telephones, a pair for each ([RtpPort]), and the one thread that
/// reads them. A port that was freed is the last to be used again, so that packets of an ended call
/// hardly ever come to another.
public final class RtpPorts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RtpPorts.class);
  private static final int TEND_MILLIS = 100;

  /// The most datagrams of one port that are read in a row.
  private static final int BATCH = 32;

  /// Where any free port will do: how often one is tried whose neighbour is not free.
  private static final int TRIES = 100;

  private record Source(RtpPort port, DatagramChannel channel, boolean isReportPort) {}

  private final UdpSettings settings;
  private final Selector selector;
  private final LongSupplier nanos;
  private final byte[] bytes;
  private final Set<RtpPort> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong foreign = new AtomicLong();
  private final Troubles troubles = new Troubles(LOG, "The thread of telephones' ports");
  private int next;
  private volatile boolean closed;

  /// @param nanos any monotonic clock
  public RtpPorts(UdpSettings settings, LongSupplier nanos) throws IOException {
    this.settings = settings;
    this.nanos = nanos;
    // a byte more, to tell a datagram that was cut off
    bytes = new byte[settings.packetBytesMax() + 1];
    selector = Selector.open();
    next = settings.ports().min();
    Thread.ofPlatform().name("rtp-ports").daemon().start(this::run);
  }

  /// Opens the ports of a call.
  ///
  /// @return empty when none are free
  public synchronized Optional<RtpPort> open() throws IOException {
    var ports = settings.ports();
    int tries = ports.min() == 0 ? TRIES : (ports.max() - ports.min() + 1) / 2;
    for (int i = 0; i < tries; i++) {
      int port = next;
      if (ports.min() != 0) next = port + 3 > ports.max() ? ports.min() : port + 2;
      var pair = pair(ports.bindAddress(), port);
      if (pair.isPresent()) return pair;
    }
    return Optional.empty();
  }

  private Optional<RtpPort> pair(InetAddress address, int port) throws IOException {
    var sound = bound(new InetSocketAddress(address, port));
    if (sound.isEmpty()) return Optional.empty();
    int given = ((InetSocketAddress) sound.get().getLocalAddress()).getPort();
    var reports =
        given % 2 == 0
            ? bound(new InetSocketAddress(address, given + 1))
            : Optional.<DatagramChannel>empty();
    if (reports.isEmpty()) {
      sound.get().close();
      return Optional.empty();
    }
    var pair = new RtpPort(this, sound.get(), reports.get());
    open.add(pair);
    register(new Source(pair, sound.get(), false));
    register(new Source(pair, reports.get(), true));
    selector.wakeup();
    return Optional.of(pair);
  }

  private static Optional<DatagramChannel> bound(InetSocketAddress address) throws IOException {
    var channel = DatagramChannel.open();
    try {
      channel.bind(address);
      channel.configureBlocking(false);
      return Optional.of(channel);
    } catch (BindException _) {
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void register(Source source) throws IOException {
    source.channel().register(selector, SelectionKey.OP_READ, source);
  }

  void remove(RtpPort port) {
    open.remove(port);
  }

  /// A closed port is only free once the selector has let go of it.
  void letGo() {
    selector.wakeup();
  }

  public RtpPortsStats stats() {
    return new RtpPortsStats(open.size(), received.get(), foreign.get(), troubles.count());
  }

  private void run() {
    long tended = nanos.getAsLong();
    while (!closed) {
      try {
        selector.select(this::read, TEND_MILLIS);
        long now = nanos.getAsLong();
        if (now - tended < TEND_MILLIS * 1_000_000L) continue;
        tended = now;
        for (var port : open) tend(port);
      } catch (ClosedSelectorException _) {
        return;
      } catch (IOException | RuntimeException e) {
        troubles.happened(e, nanos.getAsLong());
      } catch (Error e) {
        troubles.happened(WorkFailed.by(e), nanos.getAsLong());
      }
    }
  }

  private void tend(RtpPort port) {
    try {
      port.tend();
    } catch (RuntimeException e) {
      // one call's failure must not affect the calls after it
      troubles.happened(e, nanos.getAsLong());
    } catch (Error e) {
      troubles.happened(WorkFailed.by(e), nanos.getAsLong());
    }
  }

  private void read(SelectionKey key) {
    var source = (Source) key.attachment();
    try {
      for (int i = 0; i < BATCH && receive(source); i++) {}
    } catch (ClosedChannelException | CancelledKeyException e) {
      // the call has ended meanwhile
      LOG.debug("A port was closed while it was read", e);
    } catch (IOException | RuntimeException e) {
      // one datagram's failure must not affect others
      troubles.happened(e, nanos.getAsLong());
    } catch (Error e) {
      troubles.happened(WorkFailed.by(e), nanos.getAsLong());
    }
  }

  private boolean receive(Source source) throws IOException {
    var datagram = ByteBuffer.wrap(bytes);
    var from = (InetSocketAddress) source.channel().receive(datagram);
    if (from == null) return false;
    int length = datagram.position();
    try {
      boolean fits = length > 0 && length <= settings.packetBytesMax();
      if (!fits || !source.port().handle(bytes, length, from, source.isReportPort()))
        foreign.incrementAndGet();
    } finally {
      // counted after it was handled, whatever the result
      received.incrementAndGet();
    }
    return true;
  }

  /// Closes all ports. Their legs are not told.
  @Override
  public void close() throws IOException {
    closed = true;
    for (var port : open) port.close();
    selector.close();
  }
}
