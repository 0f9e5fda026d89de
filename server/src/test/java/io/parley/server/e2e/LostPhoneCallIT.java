package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.server.e2e.LocalNodes.Node;
import io.parley.voice.flite.FliteSettings;
import io.parley.voice.flite.FliteSpeech;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.work.Workers;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Telephones and two nodes. Debian's `sipp` calls; the voice detector is real; recognition and
/// voice are doubles, so that the test knows every word.
@Tag("long")
class LostPhoneCallIT {
  /// Time until a session whose node was killed answers again.
  private static final Duration AWAKE = Duration.ofSeconds(90);

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int RATE = 8_000;
  private static final String AGENT = "parley";
  private static final String QUESTION = "Where is the parcel that I ordered?";
  private static final String CUT_OFF = "We were cut off. You asked about this: " + QUESTION;

  @TempDir private static Path directory;
  private static SpeechServer engines;
  private static LocalNodes cluster;
  private static byte[] words;

  private final String caller = "+49301" + ThreadLocalRandom.current().nextInt(100_000, 999_999);
  private PhoneSound sound;

  @BeforeAll
  static void start() throws Exception {
    var models = SpeechModels.fetched();
    var data = Files.createDirectory(directory.resolve("data"));
    Files.createSymbolicLink(data.resolve("models"), models);
    words = spoken(new ModelDirectory(models));
    engines = new SpeechServer();
    var settings =
        Files.writeString(
            directory.resolve("test.conf"),
            engines.settings()
                + """
                parley.voice.local.voice = flite
                # a node that drains has had its time for whole calls
                parley.shutdown.calls-grace = 0s
                """);
    cluster =
        LocalNodes.start(
            data, 2, Map.of("PARLEY_MODEL", "scripted"), List.of("--config", settings.toString()));
  }

  private static byte[] spoken(ModelDirectory models) throws Exception {
    try (var processes = new Workers("speaker", 1, 1)) {
      var flite = models.find(DebianProgram.FLITE).orElseThrow();
      var voice =
          new FliteSpeech(flite, processes, new FliteSettings("slt", Duration.ofSeconds(10)));
      return SpokenWave.spoken(voice, QUESTION, RATE);
    }
  }

  @AfterAll
  static void stop() {
    if (cluster != null) cluster.close();
    if (engines != null) engines.close();
  }

  @BeforeEach
  void together() throws IOException {
    cluster.awaitAllUp();
    for (var node : cluster.nodes()) Caller.awaitVoice(node);
    sound = new PhoneSound();
  }

  @AfterEach
  void hangUp() {
    sound.close();
  }

  private static SipAddress sip(Node node) throws IOException {
    var addresses = JSON.readTree(Files.readAllBytes(node.directory().resolve("addresses.json")));
    return SipAddress.of(addresses.get("sip").asText());
  }

  private static List<String> texts(List<JsonNode> events, String kind, String by) {
    return events.stream()
        .filter(event -> event.get("kind").asText().equals(kind))
        .filter(event -> by.isEmpty() || event.path("by").asText().equals(by))
        .map(event -> event.path("text").asText())
        .toList();
  }

  @Test
  void a_caller_whose_node_died_calls_again_and_goes_on() throws Exception {
    var here = cluster.lowest();
    var there = cluster.others(here).getFirst();
    var sessions = PhoneSessions.from(here);
    var first = Sipp.start("talk", sip(there), AGENT, caller, sound.port());
    var session = sessions.awaitOne();
    ask(sessions, session);
    there.process().destroyForcibly();
    first.kill();
    // its node is found out, and it answers again: a call waits for that only so long
    await()
        .atMost(AWAKE)
        .ignoreExceptions()
        .until(() -> texts(sessions.events(session), "said", "customer").contains(QUESTION));

    int before = engines.spoken().size();
    var second = Sipp.start("talk", sip(here), AGENT, caller, sound.port());
    await()
        .atMost(PATIENCE)
        .until(() -> texts(sessions.events(session), "said", "bot").contains(CUT_OFF));
    await().atMost(PATIENCE).until(() -> engines.spoken().size() > before);
    assertThat(engines.spoken().get(before)).startsWith("We were cut off.");
    assertThat(sessions.all()).containsExactly(session);
    sessions.end(session);
    second.awaitSuccess();
  }

  /// Asks, and waits until the session has it.
  private void ask(PhoneSessions sessions, String session) {
    await().atMost(PATIENCE).until(() -> sound.loud() > 20);
    engines.willHear(QUESTION);
    sound.say(words);
    await()
        .atMost(PATIENCE)
        .until(() -> texts(sessions.events(session), "said", "customer").contains(QUESTION));
  }

  private void awaitCutOff(PhoneSessions sessions, String session) throws Exception {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> texts(sessions.events(session), "said", "bot").contains(CUT_OFF));
    assertThat(sessions.all()).containsExactly(session);
  }

  @Test
  void a_telephone_that_knows_refer_is_led_from_a_node_that_drains_and_its_session_goes_on()
      throws Exception {
    var here = cluster.lowest();
    var there = cluster.others(here).getFirst();
    var drained = sip(there);
    var sessions = PhoneSessions.from(here);
    try (var phone = DatagramPhone.referable(caller);
        var again = DatagramPhone.referable(caller);
        var other = new PhoneSound()) {
      phone.call(drained, sound.port());
      var session = sessions.awaitOne();
      ask(sessions, session);

      there.signal("TERM");
      var target = (SipUri) phone.answers("REFER", 202).headers().need(HeaderType.REFER_TO).uri();
      assertThat(target.userText()).isEqualTo(AGENT);
      var named = new SipAddress(target.host(), target.port());
      assertThat(named).isEqualTo(sip(here));
      again.call(named, other.port());
      phone.reports(drained, 200);
      phone.answers("BYE", 200);

      awaitCutOff(sessions, session);
      await().atMost(PATIENCE).until(() -> other.loud() > 20);
      sessions.end(session);
      again.answers("BYE", 200);
    }
  }

  @Test
  void a_telephone_that_does_not_know_refer_talks_to_another_node_in_the_same_call()
      throws Exception {
    var here = cluster.lowest();
    var there = cluster.others(here).getFirst();
    var sessions = PhoneSessions.from(here);
    try (var phone = new DatagramPhone(caller)) {
      phone.call(sip(there), sound.port());
      var session = sessions.awaitOne();
      ask(sessions, session);

      there.signal("TERM");
      assertThat(phone.agrees(sound.port())).isEqualTo(sip(here));
      await().atMost(PATIENCE).until(() -> calls(here) == 1);
      int heard = sound.loud();
      engines.willHear(QUESTION);
      sound.say(words);
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> texts(sessions.events(session), "said", "customer").size() == 2);
      await().atMost(PATIENCE).until(() -> sound.loud() > heard + 20);
      assertThat(texts(sessions.events(session), "said", "bot")).doesNotContain(CUT_OFF);
      assertThat(sessions.all()).containsExactly(session);
      assertThat(phone.ask("BYE", sip(here))).isEqualTo(200);
    }
  }

  @Test
  void a_telephone_that_agrees_to_nothing_is_hung_up_and_its_next_call_goes_on() throws Exception {
    var here = cluster.lowest();
    var there = cluster.others(here).getFirst();
    var sessions = PhoneSessions.from(here);
    try (var phone = new DatagramPhone(caller);
        var again = new DatagramPhone(caller)) {
      phone.call(sip(there), sound.port());
      var session = sessions.awaitOne();
      ask(sessions, session);

      there.signal("TERM");
      phone.answers("INVITE", 488);
      phone.answers("BYE", 200);
      again.call(sip(here), sound.port());
      awaitCutOff(sessions, session);
      assertThat(again.ask("BYE", sip(here))).isEqualTo(200);
    }
  }

  @Test
  void a_call_is_led_over_another_node_and_ended_there() throws Exception {
    var here = cluster.lowest();
    var there = sip(cluster.others(here).getFirst());
    try (var phone = new DatagramPhone(caller)) {
      phone.call(sip(here), sound.port());
      await().atMost(PATIENCE).until(() -> sound.loud() > 20);
      // the nodes may not know each other's ports yet
      await().atMost(PATIENCE).until(() -> phone.ask("INFO", there) == 200);
      assertThat(calls(here)).isEqualTo(1);
      assertThat(phone.ask("BYE", there)).isEqualTo(200);
      await().atMost(PATIENCE).until(() -> calls(here) == 0);
      assertThat(phone.ask("INFO", there)).isEqualTo(481);
    }
  }

  @Test
  void a_question_during_the_death_of_the_sessions_node_is_answered_in_the_same_call()
      throws Exception {
    var here = cluster.lowest();
    var there = cluster.others(here).getFirst();
    var sessions = PhoneSessions.from(here);
    var apart =
        await()
            .atMost(PATIENCE)
            .until(() -> callApart(here, there), Optional::isPresent)
            .orElseThrow();
    var session = apart.session();
    try (var phone = apart.phone()) {
      int greeted = sound.loud() + 20;
      await().atMost(PATIENCE).until(() -> sound.loud() > greeted);
      int before = engines.spoken().size();
      engines.willHear(QUESTION);
      sound.say(words);
      int half = sound.left() / 2;
      await().atMost(PATIENCE).until(() -> sound.left() < half);
      there.process().destroyForcibly();

      var replies =
          await()
              .atMost(AWAKE)
              .ignoreExceptions()
              .until(
                  () -> texts(sessions.events(session), "reply-completed", ""),
                  each -> !each.isEmpty());
      assertThat(replies).hasSize(1);
      // what was left of the greeting may be before it
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(engines.saidSince(before))
                      .endsWith(replies.getFirst())
                      .containsOnlyOnce(replies.getFirst()));
      assertThat(texts(sessions.events(session), "said", "customer")).containsExactly(QUESTION);
      int heard = sound.loud();
      await().atMost(PATIENCE).until(() -> sound.loud() > heard + 20);
      assertThat(calls(here)).as("the same call").isEqualTo(1);
      assertThat(phone.ask("BYE", sip(here))).isEqualTo(200);
    }
  }

  private record Apart(DatagramPhone phone, String session) {}

  /// A call on one node; empty, and hung up, unless its session lives on the other, which is
  /// chance.
  private Optional<Apart> callApart(Node here, Node there) throws Exception {
    var sessions = PhoneSessions.from(here);
    var phone = new DatagramPhone(caller);
    phone.call(sip(here), sound.port());
    var session = sessions.awaitOne();
    if (here.home(session).equals(there.cluster())) return Optional.of(new Apart(phone, session));
    try (phone) {
      assertThat(phone.ask("BYE", sip(here))).isEqualTo(200);
    }
    await().atMost(PATIENCE).until(() -> calls(here) == 0);
    return Optional.empty();
  }

  /// By SIP, at this moment.
  private static int calls(Node node) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(node.management().resolve("/metrics")).build();
    return HTTP.send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith("parley_sip_calls "))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElseThrow();
  }
}
