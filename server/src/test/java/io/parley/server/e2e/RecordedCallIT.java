package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.voice.sound.Resampler;
import io.parley.voice.testing.DecodedRecording;
import io.parley.voice.testing.Recordings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls over the audio socket that are recorded after a spoken yes: the real program, with its own
/// database and object store, and engines of the test.
class RecordedCallIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /// Segments that may wait for the store.
  private static final int QUEUE = 2;

  private static final String QUESTION = "May this call be recorded?";
  private static final Caller AGENT = Caller.with(ServerProcess.AGENT_TOKEN);

  @TempDir private Path directory;
  private SpeechServer engines;
  private Map<String, String> settings;
  private DeadLine store;
  private ServerProcess server;

  @BeforeEach
  void start() throws Exception {
    Files.createSymbolicLink(data().resolve("models"), SpeechModels.fetched());
    engines = new SpeechServer();
    settings = new HashMap<>(SharedStore.with(Map.of("PARLEY_MODEL", "scripted"), data()));
    var shared = URI.create(settings.get(SharedStore.ENDPOINT));
    store = DeadLine.to(shared::resolve);
    settings.put(SharedStore.ENDPOINT, "http://127.0.0.1:%d".formatted(store.http("/").getPort()));
    server = serve();
  }

  private Path data() throws Exception {
    return Files.createDirectories(directory.resolve("data"));
  }

  private ServerProcess serve() throws Exception {
    var text =
        engines.settings()
            + """
            parley.telephony.recording { mode = asked, segment = 2s, queue = %d }
            parley.voice.turn.endpointing { minimum = 500ms, usual = 1s, maximum = 2s }
            """
                .formatted(QUEUE);
    var file = Files.writeString(directory.resolve("test.conf"), text);
    return ServerProcess.start(data(), settings, List.of("--config", file.toString()));
  }

  @AfterEach
  void stop() {
    server.close();
    store.close();
    engines.close();
  }

  private Caller.Session started() throws Exception {
    Caller.awaitVoice(server);
    return Caller.start(server);
  }

  /// Says something once the agent is silent; the engines understand these words.
  private void says(AudioCaller caller, String words) throws Exception {
    await().atMost(PATIENCE).until(() -> caller.quiet().compareTo(Duration.ofMillis(700)) > 0);
    engines.willHear(words);
    caller.say(speech());
    await().atMost(PATIENCE).until(() -> caller.left() == 0);
  }

  private static byte[] speech() throws Exception {
    var wide = Recordings.samples("Front_Center");
    var resampler = new Resampler(48_000, AudioCaller.RATE);
    var samples = new short[resampler.outputMax(wide.length)];
    int count = resampler.convert(wide, 0, wide.length, samples, 0);
    var bytes = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) bytes.putShort(samples[i]);
    var all = new byte[2 * count];
    bytes.flip().get(all);
    return all;
  }

  private Optional<String> answer(Caller.Session session) throws Exception {
    return events(session, "recording-answered").stream()
        .map(event -> event.get("answer").asText())
        .findFirst();
  }

  private List<JsonNode> events(Caller.Session session, String kind) throws Exception {
    return AGENT.events(server, session).stream()
        .map(event -> event.get("event"))
        .filter(event -> event.get("kind").asText().equals(kind))
        .toList();
  }

  private JsonNode recordings(Caller.Session session) throws Exception {
    return AGENT.get(server, path(session)).get("recordings");
  }

  private static String path(Caller.Session session) {
    return "/v1/sessions/" + session.id() + "/recordings";
  }

  private DecodedRecording sound(Caller.Session session, JsonNode recording) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(server.http(path(session) + "/" + recording.get("id").asText()))
              .header("Authorization", "Bearer " + ServerProcess.AGENT_TOKEN)
              .build();
      var answered = http.send(request, BodyHandlers.ofByteArray());
      assertThat(answered.statusCode()).isEqualTo(200);
      assertThat(answered.headers().firstValue("Content-Type")).contains("audio/ogg");
      return DecodedRecording.of(answered.body());
    }
  }

  /// A call that was asked, and has said this.
  private AudioCaller asked(Caller.Session session, String words) throws Exception {
    var caller = AudioCaller.call(server, session);
    await()
        .atMost(PATIENCE)
        .until(() -> engines.spoken().stream().anyMatch(clause -> clause.contains(QUESTION)));
    await().atMost(PATIENCE).until(() -> caller.heard() > 0);
    says(caller, words);
    await().atMost(PATIENCE).until(() -> answer(session).isPresent());
    return caller;
  }

  @Test
  void after_a_yes_both_are_recorded_around_outages_of_the_store_and_the_sound_is_had_over_http()
      throws Exception {
    var session = started();
    try (var caller = asked(session, "Yes, please.")) {
      assertThat(answer(session)).contains("agreed");
      int heard = caller.heard();
      await().atMost(PATIENCE).until(() -> caller.heard() > heard);
      says(caller, "Where is my order?");
      await().atMost(PATIENCE).until(() -> said(session) == 1);
      int answered = caller.heard();
      await().atMost(PATIENCE).until(() -> caller.heard() > answered);
      losesNothingInAShortOutage(session);
      losesAPartInALongOne(session, caller);
    }
    await().atMost(PATIENCE).until(() -> recordings(session).path(0).path("complete").asBoolean());
    var recording = recordings(session).get(0);
    assertThat(recording.get("gaps"))
        .as("each of them is told")
        .hasSizeBetween(1, events(session, "recording-gap").size());
    var sound = sound(session, recording);
    assertThat(sound.caller()).hasSize((int) (recording.get("millis").asLong() / 20));
    assertThat(DecodedRecording.loud(sound.caller(), 300)).as("the caller").isGreaterThan(20);
    assertThat(DecodedRecording.loud(sound.other(), 300)).as("the agent").isGreaterThan(20);
    assertThat(server.metrics()).contains("parley_recordings_begun_total 1.0");
    Caller.with(ServerProcess.OPERATOR_TOKEN).delete(server, path(session), 200);
    assertThat(recordings(session)).isEmpty();
  }

  private void losesNothingInAShortOutage(Caller.Session session) throws Exception {
    store.die();
    await().atMost(PATIENCE).until(() -> waiting() > 0);
    store.revive();
    await().atMost(PATIENCE).until(() -> waiting() == 0);
    assertThat(recordings(session).path(0).get("gaps")).isEmpty();
    assertThat(events(session, "recording-gap")).isEmpty();
  }

  private void losesAPartInALongOne(Caller.Session session, AudioCaller caller) throws Exception {
    store.die();
    await().atMost(PATIENCE).until(() -> waiting() == QUEUE);
    // more than the segment that finds no place
    caller.say(new byte[3 * 2 * AudioCaller.RATE]);
    await().atMost(PATIENCE).until(() -> caller.left() == 0);
    store.revive();
    // and another one, where the store takes its time to come back
    await().atMost(PATIENCE).until(() -> !events(session, "recording-gap").isEmpty());
  }

  /// How many segments wait for the store.
  private int waiting() throws Exception {
    return server
        .metrics()
        .lines()
        .filter(line -> line.startsWith("parley_recording_waiting "))
        .map(line -> (int) Double.parseDouble(line.split(" ", -1)[1]))
        .findFirst()
        .orElseThrow();
  }

  private long said(Caller.Session session) throws Exception {
    return events(session, "said").stream()
        .filter(event -> event.get("by").asText().equals("customer"))
        .count();
  }

  /// Of the same name in voice's RecordedCallTest, without a server.
  @Test
  @Tag("long")
  void after_a_no_the_call_goes_on_and_nothing_is_kept() throws Exception {
    var session = started();
    try (var caller = asked(session, "No, thank you.")) {
      assertThat(answer(session)).contains("refused");
      int heard = caller.heard();
      await().atMost(PATIENCE).until(() -> caller.heard() > heard);
      says(caller, "Where is my order?");
      await().atMost(PATIENCE).until(() -> said(session) == 1);
      assertThat(caller.ends()).isEmpty();
    }
    assertThat(recordings(session)).isEmpty();
    assertThat(server.metrics()).contains("parley_recordings_begun_total 0.0");
  }

  @Test
  @Tag("long")
  void a_node_that_is_killed_loses_its_last_segment_at_most() throws Exception {
    var session = started();
    try (var _ = asked(session, "Yes, please.")) {
      await()
          .atMost(PATIENCE)
          .until(() -> recordings(session).path(0).path("millis").asLong() >= 4_000);
      server.kill();
    }
    server = serve();
    var recording = recordings(session).get(0);
    assertThat(recording.get("complete").asBoolean()).isFalse();
    assertThat(recording.get("gaps")).isEmpty();
    assertThat(recording.get("millis").asLong()).isGreaterThanOrEqualTo(4_000);
    var sound = sound(session, recording);
    assertThat(sound.caller()).hasSize((int) (recording.get("millis").asLong() / 20));
  }
}
