package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.server.CommandLineRun;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A telephone asks for an order, as docs/TELEPHONY.md shows it: Debian's `baresip` and the real
/// program, with real recognition, the sample shop's tool and a real voice; the test transcribes
/// what the telephone heard, and follows the call on the page of its conversation. A script stands
/// for the one wish that the sample shop's agent does not know, to be connected with a person.
@Tag("alone")
class BaresipCallIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String KEYS = "parley_sip_keys_total{way=\"packets\"}";
  private static final String QUESTION = "Where is my order ten forty two?";
  private static final Pattern WHERE =
      Pattern.compile("where is my order", Pattern.CASE_INSENSITIVE);

  /// After the question. The end of its microphone ends a telephone's call.
  private static final Duration QUIET = Duration.ofMinutes(3);

  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();
  @RegisterExtension static final SharedEngines ENGINES = new SharedEngines();

  @TempDir private static Path directory;
  private static Path microphone;
  private static int desk;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws Exception {
    var quick =
        ENGINES.get().voices().stream()
            .filter(voice -> voice.name().equals("flite"))
            .findFirst()
            .orElseThrow();
    microphone = directory.resolve("microphone.wav");
    SpokenWave.write(microphone, quick, QUESTION, Baresip.RATE, QUIET);
    var data = Files.createDirectory(directory.resolve("data"));
    Files.createSymbolicLink(data.resolve("models"), SpeechModels.fetched());
    desk = FreePort.find();
    var settings = Files.writeString(directory.resolve("test.conf"), configuration());
    server =
        ServerProcess.start(
            data,
            Map.of("PARLEY_MODEL", "offline"),
            List.of("serve", "--config", settings.toString()));
    Caller.awaitVoice(server);
  }

  /// A busy machine adds pauses to speech, so these settings wait longer for its end.
  private static String configuration() {
    return """
    parley.voice.turn.endpointing { minimum = 1500ms, usual = 2s, maximum = 3s }
    parley.sip { accounts.tester.password = "tester-of-telephones", account-algorithms = [MD5] }
    parley.telephony.transfer.targets = [{ name = desk, sip = "sip:desk@127.0.0.1:%d" }]
    parley.models.routes.reply = [scripted, offline]
    parley.model.scripted.script = [
      { when = "9#", tool = transfer_call, arguments = { target = desk, mode = blind }, text = "I connect you." }
      { when = "", fail = refused }
    ]
    """
        .formatted(desk);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) server.close();
  }

  private static double metric(String name) throws Exception {
    return server.metric(name);
  }

  private static List<JsonNode> of(String kind, List<JsonNode> events) {
    return events.stream().filter(event -> event.get("kind").asText().equals(kind)).toList();
  }

  /// The output of `./parley phone` for the server.
  private static String phone() throws Exception {
    var settings =
        Files.writeString(
            directory.resolve("parley.conf"), "parley.data = \"%s\"".formatted(server.data()));
    return CommandLineRun.of("phone", "--config", settings.toString()).output();
  }

  /// The page on which people of the company see the session live.
  private static Visit followed(String session) {
    var address = server.http("/conversation?session=" + session).toString();
    var visit = Visit.open(BROWSER.get(), address, Visit.like(Visit.DESKTOP, 900));
    visit.id("token").fill(ServerProcess.AGENT_TOKEN);
    visit.id("open").click();
    return visit;
  }

  @Test
  @Tag("long")
  void
      the_pages_first_section_leads_to_a_call_that_asks_for_an_order_by_voice_and_keys_and_is_transferred()
          throws Exception {
    var page = TelephonyPage.read();
    // for these the test has the models, the server and the package at hand
    assertThat(page.commands().subList(0, page.commands().size() - 1))
        .containsExactly(
            "./parley models",
            "PARLEY_SIP_PORT=5060 ./parley",
            "./parley phone",
            "sudo apt-get install baresip");
    var call = page.call().replace(":5060", ":" + server.sip().port());
    assertThat(phone()).endsWith("\n  " + call + "\n");
    var sessions = PhoneSessions.from(server);
    var home = Files.createDirectory(directory.resolve("home"));
    Files.copy(microphone, home.resolve("question.wav"));
    try (var telephone = Baresip.pasted(home, page.files(), call)) {
      var session = sessions.awaitOne();
      try (var watch =
              CallWatch.of(server, new Caller.Session(session, ServerProcess.AGENT_TOKEN));
          var visit = followed(session)) {
        awaitHeard(1, telephone, () -> sessions.events(session), watch);
        assertAsked(sessions.events(session));
        assertThat(visit.id("call")).containsText("On the telephone");
        assertThat(visit.messages("customer").first()).containsText(WHERE);
        assertThat(visit.turn(1)).containsText("1042");
        press(telephone, "1042#");
        awaitHeard(2, telephone, () -> sessions.events(session), watch);
        assertKeyed(sessions.events(session));
        assertThat(visit.messages("customer").last()).containsText("1042#");
        assertThat(telephone.isEstablished()).isTrue();
        var colleague = Sipp.standardCalled(desk);
        press(telephone, "9#");
        await().atMost(PATIENCE).until(() -> watch.phase().equals("ended"));
        assertThat(watch.shown().getLast().path("reason").asText()).isEqualTo("transferred");
        await().atMost(PATIENCE).untilAsserted(() -> assertTransferred(sessions.events(session)));
        assertThat(visit.id("call")).hasText("The call is over: it was transferred.");
        // it talks to the colleague now
        telephone.hangUp();
        colleague.awaitSuccess();
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
        Baresip.callEncrypted(files, microphone, server.sip(), server.sip().uri("parley"))) {
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

  /// Waits until the session has so many replies, and the newest one was heard: a key would
  /// interrupt it.
  private static void awaitHeard(
      int replies, Baresip telephone, Callable<List<JsonNode>> events, CallWatch watch) {
    await()
        .atMost(PATIENCE)
        .alias(telephone.toString())
        .until(() -> of("reply-completed", events.call()).size() == replies);
    await().atMost(PATIENCE).until(() -> watch.phase().equals("speaking"));
    await().atMost(PATIENCE).until(() -> watch.phase().equals("listening"));
  }

  private static void press(Baresip telephone, String keys) throws Exception {
    for (int i = 0; i < keys.length(); i++) {
      double before = metric(KEYS);
      telephone.press(keys.charAt(i));
      await().atMost(PATIENCE).until(() -> metric(KEYS) == before + 1);
    }
  }

  private static void assertKeyed(List<JsonNode> events) {
    assertThat(of("said", events))
        .filteredOn(said -> said.has("digits"))
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.get("by").asText()).isEqualTo("customer");
              assertThat(said.get("text").asText()).isEqualTo("1042#");
              assertThat(said.get("digits").asText()).isEqualTo("1042#");
              assertThat(said.get("modality").asText()).isEqualTo("keyed");
            });
    assertThat(of("reply-completed", events).getLast().get("text").asText()).contains("1042");
  }

  private static void assertTransferred(List<JsonNode> events) {
    var asked = of("tool-call-requested", events).getLast();
    assertThat(asked.get("tool").asText()).isEqualTo("transfer_call");
    assertThat(asked.at("/arguments/target").asText()).isEqualTo("desk");
    var settled = of("tool-call-settled", events).getLast();
    assertThat(settled.get("outcome").asText()).isEqualTo("succeeded");
    assertThat(settled.at("/result/transfer").asText()).isEqualTo("accepted");
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
    assertThat(of("tool-call-settled", events)).isNotEmpty();
    assertThat(of("reply-completed", events).getFirst().get("text").asText())
        .startsWith("Order 1042 ");
  }

  private static String heard(Baresip telephone) throws Exception {
    return SpokenWave.transcribed(
            ENGINES.get().ears().getFirst(), SpokenWave.read(telephone.recording()))
        .toLowerCase(Locale.ROOT);
  }
}
