package io.parley.voice.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ports of one call: an even one for sound and the next for reports, which may share the
/// former (RFC 5761).
public final class RtpPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RtpPort.class);

  /// Gets packets, in the ports' thread: must not block.
  public interface Listener {
    /// @param bytes valid until this returns, with space for nothing more
    /// @param isReportPort whether it came to the port of reports
    /// @return whether it counts; otherwise it is foreign, or nonsense
    boolean received(byte[] bytes, int length, InetSocketAddress from, boolean isReportPort);

    /// Called every 100 ms or so.
    void tend();
  }

  private final RtpPorts ports;
  private final DatagramChannel sound;
  private final DatagramChannel reports;
  private final InetSocketAddress address;
  private final AtomicLong foreign = new AtomicLong();
  private volatile Optional<Listener> listener = Optional.empty();
  private volatile boolean shared;

  RtpPort(RtpPorts ports, DatagramChannel sound, DatagramChannel reports) throws IOException {
    this.ports = ports;
    this.sound = sound;
    this.reports = reports;
    address = (InetSocketAddress) sound.getLocalAddress();
  }

  /// The bound address of sound; reports have the next port.
  public InetSocketAddress address() {
    return address;
  }

  /// Packets before are dropped.
  public void listen(Listener given) {
    listener = Optional.of(given);
  }

  /// Reports share the port of sound from now on.
  public void shareReports() throws IOException {
    shared = true;
    reports.close();
    ports.letGo();
  }

  /// Sends, or drops what the network does not take at once.
  public void send(ByteBuffer packet, InetSocketAddress to) {
    send(sound, packet, to);
  }

  /// The same for a report.
  ///
  /// @param to the other end's port of reports, which is that of sound where they share it
  public void sendReport(ByteBuffer report, InetSocketAddress to) {
    send(shared ? sound : reports, report, to);
  }

  private static void send(DatagramChannel from, ByteBuffer packet, InetSocketAddress to) {
    try {
      from.send(packet, to);
    } catch (IOException e) {
      // like a packet lost on the way; a leg that ends closes its port in the middle of a tick
      LOG.debug("A datagram could not be sent: {}", e.getMessage());
    }
  }

  /// Packets that did not count: of foreign addresses, forged, or malformed.
  public long foreign() {
    return foreign.get();
  }

  boolean handle(byte[] bytes, int length, InetSocketAddress from, boolean isReportPort) {
    boolean counts =
        listener.filter(known -> known.received(bytes, length, from, isReportPort)).isPresent();
    if (!counts) foreign.incrementAndGet();
    return counts;
  }

  void tend() {
    listener.ifPresent(Listener::tend);
  }

  /// Frees both ports. Idempotent.
  @Override
  public void close() {
    ports.remove(this);
    for (var channel : new DatagramChannel[] {sound, reports}) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.warn("A port could not be closed: {}", e.getMessage());
      }
    }
    ports.letGo();
  }
}
