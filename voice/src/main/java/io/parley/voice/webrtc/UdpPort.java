package io.parley.voice.webrtc;

import io.parley.core.fault.WorkFailed;
import io.parley.voice.flow.Troubles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one UDP port of all calls, and the one thread that reads it. A datagram is a check for the
/// call that it names, or belongs to the call of the browser whose address it comes from; anything
/// else is dropped silently. The same thread tends the calls periodically.
final class UdpPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UdpPort.class);

  /// The interval of tending the calls.
  private static final int TEND_MILLIS = 100;

  /// The most datagrams read in a row.
  private static final int BATCH = 256;

  /// Enough for some hundred calls while the thread is not scheduled.
  private static final int SOCKET_BUFFER = 1 << 20;

  private final DatagramChannel channel;
  private final Selector selector;
  private final LongSupplier nanos;
  private final byte[] bytes;
  private final int packetBytesMax;
  private final StunCheck check = new StunCheck();
  private final ConcurrentMap<String, WebRtcLeg> byName = new ConcurrentHashMap<>();
  private final ConcurrentMap<InetSocketAddress, WebRtcLeg> byAddress = new ConcurrentHashMap<>();
  private final ConcurrentMap<Transaction, WebRtcLeg> byTransaction = new ConcurrentHashMap<>();
  private final Set<WebRtcLeg> legs = ConcurrentHashMap.newKeySet();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private final Troubles troubles = new Troubles(LOG, "WebRTC");
  private final Thread thread;

  /// @param packetBytesMax longer ones are dropped
  UdpPort(InetSocketAddress bind, int packetBytesMax, LongSupplier nanos) throws IOException {
    this.packetBytesMax = packetBytesMax;
    this.nanos = nanos;
    // a byte more, to tell a datagram that was cut off
    bytes = new byte[packetBytesMax + 1];
    selector = Selector.open();
    channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
      channel.bind(bind);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      channel.close();
      selector.close();
      throw e;
    }
    thread = Thread.ofPlatform().name("webrtc-port").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  /// Registers a leg's name for checks.
  ///
  /// @return false when another one has it
  boolean name(String ufrag, WebRtcLeg leg) {
    return byName.putIfAbsent(ufrag, leg) == null;
  }

  void forgetName(String ufrag) {
    byName.remove(ufrag);
  }

  void add(WebRtcLeg leg) {
    legs.add(leg);
  }

  void remove(WebRtcLeg leg) {
    legs.remove(leg);
  }

  int legs() {
    return legs.size();
  }

  /// Of the legs whose browsers have not connected, one of the block of addresses that has most of
  /// them: the oldest, preferring those that have not answered a check.
  Optional<WebRtcLeg> leastLikely() {
    var waiting = legs.stream().filter(WebRtcLeg::isWaiting).toList();
    var sizes =
        waiting.stream().collect(Collectors.groupingBy(WebRtcLeg::from, Collectors.counting()));
    return waiting.stream()
        .min(
            Comparator.<WebRtcLeg>comparingLong(leg -> -sizes.get(leg.from()))
                .thenComparing(WebRtcLeg.LEAST_LIKELY));
  }

  /// The port of a leg's [Ice].
  Ice.Port of(WebRtcLeg leg) {
    return new LegPort(leg);
  }

  private final class LegPort implements Ice.Port {
    private final WebRtcLeg leg;

    LegPort(WebRtcLeg leg) {
      this.leg = leg;
    }

    @Override
    public void send(ByteBuffer datagram, InetSocketAddress to) {
      UdpPort.this.send(datagram, to);
    }

    @Override
    public void expect(Transaction transaction) {
      byTransaction.put(transaction, leg);
    }

    @Override
    public void expectNoMore(Transaction transaction) {
      byTransaction.remove(transaction);
    }

    @Override
    public void claim(InetSocketAddress address) {
      byAddress.putIfAbsent(address, leg);
    }

    @Override
    public void take(InetSocketAddress address) {
      byAddress.put(address, leg);
    }

    @Override
    public void leave(InetSocketAddress address) {
      byAddress.remove(address, leg);
    }

    @Override
    public void forgetName(String ufrag) {
      byName.remove(ufrag);
    }
  }

  /// Sends, or drops what the network does not take at once.
  void send(ByteBuffer datagram, InetSocketAddress to) {
    try {
      channel.send(datagram, to);
    } catch (IOException e) {
      // like a packet lost on the way: a network that is down, an address without a route, or a
      // call's last packets when the program ends
      LOG.debug("A datagram could not be sent: {}", e.getMessage());
    }
  }

  WebRtcStats stats() {
    return new WebRtcStats(legs.size(), received.get(), unknown.get(), troubles.count());
  }

  private void run() {
    long tended = nanos.getAsLong();
    while (channel.isOpen()) {
      try {
        selector.select(TEND_MILLIS);
        selector.selectedKeys().clear();
        for (int i = 0; i < BATCH && receive(); i++) {}
        long now = nanos.getAsLong();
        if (now - tended < TEND_MILLIS * 1_000_000L) continue;
        tended = now;
        for (var leg : legs) tend(leg, now);
      } catch (ClosedChannelException | ClosedSelectorException _) {
        return;
      } catch (IOException | RuntimeException e) {
        // one datagram's failure must not affect others
        troubles.happened(e, nanos.getAsLong());
      } catch (Error e) {
        troubles.happened(WorkFailed.by(e), nanos.getAsLong());
      }
    }
  }

  private void tend(WebRtcLeg leg, long now) {
    try {
      leg.tend(now);
    } catch (RuntimeException e) {
      // one call's failure must not affect the calls after it
      troubles.happened(e, now);
    } catch (Error e) {
      troubles.happened(WorkFailed.by(e), now);
    }
  }

  private boolean receive() throws IOException {
    var datagram = ByteBuffer.wrap(bytes);
    var from = (InetSocketAddress) channel.receive(datagram);
    if (from == null) return false;
    int length = datagram.position();
    try {
      if (length == 0 || length > packetBytesMax || !handle(length, from))
        unknown.incrementAndGet();
    } finally {
      // counted after it was handled, whatever the result
      received.incrementAndGet();
    }
    return true;
  }

  /// Distinguishes protocols by the first byte (RFC 7983).
  private boolean handle(int length, InetSocketAddress from) {
    int first = bytes[0] & 0xff;
    if (first < 4) return check(length, from);
    var leg = byAddress.get(from);
    if (leg == null) return false;
    long now = nanos.getAsLong();
    if (first >= 128 && first < 192) return leg.onMedia(bytes, length, now);
    return first >= 20 && first < 64 && leg.onHandshake(bytes, length, from);
  }

  private boolean check(int length, InetSocketAddress from) {
    if (!check.parse(bytes, length)) return false;
    var leg =
        check.isAnswer() ? byTransaction.get(check.transaction()) : byName.get(check.ownUfrag());
    if (leg == null) return false;
    long now = nanos.getAsLong();
    return check.isAnswer()
        ? leg.onAnswer(check, from, now)
        : leg.onCheck(check, length, from, now);
  }

  /// Closes the port, and ends all calls.
  @Override
  public void close() throws IOException {
    for (var leg : legs) leg.close();
    channel.close();
    selector.close();
  }
}
