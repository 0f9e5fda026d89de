package io.parley.bench.load;

import io.parley.bench.client.ChatClient;
import io.parley.bench.client.Frame;
import io.parley.bench.measure.Latency;
import io.parley.bench.measure.Tally;
import java.io.IOException;
import java.net.URI;

/// Readers that lose their connection and reconnect after the last event that they received: each
/// must see every event once, in order. Latency is from the connection to `caught-up`.
///
/// @param sessions at once; @param times reconnections of each, with `turns` turns in between
public record Reconnects(URI server, int sessions, int times, int turns) {
  public record Result(Latency caughtUp, Tally tally) {}

  public Result run() throws InterruptedException {
    var tally = new Tally();
    var caughtUp = new Latency();
    try (var client = new ChatClient()) {
      Crowd.run(
          sessions,
          tally,
          _ -> {
            var session = client.start(server);
            long behind = 0; // a reader without newer events
            for (int time = 0; time < times; time++) {
              try (var talk = Talk.join(client, server, session, 0)) {
                for (int turn = 0; turn < turns; turn++) talk.turn(System.nanoTime());
              }
              long began = System.nanoTime();
              behind = missed(client, session, behind, tally);
              caughtUp.record(began, System.nanoTime());
            }
          });
    }
    return new Result(caughtUp, tally);
  }

  /// @return the number of the last event, after which the next reconnection continues
  private long missed(ChatClient client, ChatClient.Session session, long after, Tally tally)
      throws IOException {
    long last = after;
    try (var socket = client.connect(server, session, after)) {
      while (true) {
        switch (Frame.of(socket.read())) {
          case Frame.Event event -> {
            if (event.seq() != last + 1) tally.error("out of order");
            last = event.seq();
          }
          case Frame.CaughtUp(var seq) -> {
            if (seq != last) tally.error("a gap before caught-up");
            return last;
          }
          case Frame.Rejected(var problem) -> throw new IOException("rejected: " + problem);
          case Frame.Accepted _, Frame.Delta _, Frame.Other _ -> {}
        }
      }
    }
  }
}
