package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Debian's `sipp` calls the real program; the sound is the test's own.
@Tag("alone")
class SipCallIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SPOKEN);

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String AGENT = "parley";

  private final String caller = "+49301" + ThreadLocalRandom.current().nextInt(100_000, 999_999);
  private PhoneSound sound;

  @BeforeEach
  void open() throws SocketException {
    sound = new PhoneSound();
    Caller.awaitVoice(SERVER);
  }

  @AfterEach
  void close() {
    sound.close();
  }

  private static double metric(String name) throws Exception {
    return SERVER.metric(name);
  }

  private static void awaitNoCalls() {
    await()
        .atMost(PATIENCE)
        .until(() -> metric("parley_sip_calls") == 0 && metric("parley_calls") == 0);
  }

  @Test
  void a_caller_is_greeted_and_parley_hangs_up_when_the_conversation_is_over() throws Exception {
    double received = metric("parley_call_packets_total{fate=\"received\"}");
    var sessions = PhoneSessions.from(SERVER);
    var call = Sipp.start("talk", SERVER.sip(), AGENT, caller, sound.port());
    await().atMost(PATIENCE).until(() -> sound.loud() > 20);
    var session = sessions.awaitOne();
    assertThat(sessions.events(session).getFirst().get("kind").asText())
        .isEqualTo("session-started");
    assertThat(sessions.events(session).getFirst().get("channel").asText()).isEqualTo("phone");
    sessions.end(session);
    call.awaitSuccess();
    awaitNoCalls();
    assertThat(metric("parley_call_packets_total{fate=\"received\"}") - received)
        .as("sound of the caller")
        .isGreaterThan(20);
    assertThat(metric("parley_sip_setup_seconds_count")).isPositive();
    await().atMost(PATIENCE).untilAsserted(() -> isMeasured(sessions.events(session)));
    assertThat(metric("parley_call_mos_hundredths_count{way=\"sip\"}")).isPositive();
  }

  /// Once, although the call ended with its session.
  private static void isMeasured(List<JsonNode> events) {
    assertThat(events)
        .filteredOn(event -> event.get("kind").asText().equals("call-measured"))
        .singleElement()
        .satisfies(
            measured -> {
              assertThat(measured.get("way").asText()).isEqualTo("sip");
              assertThat(measured.at("/line/mos").asDouble()).isBetween(2.0, 4.42);
              assertThat(measured.at("/line/jitterMillis/count").asInt()).isPositive();
              assertThat(measured.at("/talk/agentSeconds").asDouble())
                  .isBetween(0.2, measured.get("seconds").asDouble());
            });
  }

  @Test
  void a_call_is_held_and_resumed_and_keys_are_words_and_the_caller_hangs_up() throws Exception {
    double keys = metric("parley_sip_keys_total{way=\"info\"}");
    var sessions = PhoneSessions.from(SERVER);
    Sipp.start("hold", SERVER.sip(), AGENT, caller, sound.port()).awaitSuccess();
    awaitNoCalls();
    assertThat(metric("parley_sip_keys_total{way=\"info\"}")).isEqualTo(keys + 2);
    var session = sessions.awaitOne();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(sessions.events(session))
                    .filteredOn(event -> event.path("by").asText().equals("customer"))
                    // keys during the greeting interrupt it
                    .filteredOn(event -> event.path("kind").asText().equals("said"))
                    .singleElement()
                    .satisfies(
                        said -> {
                          assertThat(said.path("text").asText()).isEqualTo("5#");
                          assertThat(said.path("digits").asText()).isEqualTo("5#");
                          assertThat(said.path("modality").asText()).isEqualTo("keyed");
                        }));
  }

  /// The call that everybody tries first.
  @Test
  @Tag("long")
  void calls_of_the_standard_scenarios_succeed_with_their_sound_and_keys() throws Exception {
    Sipp.standard("uac", SERVER.sip(), AGENT).awaitSuccess();
    double received = metric("parley_call_packets_total{fate=\"received\"}");
    double keys = metric("parley_sip_keys_total{way=\"packets\"}");
    Sipp.standard("uac_pcap", SERVER.sip(), AGENT).awaitSuccess();
    awaitNoCalls();
    assertThat(metric("parley_call_packets_total{fate=\"received\"}") - received)
        .as("eight seconds of sound")
        .isGreaterThan(200);
    assertThat(metric("parley_sip_keys_total{way=\"packets\"}")).isEqualTo(keys + 1);
  }

  @Test
  void a_caller_hangs_up_while_it_rings() throws Exception {
    double cancelled = metric("parley_sip_cancelled_total");
    Sipp.start("cancel", SERVER.sip(), AGENT, caller, sound.port()).awaitSuccess();
    awaitNoCalls();
    assertThat(sound.all()).as("packets of a call that was not answered").isZero();
    await().atMost(PATIENCE).until(() -> metric("parley_sip_cancelled_total") == cancelled + 1);
  }

  @Test
  void a_number_that_leads_nowhere_is_not_found() throws Exception {
    double refused = metric("parley_sip_refused_total{reason=\"unknown-number\"}");
    Sipp.start("unknown", SERVER.sip(), "4999", caller, sound.port()).awaitSuccess();
    await()
        .atMost(PATIENCE)
        .until(() -> metric("parley_sip_refused_total{reason=\"unknown-number\"}") == refused + 1);
  }
}
