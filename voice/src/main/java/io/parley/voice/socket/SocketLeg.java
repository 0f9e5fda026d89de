package io.parley.voice.socket;

import io.parley.core.quality.Impairment;
import io.parley.voice.leg.HeardTicks;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Sound over a connection that delays frames instead of losing them: frames of 20 ms each way.
/// Incoming frames wait for a moment, so that a hiccup of the network is inaudible; the older part
/// of a burst is dropped, so that its delay does not stay. The other end sends silence as well: if
/// it sends nothing at all it is gone, even if its connection stays open for hours. This end sends
/// a sign of life where there is no sound.
public final class SocketLeg implements Leg {

  /// The leg's view of the socket.
  public interface Socket {
    /// @return false when the other end does not read what it is sent
    boolean send(byte[] frame);

    /// Tells the other end that the line is alive, though there is no sound.
    void sign();

    /// Tells the other end to drop sound that it has not played yet.
    void forget();

    /// Ends the connection.
    void end();

    /// Ends the connection because this node drains: another node can continue.
    void leave();
  }

  /// Something is sent at least so often.
  public static final Duration SIGN = Duration.ofMillis(500);

  private static final long SIGN_TICKS = SIGN.dividedBy(TICK);

  /// Frames that wait before they are played: 60 ms.
  private static final int WAITING = 3;

  /// More than this is a burst: 400 ms.
  private static final int WAITING_MAX = 20;

  /// The page's buffer, and the network's delay.
  private static final Duration DELAY = Duration.ofMillis(120);

  private final AudioCodec codec;
  private final AudioCodec.Coding coding;
  private final Socket socket;
  private final long silentMax;
  private final HeardTicks ticks = new HeardTicks();
  private final Queue<byte[]> received = new ArrayDeque<>();
  private final CompletableFuture<Gone> gone = new CompletableFuture<>();
  private boolean flowing;

  /// Ticks since something was sent; of the thread that plays.
  private long unsent;

  /// Ticks since a frame came.
  private long silent;

  private long receivedCount;
  private long lateCount;
  private long concealedCount;

  public SocketLeg(AudioCodec codec, Socket socket, SocketLegSettings settings) {
    this.codec = codec;
    this.coding = codec.coding(settings.opus());
    this.socket = socket;
    this.silentMax = settings.silenceMax().dividedBy(TICK);
  }

  /// A binary frame came.
  public synchronized void received(byte[] frame) {
    if (frame.length == 0 || frame.length > codec.bytesMax()) return;
    silent = 0;
    receivedCount++;
    received.add(frame);
    if (received.size() <= WAITING_MAX) return;
    while (received.size() > WAITING) {
      received.remove();
      lateCount++;
    }
  }

  /// The socket is gone.
  public void closed(Gone how) {
    gone.complete(how);
    coding.close();
  }

  @Override
  public String way() {
    return "socket";
  }

  @Override
  public int sampleRate() {
    return codec.sampleRate();
  }

  @Override
  public boolean hear(short[] frame) {
    byte[] next;
    boolean lost;
    synchronized (this) {
      lost = ++silent >= silentMax;
      next = flowing || received.size() >= WAITING ? received.poll() : null;
      if (flowing && next == null) concealedCount++;
      flowing = next != null;
      ticks.tick(flowing);
    }
    if (lost) gone.complete(Gone.LOST);
    if (next == null) return false;
    coding.decode(next, frame);
    return true;
  }

  @Override
  public void play(short[] frame) {
    var payload = coding.encode(frame);
    if (payload.isEmpty()) rest();
    else {
      unsent = 0;
      if (!socket.send(payload.get())) gone.complete(Gone.LOST);
    }
  }

  /// The other end plays its buffer.
  @Override
  public void rest() {
    if (++unsent < SIGN_TICKS) return;
    unsent = 0;
    socket.sign();
  }

  @Override
  public void forget() {
    socket.forget();
  }

  @Override
  public Duration delay() {
    return DELAY;
  }

  @Override
  public synchronized Duration silentFor() {
    return Duration.ofNanos(silent * TICK.toNanos());
  }

  @Override
  public synchronized LegStats stats() {
    var line = ticks.counts(codec.label(), Impairment.STALLING, TICK.multipliedBy(1 + WAITING));
    return new LegStats(receivedCount, 0, lateCount, concealedCount, 0, Optional.of(line));
  }

  @Override
  public void close() {
    closed(Gone.CLOSED);
    socket.end();
  }

  @Override
  public void leave() {
    closed(Gone.CLOSED);
    socket.leave();
  }

  @Override
  public CompletionStage<Gone> gone() {
    return gone.minimalCompletionStage();
  }
}
