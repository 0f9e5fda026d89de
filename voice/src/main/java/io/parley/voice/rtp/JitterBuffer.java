package io.parley.voice.rtp;

import java.util.Arrays;

/// Puts packets back into their order and time. Packets are [#put] as they come; every 20 ms a
/// frame is [#pull]ed, and the answer tells what to make sound of: a packet's payload, or nothing,
/// for which the caller's codec conceals the gap.
///
/// A packet's time to be played is when it would have come without any delay, and then the delay
/// that most packets keep to ([DelayEstimate]). When that delay changes, playing is stretched or
/// shortened by a frame at a time, and not more often than is hardly heard.
///
/// Each packet has one frame in it, as long as those that are played. For one stream and one
/// thread; `now` is any clock in nanoseconds that only rises.
public final class JitterBuffer {
  /// A stream that jumps by more than this has begun anew (RFC 3550, appendix A.1).
  private static final int DROPOUT_MAX = 3_000;

  private static final int MISORDER_MAX = 100;

  /// So many frames are concealed in a row; a longer gap is silence.
  private static final int CONCEALED_MAX = 5;

  /// Frames between two changes of the delay.
  private static final int ADJUST_EVERY = 10;

  public enum Pulled {
    /// The payload is the next frame's.
    PLAY,
    /// The frame is not there. If the one after it is, its payload is given: some codecs carry the
    /// frame before along (Opus in-band FEC).
    CONCEAL,
    /// A frame more than was sent, to gain delay: conceal it as if one was lost.
    STRETCH,
    /// The sender is silent, or there has been nothing for long.
    SILENCE
  }

  private final JitterSettings settings;
  private final long frameTicks;
  private final DelayEstimate delays = new DelayEstimate();
  private final Unwrapping sequences = new Unwrapping(16);
  private final Unwrapping timestamps = new Unwrapping(32);

  // inverted once it was played
  private final long[] slotSequence;
  private final long[] slotTimestamp;
  private final int[] slotLength;
  private final byte[][] slots;

  private boolean started;
  private int ssrc;
  private boolean hasFormer;
  private int former;
  // the next number to be played, and the newest that came
  private long next;
  private long newest;
  // the timestamp that is to be played next; meaningless while a stretch of speech has not begun
  private long cursor;
  private boolean playing;
  private int madeUp;
  private int sinceAdjusted;
  private int jumped = -1;
  private int sinceStart;

  private byte[] payload = {};
  private int payloadLength;

  private long received;
  private long late;
  private long duplicate;
  private long misfits;
  private long concealed;
  private long stretched;
  private long skipped;
  private long restarts;

  public JitterBuffer(JitterSettings settings) {
    this.settings = settings;
    frameTicks = settings.frameTicks();
    slotSequence = new long[settings.packets()];
    slotTimestamp = new long[settings.packets()];
    slotLength = new int[settings.packets()];
    slots = new byte[settings.packets()][settings.payloadMax()];
    Arrays.fill(slotSequence, -1);
  }

  /// Takes a packet; its payload is copied from `bytes`, which were parsed.
  public void put(RtpPacket packet, byte[] bytes, long now) {
    if (packet.payloadLength() > settings.payloadMax()) {
      misfits++;
      return;
    }
    if (started && packet.ssrc() != ssrc) {
      // a straggler of the stream before this one does not bring that back
      if (hasFormer && packet.ssrc() == former && sinceStart < MISORDER_MAX) {
        late++;
        return;
      }
      hasFormer = true;
      former = ssrc;
      restart();
    }
    if (started && isJump(packet)) return;
    long sequence = sequences.next(packet.sequence());
    long timestamp = timestamps.next(packet.timestamp());
    if (!started) begin(packet, sequence);
    int slot = slot(sequence);
    if (slotSequence[slot] == sequence || slotSequence[slot] == ~sequence) {
      duplicate++;
      return;
    }
    delays.add(now - nanos(timestamp));
    sinceStart++;
    if (sequence < next) {
      late++;
      return;
    }
    freeSlotsFor(sequence);
    slotSequence[slot] = sequence;
    slotTimestamp[slot] = timestamp;
    slotLength[slot] = packet.payloadLength();
    System.arraycopy(bytes, packet.payloadOffset(), slots[slot], 0, packet.payloadLength());
    newest = Math.max(newest, sequence);
    received++;
  }

  private void begin(RtpPacket packet, long sequence) {
    started = true;
    ssrc = packet.ssrc();
    next = sequence;
    newest = sequence - 1;
  }

  /// One packet with a far-off number is an accident; a second one after it is a new beginning.
  private boolean isJump(RtpPacket packet) {
    long ahead = sequences.peek(packet.sequence()) - newest;
    if (ahead < DROPOUT_MAX && ahead > -MISORDER_MAX) {
      jumped = -1;
      return false;
    }
    if (packet.sequence() == jumped) {
      restart();
      return false;
    }
    jumped = (packet.sequence() + 1) & 0xffff;
    misfits++;
    return true;
  }

  private void restart() {
    restarts++;
    started = false;
    playing = false;
    jumped = -1;
    madeUp = 0;
    sinceStart = 0;
    sequences.reset();
    timestamps.reset();
    delays.reset();
    Arrays.fill(slotSequence, -1);
  }

  /// What lies so far behind that its slot is wanted again will not be played any more.
  private void freeSlotsFor(long sequence) {
    long oldest = sequence - settings.packets() + 1;
    if (oldest <= next) return;
    next = oldest;
    playing = false;
  }

  /// What to play for the next frame. [#payload] is of it until the next call.
  public Pulled pull(long now) {
    payloadLength = 0;
    sinceAdjusted++;
    if (!started) return Pulled.SILENCE;
    long first = firstFrom(next);
    if (first < 0) return dry();
    if (!playing) {
      if (timestampOf(first) > wanted(now)) return Pulled.SILENCE;
      next = first;
      cursor = timestampOf(first);
      playing = true;
    }
    if (timestampOf(first) >= cursor + frameTicks) return gap(first);
    if (mayAdjust(frameTicks, cursor - wanted(now))) {
      stretched++;
      return Pulled.STRETCH;
    }
    if (mayAdjust(2 * frameTicks, wanted(now) - cursor) && first < newest) {
      skipped++;
      take(first);
      long second = firstFrom(next);
      if (timestampOf(second) >= cursor + frameTicks) return gap(second);
      first = second;
    }
    return play(first);
  }

  private Pulled play(long sequence) {
    take(sequence);
    madeUp = 0;
    payload = slots[slot(sequence)];
    payloadLength = slotLength[slot(sequence)];
    return Pulled.PLAY;
  }

  private void take(long sequence) {
    int slot = slot(sequence);
    cursor = slotTimestamp[slot] + frameTicks;
    next = sequence + 1;
    slotSequence[slot] = ~sequence;
  }

  /// It is too early for the first packet that is there: those before it are lost, or the sender
  /// has been silent, which skips no number.
  private Pulled gap(long first) {
    boolean isLost = first > next;
    if (isLost && timestampOf(first) < cursor + 2 * frameTicks) {
      payload = slots[slot(first)];
      payloadLength = slotLength[slot(first)];
    }
    cursor += frameTicks;
    return isLost ? madeUp() : silent();
  }

  /// Nothing is there. What is merely late is played all the same when it comes, and what follows
  /// it that much later.
  private Pulled dry() {
    if (!playing) return Pulled.SILENCE;
    cursor += frameTicks;
    if (madeUp >= CONCEALED_MAX) playing = false;
    return madeUp();
  }

  private Pulled madeUp() {
    if (madeUp >= CONCEALED_MAX) return silent();
    madeUp++;
    concealed++;
    return Pulled.CONCEAL;
  }

  /// Silence can be any length: the next stretch of speech begins with the right delay.
  private Pulled silent() {
    if (next <= newest && firstFrom(next) == next) playing = false;
    return Pulled.SILENCE;
  }

  /// Whether playing is off by so much, and was not changed just now.
  private boolean mayAdjust(long threshold, long off) {
    if (off < threshold || sinceAdjusted < ADJUST_EVERY) return false;
    sinceAdjusted = 0;
    return true;
  }

  /// The timestamp that is to be played now.
  private long wanted(long now) {
    return ticks(now - delays.base() - delay());
  }

  private long delay() {
    return Math.clamp(
        delays.spread(), settings.delayMin().toNanos(), settings.delayMax().toNanos());
  }

  /// How long packets are kept at present, in nanoseconds.
  public long delayNanos() {
    return started ? delay() : settings.delayMin().toNanos();
  }

  /// The bytes that the last [#pull] told to use, up to [#payloadLength]: for reading, until the
  /// next call.
  public byte[] payload() {
    return payload;
  }

  /// 0 when there is none.
  public int payloadLength() {
    return payloadLength;
  }

  public JitterStats stats() {
    return new JitterStats(
        received, late, duplicate, misfits, concealed, stretched, skipped, restarts);
  }

  /// The first packet from this number on; -1 when there is none.
  private long firstFrom(long sequence) {
    for (long at = sequence; at <= newest; at++) if (slotSequence[slot(at)] == at) return at;
    return -1;
  }

  private int slot(long sequence) {
    return (int) (sequence & (settings.packets() - 1));
  }

  private long timestampOf(long sequence) {
    return slotTimestamp[slot(sequence)];
  }

  private long nanos(long ticks) {
    return ticks / settings.clockRate() * 1_000_000_000L
        + ticks % settings.clockRate() * 1_000_000_000L / settings.clockRate();
  }

  private long ticks(long nanos) {
    return Math.floorDiv(nanos, 1_000_000_000L) * settings.clockRate()
        + Math.floorMod(nanos, 1_000_000_000L) * settings.clockRate() / 1_000_000_000L;
  }
}
