package io.parley.voice.rtp;

import io.parley.voice.rtp.JitterBuffer.Pulled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/// A line that loses, delays, doubles and reorders packets, under manual time: a packet of 20 ms is
/// sent every 20 ms, numbered 0, 1, 2 …, and a frame is pulled every 20 ms from the first arrival
/// on.
final class Line {
  static final int TICKS = 160;
  private static final long MS = 1_000_000;

  /// The sender's settings of a stream.
  private record Sent(long at, int number, int sequence, long timestamp, int ssrc) {}

  /// One frame that was played.
  ///
  /// @param at milliseconds; @param number of the packet that was played or given to conceal with,
  ///   -1 for none
  record Frame(long at, Pulled pulled, int number) {}

  private final JitterBuffer buffer;
  private final RtpPacket packet = new RtpPacket();
  private final List<Sent> onTheWay = new ArrayList<>();
  private IntPredicate lost = _ -> false;
  private IntPredicate doubled = _ -> false;
  private IntFunction<Duration> delay = _ -> Duration.ofMillis(40);
  private int sequence = 1_000;
  private long timestamp = 5_000;
  private int ssrc = 7;
  private int number;
  private long sendsAt;

  Line() {
    this(JitterSettings.typical(8_000));
  }

  Line(JitterSettings settings) {
    buffer = new JitterBuffer(settings);
  }

  Line loses(IntPredicate which) {
    lost = which;
    return this;
  }

  Line doubles(IntPredicate which) {
    doubled = which;
    return this;
  }

  Line delays(IntFunction<Duration> each) {
    delay = each;
    return this;
  }

  Line startsAt(int firstSequence, long firstTimestamp) {
    sequence = firstSequence;
    timestamp = firstTimestamp;
    return this;
  }

  /// Another sender takes over.
  Line changesSender(int newSsrc, int firstSequence, long firstTimestamp) {
    ssrc = newSsrc;
    return startsAt(firstSequence, firstTimestamp);
  }

  /// The sender says nothing for a while: timestamps go on, numbers do not.
  Line pauses(Duration silence) {
    sendsAt += silence.toMillis();
    timestamp += silence.toMillis() * TICKS / 20;
    return this;
  }

  Line sends(int packets) {
    for (int i = 0; i < packets; i++) {
      var sent = new Sent(sendsAt, number, sequence & 0xffff, timestamp & 0xffff_ffffL, ssrc);
      long arrives = sendsAt + delay.apply(number).toMillis();
      if (!lost.test(number)) onTheWay.add(at(sent, arrives));
      if (doubled.test(number)) onTheWay.add(at(sent, arrives + 5));
      number++;
      sequence++;
      timestamp += TICKS;
      sendsAt += 20;
    }
    return this;
  }

  private static Sent at(Sent sent, long arrives) {
    return new Sent(arrives, sent.number(), sent.sequence(), sent.timestamp(), sent.ssrc());
  }

  /// Everything arrives, and is played until nothing has been there for a second.
  List<Frame> play() {
    onTheWay.sort(Comparator.comparingLong(Sent::at));
    var frames = new ArrayList<Frame>();
    long last = onTheWay.getLast().at();
    int arrived = 0;
    for (long now = onTheWay.getFirst().at(); now < last + 1_000; now += 20) {
      while (arrived < onTheWay.size() && onTheWay.get(arrived).at() <= now)
        arrive(onTheWay.get(arrived++));
      var pulled = buffer.pull(now * MS);
      int of =
          buffer.payloadLength() == 0
              ? -1
              : (buffer.payload()[0] << 8) | (buffer.payload()[1] & 0xff);
      frames.add(new Frame(now, pulled, of));
    }
    return frames;
  }

  private void arrive(Sent sent) {
    var bytes = new byte[RtpPacket.HEADER + 2];
    RtpPacket.writeHeader(bytes, 0, false, 0, sent.sequence(), sent.timestamp(), sent.ssrc());
    bytes[RtpPacket.HEADER] = (byte) (sent.number() >> 8);
    bytes[RtpPacket.HEADER + 1] = (byte) sent.number();
    packet.parse(bytes, 0, bytes.length);
    buffer.put(packet, bytes, false, sent.at() * MS);
  }

  JitterBuffer buffer() {
    return buffer;
  }

  /// The packets that were played, in the order in which they were.
  static List<Integer> played(List<Frame> frames) {
    return frames.stream()
        .filter(frame -> frame.pulled() == Pulled.PLAY)
        .map(Frame::number)
        .toList();
  }

  static long count(List<Frame> frames, Pulled pulled) {
    return frames.stream().filter(frame -> frame.pulled() == pulled).count();
  }
}
