package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program calls people over trunks, each of which is Debian's `sipp`. The voice detector is
/// real; recognition and voice are doubles.
@Tag("long")
class SipCallOutIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String ORDER =
      "{\"to\":\"+493023125000\",\"ring\":20,\"context\":{\"parcel\":\"1042\"}}";

  @TempDir private static Path directory;
  private static SpeechServer engines;
  private static Path data;
  private static List<String> arguments;
  private static int firstPort;
  private static int secondPort;
  private static ServerProcess server;

  private PhoneSound sound;

  @BeforeAll
  static void start() throws Exception {
    data = Files.createDirectory(directory.resolve("data"));
    Files.createSymbolicLink(data.resolve("models"), SpeechModels.fetched());
    engines = new SpeechServer();
    firstPort = FreePort.find();
    secondPort = FreePort.find();
    var settings =
        Files.writeString(directory.resolve("test.conf"), engines.settings() + configuration());
    arguments = List.of("--config", settings.toString());
    begin();
  }

  private static void begin() throws IOException, InterruptedException {
    server = ServerProcess.start(data, Map.of("PARLEY_MODEL", "scripted"), arguments);
    Caller.awaitVoice(server);
  }

  private static String configuration() {
    return """

    parley.sip.trunks {
      first { host = "127.0.0.1:%d", priority = 1, check-every = 0 }
      second { host = "127.0.0.1:%d", priority = 2, check-every = 0 }
    }
    parley.telephony.outbound {
      by = sip, from = ["+493023125999"], prefixes = ["+49"], attempts = 100, per-second = 100
      hours = "00:00-24:00", days = [mon, tue, wed, thu, fri, sat, sun]
    }
    """
        .formatted(firstPort, secondPort);
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

  private static String order() throws IOException, InterruptedException {
    return CallOrders.place(server, UUID.randomUUID().toString(), ORDER);
  }

  @Test
  void a_person_is_called_by_the_next_trunk_talks_with_the_agent_and_the_order_is_ended()
      throws Exception {
    var sessions = PhoneSessions.from(server);
    var unable = Sipp.called("unavailable", firstPort, sound.port());
    var called = Sipp.called("called", secondPort, sound.port());
    var id = order();
    await().atMost(PATIENCE).until(() -> sound.loud() > 20);
    unable.awaitSuccess();
    var session = sessions.awaitOne();
    assertThat(CallOrders.detail(server, id, "answered")).isEqualTo(session);
    var started = sessions.events(session).getFirst();
    assertThat(started.get("channel").asText()).isEqualTo("phone");
    assertThat(CallOrders.get(server, id).path("session").asText()).isEqualTo(session);
    CallOrders.end(server, id);
    called.awaitSuccess();
    CallOrders.awaitState(server, id, "ended");
    assertThat(CallOrders.kinds(server, id))
        .containsExactly(
            "requested",
            "dialling",
            "placed",
            "ringing",
            "picked-up",
            "answered",
            "cancelling",
            "ended");
  }

  @Test
  void the_standard_called_party_is_talked_to() throws Exception {
    var sessions = PhoneSessions.from(server);
    var called = Sipp.standardCalled(firstPort);
    var id = order();
    CallOrders.awaitState(server, id, "answered");
    sessions.awaitOne();
    CallOrders.end(server, id);
    called.awaitSuccess();
    CallOrders.awaitState(server, id, "ended");
  }

  @Test
  void a_machine_is_hung_up() throws Exception {
    var called = Sipp.called("called", firstPort, sound.port());
    sound.say(PhoneSound.tone(2));
    var id = order();
    called.awaitSuccess();
    CallOrders.awaitState(server, id, "ended");
    assertThat(CallOrders.detail(server, id, "machine")).isEqualTo("hung-up");
    assertThat(CallOrders.kinds(server, id)).doesNotContain("answered");
  }

  @Test
  void a_person_who_talks_is_busy() throws Exception {
    var called = Sipp.called("busy", firstPort, sound.port());
    var id = order();
    called.awaitSuccess();
    CallOrders.awaitState(server, id, "busy");
  }

  @Test
  void nobody_is_dialled_again_when_the_node_was_killed_while_it_rang() throws Exception {
    var called = Sipp.called("ringing", firstPort, sound.port());
    var key = UUID.randomUUID().toString();
    var id = CallOrders.place(server, key, ORDER);
    CallOrders.awaitState(server, id, "ringing");
    server.kill();
    called.kill();
    try (var trunk = new DatagramSocket(firstPort, InetAddress.getLoopbackAddress())) {
      begin();
      assertThat(CallOrders.place(server, key, ORDER)).as("the same order again").isEqualTo(id);
      CallOrders.awaitState(server, id, "failed");
      assertThat(CallOrders.detail(server, id, "failed")).isEqualTo("lost");
      trunk.setSoTimeout(1);
      var packet = new DatagramPacket(new byte[1_500], 1_500);
      assertThatThrownBy(() -> trunk.receive(packet)).isInstanceOf(SocketTimeoutException.class);
    }
  }
}
