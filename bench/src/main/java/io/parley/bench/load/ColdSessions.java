package io.parley.bench.load;

import io.parley.bench.client.ChatClient;
import io.parley.bench.measure.Tally;
import java.net.URI;
import java.time.Duration;

/// New sessions one after the other: from the first byte of the request that starts one to its
/// first complete reply.
///
/// @param atOnce number of concurrent starts
public record ColdSessions(URI server, int atOnce, Duration warmUp, Duration measured) {
  public Tally run(Runnable measuring) throws InterruptedException {
    var tally = new Tally();
    long begin = System.nanoTime() + warmUp.toNanos();
    long end = begin + measured.toNanos();
    tally.begin(begin);
    tally.end(end);
    try (var client = new ChatClient()) {
      Crowd.run(
          atOnce,
          tally,
          number -> {
            boolean told = number != 0;
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
              if (!told && now >= begin) {
                measuring.run();
                told = true;
              }
              // excludes the time of the measurement itself
              long due = System.nanoTime();
              try (var talk = Talk.startAtOnce(client, server)) {
                tally.turn(talk.turn(due));
              }
            }
          });
    }
    return tally;
  }
}
