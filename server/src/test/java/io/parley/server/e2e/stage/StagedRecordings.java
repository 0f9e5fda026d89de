package io.parley.server.e2e.stage;

import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.voice.codec.Opus;
import io.parley.voice.recording.Recorders;
import io.parley.voice.recording.RecordingMeter;
import io.parley.voice.recording.RecordingSettings;
import io.parley.voice.testing.FakeRecordings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.util.ByteString;

/// The API behind the page of recordings: one session, whose calls are what the test says. Each
/// recording that is listed can be played.
final class StagedRecordings {
  /// Of the agent.
  static final String TOKEN = "agent-token-of-the-stage";

  static final String SESSION = "3f0a2a52-8f0c-4a3e-9d7e-6f2c1b7d9e10";

  /// How long each recording is.
  static final int SECONDS = 3;

  private static final Pattern SESSIONS =
      Pattern.compile("/v1/sessions(?:/([^/]+)(/events|/recordings(?:/([^/]+))?)?)?");

  private final Map<String, String> recordings = new ConcurrentHashMap<>();
  private volatile List<String> answers = List.of();
  private volatile boolean damaged;

  /// A hum on the left, and silence on the right, as our recorder writes it.
  private static final class Hum {
    private static final int RATE = 16_000;
    private static final int SECOND = 50;
    static final ByteString FILE = ByteString.fromArray(made());

    private static byte[] made() {
      var store = new FakeRecordings();
      var settings =
          RecordingSettings.from(
              ConfigFactory.parseString("parley.telephony.recording.mode = announced")
                  .withFallback(ConfigFactory.defaultReference())
                  .resolve());
      try (var recorders =
          new Recorders(
              settings,
              Opus.JAVA,
              store,
              (_, _) -> () -> {},
              RecordingMeter.NONE,
              InstantSource.system())) {
        var session = new SessionKey(TenantId.DEFAULT, new SessionId(SESSION));
        var recorder = recorders.of(session, "support").start("c1", RATE, (_, _) -> {});
        for (int tick = 0; tick < SECONDS * SECOND; tick++)
          recorder.tick(tone(), new short[RATE / SECOND]);
        recorder.end().toCompletableFuture().join();
      }
      return store.file("c1");
    }

    /// 20 ms of 300 Hz: whole waves.
    private static short[] tone() {
      var frame = new short[RATE / SECOND];
      for (int i = 0; i < frame.length; i++)
        frame[i] = (short) (6_000 * Math.sin(2 * Math.PI * 300 * i / RATE));
      return frame;
    }
  }

  /// Lists a recording, in place of an earlier one of this call.
  ///
  /// @param began a time of RFC 3339; @param gaps as JSON
  void list(String call, String began, String state, String gaps) {
    recordings.put(
        call,
        "{\"id\":\"%s\",\"began\":\"%s\",\"complete\":%b,\"state\":\"%s\",\"millis\":%d,\"gaps\":%s}"
            .formatted(call, began, state.equals("complete"), state, SECONDS * 1_000, gaps));
  }

  /// Lists a call's recording no longer, and plays it no longer.
  void erase(String call) {
    recordings.remove(call);
  }

  /// The session's events `recording-answered`, and nothing else.
  ///
  /// @param calls call, time, answer, call, time, answer …
  void answered(String... calls) {
    var events = new ArrayList<String>();
    for (int i = 0; i < calls.length; i += 3)
      events.add(
          "{\"seq\":%d,\"at\":\"%s\",\"event\":{\"kind\":\"recording-answered\",\"id\":\"a%d\",\"call\":\"%s\",\"answer\":\"%s\"}}"
              .formatted(i / 3 + 1, calls[i + 1], i, calls[i], calls[i + 2]));
    answers = List.copyOf(events);
  }

  /// From now on the session's events cannot be read.
  void damage() {
    damaged = true;
  }

  /// The answer to a request of the page; empty for all others.
  Optional<HttpResponse> answer(HttpRequest request, String path) {
    var asked = SESSIONS.matcher(path);
    if (!request.method().equals(HttpMethods.GET) || !asked.matches()) return Optional.empty();
    if (!isStaffs(request)) return Optional.of(Stage.problem(401, "token-invalid"));
    var session = asked.group(1);
    var below = asked.group(2);
    if (session == null) return ok("{\"sessions\":[{%s}]}".formatted(state()));
    if (!session.equals(SESSION))
      return Optional.of(
          below == null
              ? Stage.problem(404, "session-not-found")
              : Stage.json(200, "{\"recordings\":[]}"));
    if (asked.group(3) != null) return Optional.of(sound(asked.group(3)));
    if (below != null && below.equals("/recordings"))
      return ok("{\"recordings\":[%s]}".formatted(String.join(",", recordings.values())));
    if (damaged) return Optional.of(Stage.problem(500, "session-damaged"));
    return below == null ? ok("{" + state() + "}") : ok(events(request));
  }

  private static boolean isStaffs(HttpRequest request) {
    return request
        .getHeader("Authorization")
        .map(HttpHeader::value)
        .filter(("Bearer " + TOKEN)::equals)
        .isPresent();
  }

  private String state() {
    return ("\"id\":\"%s\",\"status\":\"active\",\"seq\":%d,\"role\":\"agent\",\"agent\":{\"id\":\"support\",\"version\":1},\"customer\":{\"id\":\"c-1042\",\"name\":\"Ada"
                + " Lovelace\",\"verified\":true},"
                + "\"turns\":3,\"createdAt\":\"2026-11-25T09:30:00.000Z\","
                + "\"updatedAt\":\"2026-11-25T10:30:00.000Z\"")
        .formatted(SESSION, answers.size());
  }

  private String events(HttpRequest request) {
    int after = Integer.parseInt(request.getUri().query().get("after").orElse("0"));
    return "{\"events\":[%s],\"last\":%d}"
        .formatted(String.join(",", answers.subList(after, answers.size())), answers.size());
  }

  private HttpResponse sound(String call) {
    if (!recordings.containsKey(call)) return Stage.problem(404, "not-found");
    var ogg = ContentTypes.create(MediaTypes.customBinary("audio", "ogg", false));
    return HttpResponse.create().withEntity(HttpEntities.create(ogg, Hum.FILE));
  }

  private static Optional<HttpResponse> ok(String json) {
    return Optional.of(Stage.json(200, json));
  }
}
