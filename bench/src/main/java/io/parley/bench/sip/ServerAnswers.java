package io.parley.bench.sip;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.bench.client.ChatClient;
import io.parley.bench.measure.Latency;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/// The waits for answers as the server has measured them itself: the figures of each call are an
/// event of its session (`call-measured`), from the end of speech to the answer's first sound.
///
/// @param token of the agent
record ServerAnswers(URI server, String token) {
  private static final int SESSIONS = 200;
  private static final int EVENTS = 1_000;
  private static final double NANOS_PER_MILLI = 1e6;

  /// The ids of all sessions.
  Set<String> sessions() throws IOException, InterruptedException {
    var ids = new LinkedHashSet<String>();
    try (var client = new ChatClient()) {
      var after = "";
      do {
        var page = client.json(server.resolve("/v1/sessions?limit=" + SESSIONS + after), token);
        for (var session : page.path("sessions")) ids.add(session.get("id").asText());
        var next = page.path("next").asText();
        after = next.isEmpty() ? "" : "&after=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
      } while (!after.isEmpty());
    }
    return ids;
  }

  /// Reads the figures of calls.
  ///
  /// @param without sessions whose calls do not count
  Latency read(Set<String> without) throws IOException, InterruptedException {
    var waits = new Latency();
    try (var client = new ChatClient()) {
      for (var session : sessions()) {
        if (without.contains(session)) continue;
        var path = "/v1/sessions/" + session + "/events?limit=" + EVENTS;
        take(client.json(server.resolve(path), token), waits);
      }
    }
    return waits;
  }

  /// One or two answers of a call are exact; of more there is the spread.
  static void take(JsonNode events, Latency waits) {
    for (var each : events.path("events")) {
      var event = each.path("event");
      if (event.path("kind").asText().equals("call-measured"))
        spread(event.at("/stages/whole"), waits);
    }
  }

  private static void spread(JsonNode whole, Latency waits) {
    int count = whole.path("count").asInt();
    for (int i = 1; i <= count; i++) {
      var millis = whole.path(i > 1 && i == count ? "p95" : "p50").asDouble();
      waits.record(0, Math.round(millis * NANOS_PER_MILLI));
    }
  }
}
