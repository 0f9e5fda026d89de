package io.parley.bench.sip;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.bench.client.ChatClient;
import io.parley.bench.measure.Latency;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The waits for answers as the server has measured them itself: the figures of each call are an
/// event of its session (`call-measured`), from the end of speech to the answer's first sound.
///
/// @param token of the agent
record ServerAnswers(URI server, String token) {
  private static final int SESSIONS = 200;
  private static final int EVENTS = 1_000;
  private static final double NANOS_PER_MILLI = 1e6;

  /// Reads all sessions.
  ///
  /// @param caller the beginning of the numbers whose calls count
  Latency read(String caller) throws IOException, InterruptedException {
    var waits = new Latency();
    try (var client = new ChatClient()) {
      var after = "";
      do {
        var page = client.json(server.resolve("/v1/sessions?limit=" + SESSIONS + after), token);
        for (var session : page.path("sessions")) {
          var path = "/v1/sessions/" + session.get("id").asText() + "/events?limit=" + EVENTS;
          take(client.json(server.resolve(path), token), caller, waits);
        }
        var next = page.path("next").asText();
        after = next.isEmpty() ? "" : "&after=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
      } while (!after.isEmpty());
    }
    return waits;
  }

  /// One or two answers of a call are exact; of more there is the spread.
  static void take(JsonNode events, String caller, Latency waits) {
    boolean counts = false;
    for (var each : events.path("events")) {
      var event = each.path("event");
      switch (event.path("kind").asText()) {
        case "session-started" ->
            counts = event.at("/metadata/caller").asText().startsWith(caller);
        case "call-measured" -> {
          if (counts) take(event.at("/stages/whole"), waits);
        }
        default -> {
          // other events tell no times
        }
      }
    }
  }

  private static void take(JsonNode spread, Latency waits) {
    int count = spread.path("count").asInt();
    for (int i = 1; i <= count; i++) {
      var millis = spread.path(i > 1 && i == count ? "p95" : "p50").asDouble();
      waits.record(0, Math.round(millis * NANOS_PER_MILLI));
    }
  }
}
