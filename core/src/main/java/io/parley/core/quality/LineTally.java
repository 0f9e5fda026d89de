package io.parley.core.quality;

import io.parley.core.quality.CallFigures.OfLine;
import io.parley.core.quality.CallFigures.There;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/// The quality of a call's line, from what its leg has counted every [#EVERY]. Scores are averaged
/// over packets: one gap of a second is heard, and does not make the line bad. The line is bad when
/// its mean score over 10 s is below [#BAD], and good again when it is [#GOOD] or more: below a
/// rating of 60 nearly all users are dissatisfied, and from 70 on only some are (ITU-T G.109). For
/// one thread.
public final class LineTally {
  public static final Duration EVERY = Duration.ofSeconds(2);

  /// The score of a rating of 60.
  public static final double BAD = 3.1;

  /// The score of a rating of 70.
  public static final double GOOD = 3.6;

  /// Slices of the 10 s that count.
  private static final int WINDOW = 5;

  /// Packets, of a hundred, from which on a slice is judged: in pauses few are sent.
  private static final int ENOUGH = 25;

  private final Samples jitter = new Samples();
  private final Deque<Double> window = new ArrayDeque<>();
  private Optional<LineCounts> before = Optional.empty();

  /// Of legs that were replaced, and of this one.
  private Optional<LineCounts> all = Optional.empty();

  private int leg;
  private double sum;
  private double worst = Double.MAX_VALUE;
  private boolean isBad;

  /// Takes what a leg has counted since it began. Nothing is judged while nothing comes: an end on
  /// hold sends nothing.
  ///
  /// @param number of the leg in its call: the counts of another one begin anew
  /// @return whether the line is bad, where that has changed
  public Optional<Boolean> add(int number, LineCounts counts, double jitterMillis) {
    var slice = before.filter(_ -> number == leg).map(counts::since).orElse(counts);
    leg = number;
    before = Optional.of(counts);
    var opinion = slice.opinion();
    if (opinion.isEmpty()) return Optional.empty();
    all = Optional.of(all.map(earlier -> earlier.then(slice)).orElse(slice));
    jitter.add(jitterMillis);
    long packets = slice.played() + slice.missing();
    sum += packets * opinion.getAsDouble();
    return packets < ENOUGH ? Optional.empty() : judged(opinion.getAsDouble());
  }

  private Optional<Boolean> judged(double opinion) {
    window.addLast(opinion);
    if (window.size() > WINDOW) window.removeFirst();
    if (window.size() < WINDOW) return Optional.empty();
    double recent = recent();
    worst = Math.min(worst, recent);
    boolean was = isBad;
    isBad = recent < (isBad ? GOOD : BAD);
    return was == isBad ? Optional.empty() : Optional.of(isBad);
  }

  private double recent() {
    return window.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  public boolean isBad() {
    return isBad;
  }

  /// Empty where nothing came. Of a line that lasted less than 10 s, the worst part is all of it.
  public Optional<OfLine> figures() {
    return all.map(this::figures);
  }

  private OfLine figures(LineCounts line) {
    long packets = line.played() + line.missing();
    double mean = sum / packets;
    return new OfLine(
        line.codec(),
        CallFigures.rounded(mean),
        CallFigures.rounded(Math.min(worst, mean)),
        CallFigures.rounded(100.0 * line.missing() / packets),
        burst(line),
        jitter.spread().orElseThrow(),
        line.there().map(LineTally::there));
  }

  private static double burst(LineCounts line) {
    if (line.missing() == 0) return 0;
    return line.runs() == 0
        ? 1
        : CallFigures.rounded(Math.max(1, line.missing() / (double) line.runs()));
  }

  private static There there(LineCounts.FarEnd reported) {
    double millis = reported.roundTrip().toNanos() / 1e6;
    return new There(
        millis == 0 ? OptionalDouble.empty() : OptionalDouble.of(CallFigures.rounded(millis)),
        CallFigures.rounded(reported.lossPercent()));
  }
}
