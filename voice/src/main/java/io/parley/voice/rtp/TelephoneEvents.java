package io.parley.voice.rtp;

import io.parley.voice.leg.LegEvent;
import java.time.Duration;
import java.util.Optional;

/// Keys of a telephone in packets of their own (RFC 4733). While a key is down, packets give its
/// length so far; the last one is sent three times. All packets of one press have the timestamp of
/// its beginning. Timestamps are the sound's; lengths may have a clock of their own, and there are
/// telephones whose timestamps have it as well. For one thread at a time; `now` is in nanoseconds.
final class TelephoneEvents {
  private static final int BYTES = 4;
  private static final String KEYS = "0123456789*#ABCD";

  /// After so long without a packet the key was released, and the packets that said so are lost.
  private static final long SILENT = Duration.ofMillis(200).toNanos();

  /// The longest press of one timestamp; a longer one continues under another.
  private static final int SEGMENT_MAX = 0xffff;

  /// No packet of the same sender is later than that.
  private static final int LATE_SECONDS_MAX = 10;

  private final int clockRate;
  private final int soundClockRate;
  private boolean isDown;
  private boolean isEnded;
  private char key;
  private int ssrc;
  private int timestamp;
  private long before;
  private int duration;
  private long heardAt;
  private boolean hasFormer;
  private int former;

  /// The number of a key; -1 for none.
  static int event(char key) {
    return KEYS.indexOf(key);
  }

  /// @param clockRate of lengths, in Hz; @param soundClockRate of timestamps, a multiple of it
  TelephoneEvents(int clockRate, int soundClockRate) {
    this.clockRate = clockRate;
    this.soundClockRate = soundClockRate;
  }

  /// Takes a packet.
  ///
  /// @param bytes that it was parsed from
  /// @return the press that it ends, if any
  Optional<LegEvent.Digit> take(RtpPacket packet, byte[] bytes, long now) {
    if (packet.payloadLength() < BYTES) return Optional.empty();
    int offset = packet.payloadOffset();
    int event = bytes[offset] & 0xff;
    int began = (int) packet.timestamp();
    // another stream has unrelated timestamps
    boolean isOtherStream = packet.ssrc() != ssrc;
    if (event >= KEYS.length() || (!isOtherStream && isPast(began))) return Optional.empty();
    char pressed = KEYS.charAt(event);
    boolean isNew = !isDown || isOtherStream || began != timestamp;
    int segment = isDown && !isOtherStream && pressed == key ? segment(began - timestamp) : 0;
    boolean goesOn = segment > 0;
    var over = isDown && isNew && !goesOn ? letGo() : Optional.<LegEvent.Digit>empty();
    if (isOtherStream) hasFormer = false;
    if (goesOn) before += segment;
    else if (isNew) before = 0;
    if (isNew) duration = 0;
    isDown = true;
    key = pressed;
    timestamp = began;
    ssrc = packet.ssrc();
    duration = Math.max(duration, uint16(bytes, offset + 2));
    heardAt = now;
    isEnded |= (bytes[offset + 1] & 0x80) != 0;
    return over.isPresent() ? over : look(now);
  }

  /// The length of the segment before one that begins so many timestamps after it; 0 when the two
  /// do not join.
  private int segment(int apart) {
    if (apart <= 0) return 0;
    int ratio = soundClockRate / clockRate;
    if (apart == SEGMENT_MAX || apart == SEGMENT_MAX * ratio) return SEGMENT_MAX;
    return apart == duration || apart == duration * ratio ? duration : 0;
  }

  /// Checks whether a press is over without its last packets.
  Optional<LegEvent.Digit> look(long now) {
    return isDown && (isEnded || now - heardAt > SILENT) ? letGo() : Optional.empty();
  }

  private Optional<LegEvent.Digit> letGo() {
    isDown = false;
    isEnded = false;
    hasFormer = true;
    former = timestamp;
    long ticks = before + duration;
    return Optional.of(
        new LegEvent.Digit(key, Duration.ofNanos(ticks * 1_000_000_000L / clockRate)));
  }

  /// Whether the press was reported already, or precedes the current one. A sender that is far
  /// behind has restarted its timestamps.
  private boolean isPast(int began) {
    return (hasFormer && isLate(former - began))
        || (isDown && began != timestamp && isLate(timestamp - began));
  }

  private boolean isLate(int ticks) {
    return ticks >= 0 && ticks <= LATE_SECONDS_MAX * soundClockRate;
  }

  private static int uint16(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }
}
