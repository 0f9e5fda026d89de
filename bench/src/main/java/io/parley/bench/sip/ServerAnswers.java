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
/// event of its session (`call-measured`).
///
/// @param token of the agent
record ServerAnswers(URI server, String token) {
  private static final int SESSIONS = 200;
  private static final int EVENTS = 1_000;
  private static final double NANOS_PER_MILLI = 1e6;

  /// The stages of answers, each of its own number of them.
  ///
  /// @param whole from the end of speech to the first packet
  /// @param complete from the end of speech until the utterance went to the session
  /// @param answer from then to the first packet
  /// @param added the part of `answer` in which neither session nor voice was awaited
  /// @param text from the utterance to the first of the reply's text
  /// @param sound from the first clause to its first sound
  record Stages(
      Latency whole, Latency complete, Latency answer, Latency added, Latency text, Latency sound) {
    Stages() {
      this(
          new Latency(), new Latency(), new Latency(), new Latency(), new Latency(), new Latency());
    }

    /// One or two answers of a call are exact; of more there is the spread.
    ///
    /// @param events of a session
    void take(JsonNode events) {
      for (var each : events.path("events")) {
        var event = each.path("event");
        if (!event.path("kind").asText().equals("call-measured")) continue;
        var stages = event.path("stages");
        spread(stages.path("whole"), whole);
        spread(stages.path("complete"), complete);
        spread(stages.path("answer"), answer);
        spread(stages.path("added"), added);
        spread(stages.path("text"), text);
        spread(stages.path("sound"), sound);
      }
    }

    private static void spread(JsonNode stage, Latency times) {
      int count = stage.path("count").asInt();
      for (int i = 1; i <= count; i++) {
        var millis = stage.path(i > 1 && i == count ? "p95" : "p50").asDouble();
        times.record(0, Math.round(millis * NANOS_PER_MILLI));
      }
    }
  }

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
  Stages read(Set<String> without) throws IOException, InterruptedException {
    var stages = new Stages();
    try (var client = new ChatClient()) {
      for (var session : sessions()) {
        if (without.contains(session)) continue;
        var path = "/v1/sessions/" + session + "/events?limit=" + EVENTS;
        stages.take(client.json(server.resolve(path), token));
      }
    }
    return stages;
  }
}
