package io.parley.bench.call;

import io.parley.voice.rtp.JitterBuffer;
import io.parley.voice.rtp.JitterBuffer.Pulled;
import io.parley.voice.rtp.JitterSettings;
import io.parley.voice.rtp.RtpPacket;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/// The jitter buffer's shortest delay, weighed against what it has to conceal: the buffer itself,
/// over lines whose packets are late by a seeded random time. Nothing is waited for.
///
/// @param calls on each line, each with its own phase of ticks and its own lateness
/// @param length of each call
public record JitterBench(int calls, Duration length) {
  private static final Duration FRAME = Duration.ofMillis(20);

  /// The longest delay of the buffer, and of the shortest one.
  public static final Duration DELAY_MAX = Duration.ofMillis(400);

  private static final int CLOCK_RATE = 8_000;
  private static final int PACKETS = 64;
  private static final int BYTES = RtpPacket.HEADER + Integer.BYTES;
  private static final double NANOS_PER_MILLI = 1e6;

  /// @param lateness of a packet, in ms
  public record Line(String name, ToDoubleFunction<Random> lateness) {
    private static Line exponential(double mean) {
      return new Line(
          "exponential, mean %.0f ms".formatted(mean),
          random -> -mean * Math.log(1 - random.nextDouble()));
    }

    private static Line spikes(double more) {
      return new Line(
          "up to 1 ms, and %.0f more in 1 %% of the packets".formatted(more),
          random -> random.nextDouble() + (random.nextInt(100) == 0 ? more : 0));
    }
  }

  static final Line CALM = new Line("up to 0.3 ms", random -> 0.3 * random.nextDouble());

  /// From a calm line to one of a busy radio cell.
  public static final List<Line> LINES =
      List.of(
          CALM,
          Line.exponential(2),
          Line.exponential(5),
          Line.spikes(15),
          Line.spikes(30),
          Line.exponential(15));

  /// @param waited mean from a packet's undelayed arrival to the tick in which it is played, in ms
  /// @param concealed of 1,000 frames
  public record Played(double waited, double concealed) {}

  private record Arrival(int number, long at) {}

  /// Prints a row for each line, with a pair of columns for each shortest delay.
  public void run(List<Duration> shortest, PrintStream out) {
    out.println("| jitter of the line |" + columns(shortest, " wait with %d ms | concealed |"));
    out.println("|---|" + "---|---|".repeat(shortest.size()));
    for (var line : LINES) {
      var row = new StringBuilder("| " + line.name() + " |");
      for (var each : shortest) {
        var played = play(line, each);
        row.append(
            String.format(Locale.ROOT, " %.1f ms | %.2f |", played.waited(), played.concealed()));
      }
      out.println(row);
    }
  }

  private static String columns(List<Duration> shortest, String form) {
    var all = new StringBuilder();
    for (var each : shortest) all.append(form.formatted(each.toMillis()));
    return all.toString();
  }

  Played play(Line line, Duration shortest) {
    var sum = new Sum();
    for (int seed = 0; seed < calls; seed++) call(line, shortest, new Random(seed), sum);
    return new Played(
        sum.waited / NANOS_PER_MILLI / sum.played,
        1_000.0 * sum.concealed / (sum.played + sum.concealed));
  }

  private static final class Sum {
    private double waited;
    private long played;
    private long concealed;
  }

  private void call(Line line, Duration shortest, Random random, Sum sum) {
    long phase = random.nextLong(FRAME.toNanos());
    var arrivals = arrivals(line, random);
    var buffer =
        new JitterBuffer(
            new JitterSettings(CLOCK_RATE, FRAME, shortest, DELAY_MAX, PACKETS, Integer.BYTES));
    var bytes = new byte[BYTES];
    var packet = new RtpPacket();
    int came = 0;
    for (long now = phase; came < arrivals.length; now += FRAME.toNanos()) {
      for (; came < arrivals.length && arrivals[came].at() <= now; came++) {
        write(arrivals[came].number(), bytes);
        packet.parse(bytes, 0, BYTES);
        buffer.put(packet, bytes, false, arrivals[came].at());
      }
      if (buffer.pull(now) == Pulled.PLAY) {
        sum.played++;
        sum.waited += now - ByteBuffer.wrap(buffer.payload()).getInt() * (double) FRAME.toNanos();
      }
    }
    sum.concealed += buffer.stats().concealed();
  }

  private Arrival[] arrivals(Line line, Random random) {
    var all = new Arrival[(int) length.dividedBy(FRAME)];
    for (int i = 0; i < all.length; i++) {
      long late = Math.round(line.lateness().applyAsDouble(random) * NANOS_PER_MILLI);
      all[i] = new Arrival(i, i * FRAME.toNanos() + late);
    }
    Arrays.sort(all, Comparator.comparingLong(Arrival::at));
    return all;
  }

  private static void write(int number, byte[] bytes) {
    long timestamp = number * FRAME.toMillis() * CLOCK_RATE / 1_000;
    RtpPacket.writeHeader(bytes, 0, false, 0, number, timestamp, 1);
    ByteBuffer.wrap(bytes).putInt(RtpPacket.HEADER, number);
  }
}
