package io.parley.voice.recording;

import io.parley.core.recording.Recording.Segment;
import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import io.parley.voice.codec.SoundEncoder;
import io.parley.voice.sound.Resampler;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records one call: takes 20 ms of both channels in each tick of the media clock, which it never
/// holds up, encodes them elsewhere, and hands segments to the queue. Ticks are time: a tick that
/// comes late does not shift what follows.
public final class CallRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(CallRecorder.class);

  /// Seconds that may wait to be encoded; then a segment is given up.
  private static final int BEHIND_MAX = 10;

  private static final int CHANNELS = 2;
  private static final Duration PACKET = Duration.ofMillis(20);

  private final int frame;
  private final int secondsMax;
  private final SegmentQueue queue;
  private final OggFile file;
  private final Supplier<Channel> fresh;
  private final Channel[] channels;
  private final Executor encoders;
  private final AtomicInteger behind = new AtomicInteger();
  private volatile boolean paused;
  private CompletionStage<Void> work = CompletableFuture.completedStage(null);

  // of the media clock's thread, under the lock
  private short[][] second;
  private int ticks;
  private int number;
  private boolean over;

  // of the encoders: the segment under way
  private final List<Second> seconds = new ArrayList<>();
  private long stored; // packets
  private boolean isDamaged;

  /// @param id of the recording; @param sampleRate of the call, in Hz
  /// @param seconds of a segment
  CallRecorder(
      String id,
      int sampleRate,
      int seconds,
      OpusSettings settings,
      Opus opus,
      Executor encoders,
      SegmentQueue queue) {
    this.frame = sampleRate / OggFile.PACKETS;
    this.secondsMax = seconds;
    this.encoders = encoders;
    this.queue = queue;
    this.file = new OggFile(id);
    this.fresh = () -> new Channel(sampleRate, settings, opus);
    this.channels = new Channel[] {fresh.get(), fresh.get()};
    this.second = emptySecond();
  }

  /// A second that is encoded.
  ///
  /// @param at its number; @param packets may be replaced by silence
  private record Second(int at, List<byte[]> packets) {
    long first() {
      return (long) at * OggFile.PACKETS;
    }
  }

  /// One channel on its way to packets.
  private static final class Channel implements AutoCloseable {
    private final Resampler resampler;
    private final SoundEncoder encoder;
    private final short[] wide = new short[Opus.FRAME];
    private final byte[] packet = new byte[Opus.PAYLOAD_MAX];

    Channel(int sampleRate, OpusSettings settings, Opus opus) {
      this.resampler = new Resampler(sampleRate, Opus.SAMPLE_RATE);
      this.encoder = opus.encoder(settings);
    }

    int encode(short[] samples, int offset, int length) {
      resampler.convert(samples, offset, length, wide, 0);
      return encoder.encode(wide, packet, 0);
    }

    @Override
    public void close() {
      encoder.close();
    }
  }

  /// Takes the next 20 ms, which are only read. In the media clock's thread.
  ///
  /// @param caller left; @param other right: the agent, or a colleague
  public synchronized void tick(short[] caller, short[] other) {
    if (over) return;
    if (!paused) {
      System.arraycopy(caller, 0, second[0], ticks * frame, frame);
      System.arraycopy(other, 0, second[1], ticks * frame, frame);
    }
    if (++ticks == OggFile.PACKETS) giveSecond();
  }

  /// While it is paused, silence is written. In any thread.
  public void pause(boolean now) {
    paused = now;
  }

  /// Replaces the last sound of both channels by silence, as far as it is in the segment under way:
  /// earlier ones are handed over. In any thread.
  ///
  /// @param length of it, until now
  public synchronized void erase(Duration length) {
    if (over) return;
    long begun = (long) number * OggFile.PACKETS;
    long from = Math.max(0, begun + ticks - length.dividedBy(PACKET));
    int kept = Math.toIntExact(Math.max(0, from - begun));
    for (var channel : second) Arrays.fill(channel, kept * frame, ticks * frame, (short) 0);
    if (from < begun) then(() -> eraseFrom(from));
  }

  private void eraseFrom(long packet) {
    // an encoder goes on from sound that a listener no longer has
    for (int i = 0; i < CHANNELS; i++) {
      channels[i].close();
      channels[i] = fresh.get();
    }
    for (var each : seconds) {
      int kept = Math.toIntExact(Math.max(0, packet - each.first()));
      for (int i = kept; i < each.packets().size(); i++) each.packets().set(i, DualPacket.SILENCE);
    }
  }

  /// The call is over: what is left is stored, or given up after a while.
  ///
  /// @return completes when nothing is left to do
  public synchronized CompletionStage<Void> end() {
    if (over) return queue.done();
    over = true;
    long packets = (long) number * OggFile.PACKETS + ticks;
    if (ticks > 0) giveSecond();
    then(
        () -> {
          finishSegment(packets);
          for (var channel : channels) channel.close();
          queue.end(length(packets));
        });
    return queue.done();
  }

  private short[][] emptySecond() {
    return new short[CHANNELS][frame * OggFile.PACKETS];
  }

  private void giveSecond() {
    var full = second;
    int count = ticks;
    int at = number++;
    second = emptySecond();
    ticks = 0;
    boolean isTooLate = behind.incrementAndGet() > BEHIND_MAX;
    then(
        () -> {
          behind.decrementAndGet();
          if (isTooLate) isDamaged = true;
          else encode(full, at, count);
          if ((at + 1) % secondsMax == 0) finishSegment((long) at * OggFile.PACKETS + count);
        });
  }

  /// One piece of work after another; a failure costs the segment.
  private void then(Runnable task) {
    work =
        work.thenRunAsync(task, encoders)
            .exceptionally(
                failure -> {
                  LOG.error("a part of a recording is lost", failure);
                  isDamaged = true;
                  return null;
                });
  }

  private void encode(short[][] sound, int at, int count) {
    var packets = new ArrayList<byte[]>(count);
    for (int i = 0; i < count; i++) {
      int left = channels[0].encode(sound[0], i * frame, frame);
      int right = channels[1].encode(sound[1], i * frame, frame);
      packets.add(DualPacket.of(channels[0].packet, left, channels[1].packet, right));
    }
    seconds.add(new Second(at, packets));
  }

  /// @param packets up to its end
  private void finishSegment(long packets) {
    if (packets <= stored) return;
    var pages = new ByteArrayOutputStream();
    for (var each : seconds) pages.writeBytes(file.second(each.at(), each.packets()));
    var bytes = pages.toByteArray();
    seconds.clear();
    int place = Math.toIntExact(stored / ((long) secondsMax * OggFile.PACKETS));
    var segment = new Segment(place, length(stored), length(packets), bytes.length);
    stored = packets;
    queue.offer(segment, isDamaged ? Optional.empty() : Optional.of(bytes));
    isDamaged = false;
  }

  private static Duration length(long packets) {
    return PACKET.multipliedBy(packets);
  }
}
