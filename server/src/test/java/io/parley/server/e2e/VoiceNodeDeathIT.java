package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.session.TestSocket;
import io.parley.server.e2e.LocalNodes.Node;
import io.parley.voice.flite.FliteSettings;
import io.parley.voice.flite.FliteSpeech;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.work.Workers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A call on one node, its session on another, which is killed: the call continues with the
/// recovered session. The voice detector is real; recognition and voice are doubles, so that the
/// test knows every word.
class VoiceNodeDeathIT {
  /// Time until a session whose node was killed answers again and its reply is heard.
  private static final Duration AWAKE = Duration.ofSeconds(90);

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration SPOKEN = Duration.ofSeconds(90);
  private static final String FIRST = "Where is the parcel that I ordered?";
  private static final String SECOND = "And when will it be here?";
  private static final String REPLY =
      "It left our house in the morning. Somebody will ring at your door in the evening. Have it"
          + " opened before you pay for it.";

  @TempDir private static Path directory;
  private static SpeechServer engines;
  private static LocalNodes cluster;
  private static byte[] words;

  @BeforeAll
  static void start() throws Exception {
    var models = SpeechModels.fetched();
    var data = Files.createDirectory(directory.resolve("data"));
    Files.createSymbolicLink(data.resolve("models"), models);
    words = sound(new ModelDirectory(models), FIRST);
    engines = new SpeechServer();
    var settings =
        Files.writeString(
            directory.resolve("test.conf"),
            engines.settings()
                + """
                parley.model.scripted { chunks = 24, delay = 150ms, text = "%s" }
                # of those of this machine only the voice detector is used
                parley.voice.local.voice = flite
                """
                    .formatted(REPLY));
    cluster =
        LocalNodes.start(
            data, 2, Map.of("PARLEY_MODEL", "scripted"), List.of("--config", settings.toString()));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) cluster.close();
    if (engines != null) engines.close();
  }

  @BeforeEach
  void together() {
    cluster.awaitAllUp();
  }

  private static byte[] sound(ModelDirectory models, String text) throws Exception {
    try (var processes = new Workers("speaker", 1, 1)) {
      var flite = models.find(DebianProgram.FLITE).orElseThrow();
      var voice =
          new FliteSpeech(flite, processes, new FliteSettings("slt", Duration.ofSeconds(10)));
      return SpokenWave.spoken(voice, text, AudioCaller.RATE);
    }
  }

  @Test
  void speech_during_the_death_of_the_sessions_node_is_answered_aloud() throws Exception {
    var here = cluster.lowest();
    var there = cluster.others(here).getFirst();
    var session = livingOn(there, here);
    try (var http = HttpClient.newHttpClient();
        var reader = read(http, here, session);
        var caller = AudioCaller.call(here, session)) {
      int before = engines.spoken().size();
      engines.willHear(FIRST);
      caller.say(words);
      int half = caller.left() / 2;
      await().until(() -> caller.left() < half);
      there.process().destroyForcibly();
      awaitAnswers(here, session, 2);
      awaitSaid(before, REPLY);
      assertSaidOnce(here, session, FIRST);

      goesOn(here, session, caller);
      assertOneCall(reader, caller, 3);
    }
  }

  @Test
  @Tag("long")
  void a_spoken_reply_continues_where_it_was_after_its_node_died() throws Exception {
    var here = cluster.lowest();
    var there = cluster.others(here).getFirst();
    var session = livingOn(there, here);
    try (var http = HttpClient.newHttpClient();
        var reader = read(http, here, session);
        var caller = AudioCaller.call(here, session)) {
      int before = engines.spoken().size();
      engines.willHear(FIRST);
      caller.say(words);
      await().atMost(SPOKEN).until(() -> caller.heard() > 0);
      there.process().destroyForcibly();
      awaitAnswers(here, session, 2);
      awaitSaid(before, REPLY);
      assertSaidOnce(here, session, FIRST);
      assertThat(kinds(here, session)).contains("turn-resumed");

      goesOn(here, session, caller);
      assertOneCall(reader, caller, 3);
    }
  }

  /// Checks that another turn works.
  private static void goesOn(Node node, Caller.Session session, AudioCaller caller)
      throws IOException, InterruptedException {
    awaitEnd(caller);
    int before = engines.spoken().size();
    int heard = caller.heard();
    engines.willHear(SECOND);
    caller.say(words);
    awaitAnswers(node, session, 3);
    awaitSaid(before, REPLY);
    await().atMost(SPOKEN).until(() -> caller.heard() > heard);
    assertSaidOnce(node, session, FIRST, SECOND);
    assertThat(caller.ends()).isEmpty();
  }

  /// A session with messages, so that a call starts without a greeting.
  private static Caller.Session livingOn(Node there, Node here) throws Exception {
    var found = new AtomicReference<Caller.Session>();
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              var session = Caller.start(here);
              Caller.with(session.token()).say(here, session, "typed", "hello");
              if (here.home(session.id()).equals(there.cluster())) found.set(session);
              return found.get() != null;
            });
    awaitAnswers(here, found.get(), 1);
    Caller.awaitVoice(here);
    return found.get();
  }

  private static TestSocket read(HttpClient http, Node node, Caller.Session session) {
    var socket = node.http("/v1/sessions/" + session.id() + "/socket").toString();
    return TestSocket.open(http, URI.create(socket.replace("http:", "ws:")), session.token());
  }

  private static void awaitAnswers(Node node, Caller.Session session, int count) {
    await()
        .atMost(AWAKE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(kinds(node, session))
                    .filteredOn("reply-completed"::equals)
                    .hasSize(count));
  }

  private static List<String> kinds(Node node, Caller.Session session)
      throws IOException, InterruptedException {
    return events(node, session).map(event -> event.get("kind").asText()).toList();
  }

  private static Stream<JsonNode> events(Node node, Caller.Session session)
      throws IOException, InterruptedException {
    return Caller.with(session.token()).events(node, session).stream()
        .map(event -> event.get("event"));
  }

  /// The session has exactly these spoken messages, each once.
  private static void assertSaidOnce(Node node, Caller.Session session, String... texts)
      throws IOException, InterruptedException {
    assertThat(
            events(node, session)
                .filter(event -> event.get("kind").asText().equals("said"))
                .filter(event -> event.path("channel").asText().equals("voice"))
                .map(event -> event.get("text").asText()))
        .containsExactly(texts);
  }

  /// Waits until this text has been spoken completely since then, without repetition, besides
  /// fillers.
  private static void awaitSaid(int before, String reply) {
    await()
        .atMost(SPOKEN)
        .untilAsserted(() -> assertThat(engines.saidSince(before)).isEqualTo(reply));
  }

  /// The reply has been heard completely.
  private static void awaitEnd(AudioCaller caller) {
    // the double's speed: 20 characters a second, 50 frames
    int frames = REPLY.length() * 50 / 20;
    await().atMost(SPOKEN).until(() -> caller.heard() > frames * 9 / 10);
    await().atMost(SPOKEN).until(() -> caller.quiet().compareTo(PAUSE) > 0);
  }

  /// Checks that readers saw only this call up to the last reply, and that it continues.
  private static void assertOneCall(TestSocket reader, AudioCaller caller, int replies) {
    var shown = new ArrayList<JsonNode>();
    for (int left = replies; left > 0; ) {
      var frame = reader.next();
      if (frame.path("type").asText().equals("call")) shown.add(frame);
      if (frame.at("/event/kind").asText().equals("reply-completed")) left--;
    }
    assertThat(shown).isNotEmpty();
    assertThat(shown).allMatch(frame -> frame.get("call").asText().equals(caller.id()));
    assertThat(shown).noneMatch(frame -> frame.get("phase").asText().equals("ended"));
  }
}
