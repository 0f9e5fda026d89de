package io.parley.voice.call;

import io.parley.core.quality.Impairment;
import io.parley.core.quality.LineCounts;
import io.parley.core.session.Channel;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.leg.LegEvents;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The customer's end: somebody who speaks for so many ticks, however late they come, and counts
/// what is heard.
final class FakeLeg extends QuietLeg {
  static final int RATE = 16_000;
  static final short LOUD = 8_000;

  final CompletableFuture<Void> ready = new CompletableFuture<>();
  final AtomicInteger ticks = new AtomicInteger();
  final AtomicInteger played = new AtomicInteger();
  final AtomicInteger forgotten = new AtomicInteger();
  private final AtomicInteger ticksToSpeak = new AtomicInteger();

  /// The middle sample of what was played last.
  volatile short lastPlayed;

  volatile Channel channel = Channel.VOICE;
  volatile LegStats stats = LegStats.NONE;
  private final LegEvents events = new LegEvents();

  FakeLeg() {
    super(RATE);
  }

  /// When the line died, in nanoseconds; 0 while it lives.
  private volatile long deadSince;

  void dies() {
    deadSince = System.nanoTime();
  }

  void revives() {
    deadSince = 0;
  }

  @Override
  public Duration silentFor() {
    long since = deadSince;
    return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  /// So many packets came since the beginning, and so many did not.
  void counts(long played, long missing) {
    stats =
        new LegStats(
            played,
            missing,
            0,
            missing,
            4,
            Optional.of(
                new LineCounts(
                    "PCMU",
                    Impairment.G711_CONCEALED,
                    played,
                    missing,
                    missing,
                    Duration.ofMillis(60),
                    Optional.empty())));
  }

  @Override
  public LegStats stats() {
    return stats;
  }

  @Override
  public String way() {
    return "fake";
  }

  void does(LegEvent event) {
    events.accept(event);
  }

  void speaks(Duration length) {
    ticksToSpeak.addAndGet((int) length.dividedBy(Leg.TICK));
  }

  void fallsSilent() {
    ticksToSpeak.set(0);
  }

  boolean isSpeaking() {
    return ticksToSpeak.get() > 0;
  }

  /// Whether its speech is a tone: no codec keeps a constant.
  volatile boolean hums;

  volatile boolean left;

  /// Keys that were pressed for it, so many at most.
  final List<Character> pressed = new CopyOnWriteArrayList<>();

  volatile int pressedMax;

  @Override
  public boolean press(char key, Duration length) {
    return pressed.size() < pressedMax && pressed.add(key);
  }

  @Override
  public CompletionStage<Void> ready() {
    return ready;
  }

  @Override
  public void listen(Consumer<LegEvent> given) {
    events.listen(given);
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public boolean hear(short[] frame) {
    ticks.incrementAndGet();
    boolean speaking = ticksToSpeak.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    Arrays.fill(frame, speaking ? LOUD : 0);
    if (speaking && hums) for (int i = 0; i < frame.length; i++) if (i % 16 >= 8) frame[i] = -LOUD;
    return true;
  }

  @Override
  public void play(short[] frame) {
    played.incrementAndGet();
    lastPlayed = frame[frame.length / 2];
  }

  @Override
  public void forget() {
    forgotten.incrementAndGet();
  }

  @Override
  public void leave() {
    left = true;
    close();
  }
}
