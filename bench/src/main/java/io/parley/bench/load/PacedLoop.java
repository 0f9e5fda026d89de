package io.parley.bench.load;

import io.parley.bench.client.ChatClient;
import io.parley.bench.measure.Tally;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// A fixed number of turns a second over all sessions, whatever the server does. Latency counts
/// from a turn's due time, so that a slow server does not reduce its own load (coordinated
/// omission).
///
/// @param tokens of members of organisations, to which the sessions belong in turn; without any
///   they are those of visitors
public record PacedLoop(
    URI server,
    List<String> tokens,
    int sessions,
    double ratePerSecond,
    Duration warmUp,
    Duration measured) {
  public PacedLoop {
    tokens = List.copyOf(tokens);
  }

  /// The same with sessions of visitors.
  public PacedLoop(
      URI server, int sessions, double ratePerSecond, Duration warmUp, Duration measured) {
    this(server, List.of(), sessions, ratePerSecond, warmUp, measured);
  }

  public Tally run(Runnable measuring) throws InterruptedException {
    var tally = new Tally();
    var connected = new CountDownLatch(sessions);
    var began = new AtomicLong();
    try (var client = new ChatClient()) {
      Crowd.run(
          sessions,
          tally,
          number -> {
            try (var talk = Talk.start(client, server, token(number))) {
              Crowd.meet(connected);
              began.compareAndSet(0, System.nanoTime());
              long begin = began.get() + warmUp.toNanos();
              long end = begin + measured.toNanos();
              if (number == 0) tally.begin(begin);
              if (number == 0) tally.end(end);
              boolean told = number != 0;
              var pace = new Pace(began.get(), number, sessions, ratePerSecond);
              for (long turn = 0; pace.due(turn) < end; turn++) {
                Pace.awaitDue(pace.due(turn));
                if (!told && pace.due(turn) >= begin) {
                  measuring.run();
                  told = true;
                }
                tally.turn(talk.turn(pace.due(turn)));
              }
            } finally {
              connected.countDown();
            }
          });
    }
    return tally;
  }

  private Optional<String> token(int session) {
    return tokens.isEmpty() ? Optional.empty() : Optional.of(tokens.get(session % tokens.size()));
  }
}
