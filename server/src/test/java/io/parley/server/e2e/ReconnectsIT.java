package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.session.TestSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// All readers of two organisations disconnect at once and reconnect at once, each after the last
/// event that it received. The bench does the same with ten thousand (`bench/run storm`).
class ReconnectsIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  private static final int SESSIONS = 30;
  private static final int READERS_EACH = 10;
  private static final int ROUNDS = 3;
  private static final int TURNS = 4;
  // said, turn-started, reply-completed
  private static final int EVENTS_A_TURN = 3;
  private static final long SEED = 4_217;

  @Test
  void three_hundred_clients_reconnecting_together_get_every_event_once() throws Exception {
    var random = new Random(SEED);
    try (var http = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sessions = new ArrayList<Caller.Session>();
      var companies = TwoCompanies.on(SERVER);
      for (int i = 0; i < SESSIONS; i++)
        sessions.add(Caller.start(SERVER, companies.get(i % companies.size())));
      for (int round = 0; round < ROUNDS; round++) {
        long known = events(round);
        var everybody = new CountDownLatch(SESSIONS * READERS_EACH);
        var readers = new ArrayList<Callable<Boolean>>();
        for (var session : sessions) {
          for (int i = 0; i < READERS_EACH; i++) {
            long after = random.nextLong(known + 1);
            var reader = new Reader(session, after, events(round + 1), i == 0 ? "r" + round : "");
            readers.add(
                () -> {
                  everybody.countDown();
                  everybody.await();
                  return reader.hearsAll(http, SERVER);
                });
          }
        }
        for (var heard : threads.invokeAll(readers)) assertThat(heard.get()).isTrue();
      }
      for (var session : sessions)
        assertThat(numbers(Caller.with(session.token()).events(SERVER, session)))
            .isEqualTo(LongStream.rangeClosed(1, events(ROUNDS)).boxed().toList());
    }
  }

  /// The number of events of each session after some rounds.
  private static long events(int rounds) {
    return 1 + (long) EVENTS_A_TURN * TURNS * rounds;
  }

  private static List<Long> numbers(List<JsonNode> events) {
    return events.stream().map(event -> event.path("seq").asLong()).toList();
  }

  /// @param upTo number of the event after which it disconnects; @param ids of its messages, may be
  ///   empty
  private record Reader(Caller.Session session, long after, long upTo, String ids) {

    boolean hearsAll(HttpClient http, SharedServer server) {
      var heard = new ArrayList<Long>();
      try (var socket = TestSocket.open(http, uri(server), session.token())) {
        var frame = socket.next();
        for (int turn = 0; heard.isEmpty() || heard.getLast() < upTo; frame = socket.next()) {
          var type = frame.path("type").asText();
          var kind = frame.at("/event/kind").asText();
          if (type.equals("event")) heard.add(frame.path("seq").asLong());
          // events before `caught-up` are no reply to the message sent now
          boolean mayGoOn =
              type.equals("caught-up") || (turn > 0 && kind.equals("reply-completed"));
          if (mayGoOn && !ids.isEmpty() && turn < TURNS)
            socket.send(
                "{\"type\":\"say\",\"id\":\"%s-%d\",\"text\":\"hello\"}".formatted(ids, turn++));
          if (!heard.isEmpty() && heard.getLast() == upTo) break;
        }
      }
      assertThat(heard).isEqualTo(LongStream.rangeClosed(after + 1, upTo).boxed().toList());
      return true;
    }

    private URI uri(SharedServer server) {
      var path = server.http("/v1/sessions/" + session.id() + "/socket?after=" + after).toString();
      return URI.create(path.replace("http:", "ws:"));
    }
  }
}
