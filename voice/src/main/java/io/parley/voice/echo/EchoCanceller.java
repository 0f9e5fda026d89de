package io.parley.voice.echo;

import java.util.OptionalDouble;

/// Removes from a leg's sound the echo of what is played into the leg. It engages by itself where
/// an echo is measured: the sound of a leg without one, as of a browser that cancels it itself,
/// passes unchanged.
///
/// In each tick of 20 ms first [#clean] with what was heard, then [#played], or nothing when
/// nothing was played. An echo begins in the next tick at the earliest. For one thread at a time.
public final class EchoCanceller {
  /// So much of the sound is no echo at most when one is found, and again when none is left.
  private static final float FOUND = 0.75f;

  /// Frames of the past from which a filter learns at once when it begins.
  private static final int LESSON = 30;

  /// Ticks for which the finder must have found much more of the echo.
  private static final int SURE = 8;

  /// The share of the sound that a canceller may leave which has learned for so many ticks.
  private static final float TOO_MUCH = 0.02f;

  private static final int PATIENCE = 10;

  /// Ticks in which a canceller that learns slowly is helped; later it is double talk that
  /// disturbs.
  private static final int YOUNG = 100;

  /// Ticks without an echo after which it disengages.
  private static final int GONE = 150;

  private final int rate;
  private final int block;
  private final int tail;
  private final EchoFinder finder;
  private final Past far;
  private final Past near;
  private final short[] pending;
  private boolean isPending;
  private int quiet;
  private Cancelling cancelling;
  private int delay;
  private int candidate;
  private int doubts;
  private int vain;
  private int slow;
  private int young;
  private double heardPower;
  private double leftPower;

  /// @param rate of the leg, in Hz
  public EchoCanceller(int rate, EchoSettings settings) {
    this.rate = rate;
    block = rate / 50;
    tail = Math.toIntExact(Math.ceilDiv(settings.tail().toMillis(), 20)) + 1;
    finder = new EchoFinder(rate, settings.delayMax());
    far = new Past(finder.blocks() + tail + LESSON + 1, block);
    near = new Past(LESSON, block);
    pending = new short[block];
    quiet = Integer.MAX_VALUE;
  }

  /// The frame that is played into the leg in this tick.
  public void played(short[] frame) {
    System.arraycopy(frame, 0, pending, 0, block);
    isPending = true;
  }

  /// Removes the echo from the frame that was heard in this tick.
  ///
  /// @param sounds whether there was sound; a gap of the network teaches nothing
  public void clean(short[] frame, boolean sounds) {
    if (isPending) {
      far.add(pending);
      quiet = isSilent(pending) ? quiet + 1 : 0;
    } else {
      far.addSilence();
      if (quiet < Integer.MAX_VALUE) quiet++;
    }
    isPending = false;
    near.add(frame);
    if (quiet > finder.blocks() + tail) return;
    // a microphone that is off says nothing about the line
    boolean teaches = sounds && !isSilent(frame);
    finder.take(far.get(0), frame, teaches);
    judge(teaches);
    if (cancelling == null) return;
    cancelling.clean(far.get(delay), frame, teaches, true);
    if (cancelling.isEcho()) {
      heardPower += cancelling.heardPower();
      leftPower += cancelling.leftPower();
    }
  }

  private static boolean isSilent(short[] frame) {
    for (short sample : frame) if (sample != 0) return false;
    return true;
  }

  private void judge(boolean teaches) {
    if (!teaches) return;
    float left = finder.left();
    if (cancelling == null) {
      if (left < FOUND) engage();
      return;
    }
    // a canceller that is of no use is left for less
    boolean isBetter = left < cancelling.left() * (cancelling.left() > FOUND ? 0.8 : 0.6);
    int now = finder.delay();
    doubts = isBetter && now == candidate ? doubts + 1 : 0;
    candidate = now;
    if (doubts > SURE) change();
    young--;
    boolean isSlow = left < FOUND && cancelling.left() > TOO_MUCH && cancelling.left() < FOUND;
    slow = isSlow && young > 0 ? slow + 1 : 0;
    if (slow > PATIENCE) {
      cancelling.doubt(finder.share() * cancelling.left());
      slow = 0;
    }
    vain = left > FOUND && cancelling.isVain() ? vain + 1 : Math.max(0, vain - 1);
    // a number that is none would stay for ever
    if (vain > GONE || Float.isNaN(cancelling.left())) cancelling = null;
  }

  /// The finder knows the line better: it has changed, or its delay was found wrong.
  private void change() {
    if (finder.delay() < delay || finder.delay() > delay + 1) engage();
    else cancelling.doubt(finder.share() * cancelling.left());
    doubts = 0;
    young = YOUNG;
  }

  /// Begins with the delay that was found, and learns from the sound that led to it.
  private void engage() {
    if (cancelling == null) cancelling = new Cancelling(rate, tail);
    delay = finder.delay();
    doubts = 0;
    vain = 0;
    young = YOUNG;
    cancelling.begin(finder.share());
    for (int ago = LESSON + tail - 1; ago >= LESSON; ago--)
      cancelling.remember(far.get(delay + ago));
    for (int ago = LESSON - 1; ago > 0; ago--)
      cancelling.clean(far.get(delay + ago), near.get(ago), !isSilent(near.get(ago)), false);
  }

  /// Whether an echo was found.
  public boolean isEngaged() {
    return cancelling != null;
  }

  /// By how many decibels echoes were attenuated so far (echo return loss enhancement, ITU-T
  /// G.168); empty when there were none.
  public OptionalDouble enhancement() {
    return leftPower > 0 && heardPower > 0
        ? OptionalDouble.of(10 * Math.log10(heardPower / leftPower))
        : OptionalDouble.empty();
  }
}
