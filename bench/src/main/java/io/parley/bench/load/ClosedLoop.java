package io.parley.bench.load;

import io.parley.bench.client.ChatClient;
import io.parley.bench.measure.Tally;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Each session sends its next message as soon as its reply is complete: measures the greatest
/// throughput, and the latency under it.
///
/// @param token of the organisation's member who starts the sessions; a visitor has none
public record ClosedLoop(
    URI server, Optional<String> token, int sessions, Duration warmUp, Duration measured) {
  /// The same with sessions of visitors.
  public ClosedLoop(URI server, int sessions, Duration warmUp, Duration measured) {
    this(server, Optional.empty(), sessions, warmUp, measured);
  }

  public Tally run(Runnable measuring) throws InterruptedException {
    var tally = new Tally();
    var connected = new CountDownLatch(sessions);
    try (var client = new ChatClient()) {
      Crowd.run(
          sessions,
          tally,
          number -> {
            try (var talk = Talk.start(client, server, token)) {
              Crowd.meet(connected);
              long begin = System.nanoTime() + warmUp.toNanos();
              long end = begin + measured.toNanos();
              if (number == 0) tally.begin(begin);
              if (number == 0) tally.end(end);
              boolean told = number != 0;
              for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                if (!told && now >= begin) {
                  measuring.run();
                  told = true;
                }
                // excludes the time of the measurement itself
                tally.turn(talk.turn(System.nanoTime()));
              }
            } finally {
              connected.countDown();
            }
          });
    }
    return tally;
  }
}
