package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.parley.server.CommandLineRun;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.local.LocalSettings;
import io.parley.voice.models.ModelDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A telephone asks for an order, as docs/TELEPHONY.md shows it: Debian's `baresip` and the real
/// program, with real recognition, the sample shop's tool and a real voice; the test transcribes
/// what the telephone heard.
@Tag("alone")
class BaresipCallIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SPOKEN);

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String KEYS = "parley_sip_keys_total{way=\"packets\"}";
  private static final String QUESTION = "Where is my order ten forty two?";

  @TempDir private static Path directory;
  private static LocalEngines engines;
  private static Path microphone;

  @BeforeAll
  static void start() throws Exception {
    engines =
        LocalEngines.open(
            new ModelDirectory(SpeechModels.fetched()), LocalSettings.from(ConfigFactory.load()));
    engines.warmUp();
    var quick =
        engines.voices().stream()
            .filter(voice -> voice.name().equals("flite"))
            .findFirst()
            .orElseThrow();
    microphone = directory.resolve("microphone.wav");
    SpokenWave.write(microphone, quick, QUESTION, Baresip.RATE);
    Caller.awaitVoice(SERVER);
  }

  @AfterAll
  static void stop() throws Exception {
    engines.close();
  }

  private static double metric(String name) throws Exception {
    return SERVER.metric(name);
  }

  private static boolean has(List<JsonNode> events, String kind) {
    return events.stream().anyMatch(event -> event.get("kind").asText().equals(kind));
  }

  /// What `./parley phone` prints for the server.
  private static String phone() throws Exception {
    var settings =
        Files.writeString(
            directory.resolve("parley.conf"), "parley.data = \"%s\"".formatted(SERVER.data()));
    return CommandLineRun.of("phone", "--config", settings.toString()).output();
  }

  @Test
  @Tag("long")
  void the_pages_first_section_leads_to_a_call_that_asks_for_an_order_and_hears_the_answer()
      throws Exception {
    var page = TelephonyPage.read();
    // for these the test has the models, the server and the package at hand
    assertThat(page.commands().subList(0, page.commands().size() - 1))
        .containsExactly(
            "./parley models",
            "PARLEY_SIP_PORT=5060 ./parley",
            "./parley phone",
            "sudo apt-get install baresip");
    var call = page.call().replace(":5060", ":" + SERVER.sip().port());
    assertThat(phone()).endsWith("\n  " + call + "\n");
    double keys = metric(KEYS);
    var sessions = PhoneSessions.from(SERVER);
    var home = Files.createDirectory(directory.resolve("home"));
    Files.copy(microphone, home.resolve("question.wav"));
    try (var telephone = Baresip.pasted(home, page.files(), call)) {
      var session = sessions.awaitOne();
      try (var watch =
          CallWatch.of(SERVER, new Caller.Session(session, ServerProcess.AGENT_TOKEN))) {
        await()
            .atMost(PATIENCE)
            .alias(telephone.toString())
            .until(() -> has(sessions.events(session), "reply-completed"));
        assertAsked(sessions.events(session));
        // the page shows the same frames
        await().atMost(PATIENCE).until(() -> watch.phase().equals("speaking"));
        // a key would interrupt the answer
        await().atMost(PATIENCE).until(() -> watch.phase().equals("listening"));
        telephone.press('5');
        await().atMost(PATIENCE).until(() -> metric(KEYS) == keys + 1);
        assertThat(telephone.isEstablished()).isTrue();
        telephone.hangUp();
        await().atMost(PATIENCE).until(() -> watch.phase().equals("ended"));
        assertThat(watch.shown().getLast().path("reason").asText()).isEqualTo("hung-up");
      }
      assertThat(heard(telephone)).contains("order").contains("tracking");
    }
    await().atMost(PATIENCE).until(() -> metric("parley_sip_calls") == 0);
  }

  @Test
  @Tag("long")
  void
      a_telephone_registers_with_its_account_hears_the_greeting_and_presses_a_key_encrypted_in_opus()
          throws Exception {
    double received = metric("parley_call_packets_total{fate=\"received\"}");
    var files = Files.createDirectory(directory.resolve("encrypted"));
    try (var telephone =
        Baresip.callEncrypted(files, microphone, SERVER.sip(), SERVER.sip().uri("parley"))) {
      await().atMost(PATIENCE).alias(telephone.toString()).until(telephone::isEstablished);
      await().atMost(PATIENCE).until(() -> metric("parley_sip_registrations") >= 1);
      await().atMost(PATIENCE).until(telephone::hears);
      assertThat(telephone.isEncryptedOpus()).as("%s", telephone).isTrue();
      double keys = metric(KEYS);
      telephone.press('7');
      await().atMost(PATIENCE).until(() -> metric(KEYS) == keys + 1);
      telephone.hangUp();
    }
    await().atMost(PATIENCE).until(() -> metric("parley_sip_calls") == 0);
    await()
        .atMost(PATIENCE)
        .until(() -> metric("parley_call_packets_total{fate=\"received\"}") > received);
  }

  private static void assertAsked(List<JsonNode> events) {
    var said =
        events.stream()
            .filter(event -> event.path("by").asText().equals("customer"))
            .findFirst()
            .orElseThrow();
    assertThat(said.get("channel").asText()).isEqualTo("phone");
    assertThat(said.get("modality").asText()).isEqualTo("spoken");
    assertThat(said.get("text").asText().toLowerCase(Locale.ROOT)).contains("where is my order");
    assertThat(has(events, "tool-call-settled")).isTrue();
    var reply =
        events.stream()
            .filter(event -> event.get("kind").asText().equals("reply-completed"))
            .findFirst()
            .orElseThrow();
    assertThat(reply.get("text").asText()).startsWith("Order 1042 ");
  }

  private static String heard(Baresip telephone) throws Exception {
    return SpokenWave.transcribed(engines.ears().getFirst(), SpokenWave.read(telephone.recording()))
        .toLowerCase(Locale.ROOT);
  }
}
