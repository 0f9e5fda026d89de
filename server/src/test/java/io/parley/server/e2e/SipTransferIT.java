package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers who choose a person from the agent's menu are handed over. Debian's `sipp` is the
/// caller, the trunk and the colleague; the voice detector is real, recognition and voice are
/// doubles.
@Tag("long")
class SipTransferIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String AGENT = "parley";
  private static final String BRIEF = "a call for you";
  private static final String SORRY = "I cannot connect you";

  @TempDir private static Path directory;
  private static SpeechServer engines;
  private static int trunk;
  private static ServerProcess server;

  private final String caller = "+49301" + ThreadLocalRandom.current().nextInt(100_000, 999_999);
  private PhoneSound sound;

  @BeforeAll
  static void start() throws Exception {
    var data = Files.createDirectory(directory.resolve("data"));
    Files.createSymbolicLink(data.resolve("models"), SpeechModels.fetched());
    engines = new SpeechServer();
    trunk = FreePort.find();
    var settings =
        Files.writeString(directory.resolve("test.conf"), engines.settings() + configuration());
    server =
        ServerProcess.start(
            data, Map.of("PARLEY_MODEL", "scripted"), List.of("--config", settings.toString()));
    Caller.awaitVoice(server);
  }

  private static String configuration() {
    return """

    parley.sip.trunks.first { host = "127.0.0.1:%d", check-every = 0 }
    parley.telephony.transfer.targets = [
      { name = sales, number = "+493012346", modes = [blind] }
      { name = service, number = "+493012347", modes = [attended] }
    ]
    parley.agent.texts.en.menu {
      prompt = "Press 2 for sales, or 3 for service."
      keys { "2" = { transfer = sales }, "3" = { transfer = service } }
    }
    """
        .formatted(trunk);
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) server.close();
    if (engines != null) engines.close();
  }

  @BeforeEach
  void open() throws IOException {
    sound = new PhoneSound();
  }

  @AfterEach
  void close() {
    sound.close();
  }

  private Sipp calls(String scenario) throws IOException, InterruptedException {
    return Sipp.start(scenario, server.sip(), AGENT, caller, sound.port());
  }

  private static boolean isSpoken(String text) {
    return engines.spoken().stream().anyMatch(clause -> clause.contains(text));
  }

  private static void awaitNoCalls() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(server.metrics().lines()).contains("parley_calls 0.0"));
  }

  @Test
  void the_other_end_calls_the_target_and_parley_hangs_up() throws Exception {
    calls("transferred").awaitSuccess();
    awaitNoCalls();
  }

  @Test
  void a_caller_whose_trunk_refuses_stays_with_the_agent_who_says_so() throws Exception {
    var call = calls("kept");
    await().atMost(PATIENCE).until(() -> isSpoken(SORRY));
    call.awaitSuccess();
    awaitNoCalls();
  }

  @Test
  void a_colleague_is_called_over_the_trunk_hears_of_the_call_and_talks_to_the_caller()
      throws Exception {
    try (var theirs = new PhoneSound()) {
      var colleague = Sipp.called("colleague", trunk, theirs.port());
      var call = calls("connected");
      await().atMost(PATIENCE).until(() -> isSpoken(BRIEF));
      await().atMost(PATIENCE).until(() -> theirs.loud() > 20);
      int onHold = sound.loud();
      theirs.say(PhoneSound.tone(20));
      colleague.awaitSuccess();
      call.awaitSuccess();
      assertThat(sound.loud() - onHold).as("the colleague's voice").isGreaterThan(50);
    }
    awaitNoCalls();
  }
}
