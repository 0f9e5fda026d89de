package io.parley.voice.rtp;

import java.util.Arrays;

/// Restores the order and timing of packets. Packets are [#put] as they arrive; every 20 ms a frame
/// is [#pull]ed, and the result is a packet's payload, or a gap, which the caller's codec conceals.
///
/// A packet is played at the time of its undelayed arrival plus the delay that covers most packets
/// ([DelayEstimate]). When that delay changes, playing is stretched or shortened by a frame at a
/// time, rarely enough to be inaudible.
///
/// Each packet contains one frame of the played length. For one stream and one thread; `now` is any
/// clock in nanoseconds that only rises.
public final class JitterBuffer {
  /// A stream that jumps by more than this has restarted (RFC 3550, appendix A.1).
  private static final int DROPOUT_MAX = 3_000;

  private static final int MISORDER_MAX = 100;

  /// The most frames concealed in a row; a longer gap is silence.
  private static final int CONCEALED_MAX = 5;

  /// Frames between two changes of the delay.
  private static final int ADJUST_EVERY = 10;

  public enum Pulled {
    /// Play the payload.
    PLAY,
    /// Conceal a missing frame. The payload of the frame after it is given if present: some codecs
    /// carry a copy of the frame before (Opus in-band FEC).
    CONCEAL,
    /// An additional frame, to increase the delay: conceal it as if one was lost.
    STRETCH,
    /// The sender is silent, or nothing came for long.
    SILENCE
  }

  private final JitterSettings settings;
  private final long frameTicks;
  private final DelayEstimate delays = new DelayEstimate();
  private final Unwrapping sequences = new Unwrapping(16);
  private final Unwrapping timestamps = new Unwrapping(32);

  // inverted after it was played
  private final long[] slotSequence;
  private final long[] slotTimestamp;
  private final int[] slotLength;
  private final boolean[] slotSilence;
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

  private boolean isSilence;
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
  private long lossRuns;
  private boolean isLosing;

  public JitterBuffer(JitterSettings settings) {
    this.settings = settings;
    frameTicks = settings.frameTicks();
    slotSequence = new long[settings.packets()];
    slotTimestamp = new long[settings.packets()];
    slotLength = new int[settings.packets()];
    slotSilence = new boolean[settings.packets()];
    slots = new byte[settings.packets()][settings.payloadMax()];
    Arrays.fill(slotSequence, -1);
  }

  /// Takes a packet; its payload is copied from `bytes`, which were parsed.
  ///
  /// @param isSilence whether it tells of a silence that lasts until the next packet (RFC 3389)
  public void put(RtpPacket packet, byte[] bytes, boolean isSilence, long now) {
    if (packet.payloadLength() > settings.payloadMax()) {
      misfits++;
      return;
    }
    if (started && packet.ssrc() != ssrc) {
      // a late packet of the previous stream does not bring it back
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
    slotSilence[slot] = isSilence;
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

  /// One packet with a far-off number is an accident; a second one after it is a restart.
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
    isSilence = false;
    jumped = -1;
    madeUp = 0;
    sinceStart = 0;
    sequences.reset();
    timestamps.reset();
    delays.reset();
    Arrays.fill(slotSequence, -1);
  }

  /// Gives up packets so old that their slots are needed again.
  private void freeSlotsFor(long sequence) {
    long oldest = sequence - settings.packets() + 1;
    if (oldest <= next) return;
    next = oldest;
    playing = false;
  }

  /// Decides what to play for the next frame. [#payload] is valid until the next call.
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
    isLosing = false;
    isSilence = slotSilence[slot(sequence)];
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

  /// The first packet present is not due yet: those before it are lost, or the sender was silent,
  /// which skips no number.
  private Pulled gap(long first) {
    boolean isLost = first > next && !isSilence;
    if (isLost && timestampOf(first) < cursor + 2 * frameTicks) {
      payload = slots[slot(first)];
      payloadLength = slotLength[slot(first)];
    }
    cursor += frameTicks;
    if (isLost && !isLosing) lossRuns++;
    isLosing = isLost;
    return isLost ? madeUp() : silent();
  }

  /// The buffer is empty. Late packets are still played when they come, and those after them are
  /// delayed as much.
  private Pulled dry() {
    if (isSilence) playing = false;
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

  /// Silence has no fixed length: the next stretch of speech begins with the right delay.
  private Pulled silent() {
    if (next <= newest && firstFrom(next) == next) playing = false;
    return Pulled.SILENCE;
  }

  /// Whether playing is off by this threshold, and was not adjusted recently.
  private boolean mayAdjust(long threshold, long off) {
    if (off < threshold || sinceAdjusted < ADJUST_EVERY) return false;
    sinceAdjusted = 0;
    return true;
  }

  /// The timestamp due now.
  private long wanted(long now) {
    return ticks(now - delays.base() - delay());
  }

  private long delay() {
    return Math.clamp(
        delays.spread(), settings.delayMin().toNanos(), settings.delayMax().toNanos());
  }

  /// The current delay of packets, in nanoseconds.
  public long delayNanos() {
    return started ? delay() : settings.delayMin().toNanos();
  }

  /// Whether the last packet that was played tells of a silence.
  public boolean isSilence() {
    return isSilence;
  }

  /// The payload of the last [#pull], up to [#payloadLength]: read-only, until the next call.
  public byte[] payload() {
    return payload;
  }

  /// How often packets were missing, one or several in a row.
  public long lossRuns() {
    return lossRuns;
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
