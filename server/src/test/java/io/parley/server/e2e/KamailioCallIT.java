package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.voice.sip.transport.MadeCertificate;
import io.parley.voice.sip.trunk.Kamailio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Trunks of the built program to Debian's kamailio, one over each transport: it registers, and
/// takes calls that Debian's `sipp` makes by way of the registrar. Recognition and voice are
/// doubles. Each step of a trunk has its test in voice.
@Tag("long")
class KamailioCallIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> TRANSPORTS = List.of("udp", "tcp", "tls", "ws", "wss");
  private static final String CALLER = "+4930111";

  @TempDir private static Path directory;
  private static SpeechServer engines;
  private static Kamailio registrar;
  private static ServerProcess server;

  /// A port for the sound of each call.
  private final List<PhoneSound> sounds = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    registrar = new Kamailio(directory, new MadeCertificate(directory));
    engines = new SpeechServer();
    var data = Files.createDirectory(directory.resolve("data"));
    Files.createSymbolicLink(data.resolve("models"), SpeechModels.fetched());
    var settings =
        Files.writeString(directory.resolve("test.conf"), engines.settings() + configuration());
    server =
        ServerProcess.start(
            data, Map.of("PARLEY_MODEL", "scripted"), List.of("--config", settings.toString()));
    Caller.awaitVoice(server);
  }

  /// With the scripted model nobody is greeted by default, and a silent caller hears nothing for
  /// ten seconds.
  private static String configuration() {
    return """

    parley.agent.greeting = "Welcome, and thank you for your call."
    parley.telephony.other-numbers = answer
    parley.outbound.allow = ["127.0.0.0/8"]
    parley.sip {
      tls.authority = "%s"
      trunk-defaults { password = s3cret, register = true, check-every = 1s, path = "/ws" }
      trunks {
        %s
      }
    }
    """
        .formatted(
            directory.resolve("certificate.pem"),
            TRANSPORTS.stream().map(KamailioCallIT::trunk).collect(Collectors.joining("\n    ")));
  }

  /// A registrar knows users apart, not trunks.
  private static String trunk(String transport) {
    return "%1$s { host = \"127.0.0.1:%2$d\", transport = %1$s, user = %3$s }"
        .formatted(transport, registrar.port(transport), user(transport));
  }

  private static String user(String transport) {
    return "line-" + transport;
  }

  @AfterAll
  static void stop() {
    if (server != null) server.close();
    if (engines != null) engines.close();
    if (registrar != null) registrar.close();
  }

  @AfterEach
  void close() {
    sounds.forEach(PhoneSound::close);
  }

  private PhoneSound sound() throws Exception {
    var sound = new PhoneSound();
    sounds.add(sound);
    return sound;
  }

  private static double trunk(String what, String transport) throws Exception {
    return server.metric("parley_sip_trunk_%s{trunk=\"%s\"}".formatted(what, transport));
  }

  private static Sipp call(String transport, PhoneSound sound) throws Exception {
    var at = new SipAddress("127.0.0.1", registrar.port("udp"));
    return Sipp.start("registered", at, user(transport), CALLER, sound.port());
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp", "tls", "ws", "wss"})
  void a_caller_is_greeted_on_the_way_by_which_the_program_has_registered(String transport)
      throws Exception {
    await().atMost(PATIENCE).until(() -> trunk("registered", transport) == 1);
    var sessions = PhoneSessions.from(server);
    var sound = sound();
    var telephone = call(transport, sound);
    await().atMost(PATIENCE).until(() -> sound.loud() > 20);
    assertThat(trunk("calls", transport)).isEqualTo(1);
    sessions.end(sessions.awaitOne());
    telephone.awaitSuccess();
    await().atMost(PATIENCE).until(() -> trunk("calls", transport) == 0);
  }

  @Test
  void a_registrar_that_was_killed_and_is_back_leads_calls_to_the_program_again() throws Exception {
    for (var transport : TRANSPORTS)
      await().atMost(PATIENCE).until(() -> trunk("registered", transport) == 1);
    registrar.kill();
    for (var transport : TRANSPORTS)
      await().atMost(PATIENCE).until(() -> trunk("up", transport) == 0);
    registrar.start();
    var sessions = PhoneSessions.from(server);
    for (var transport : TRANSPORTS) {
      await().atMost(PATIENCE).until(() -> trunk("up", transport) == 1);
      // 404 until the registrar knows the program again
      await().atMost(PATIENCE).until(() -> isAnswered(transport));
    }
    await().atMost(PATIENCE).until(() -> sessions.all().size() == TRANSPORTS.size());
    for (var session : sessions.all()) sessions.end(session);
    for (var transport : TRANSPORTS)
      await().atMost(PATIENCE).until(() -> trunk("calls", transport) == 0);
  }

  @Test
  void a_trunk_that_an_organisation_brings_registers_and_takes_its_calls() throws Exception {
    var path = "/v1/organisation/trunks/own";
    var staff = Caller.with(ServerProcess.OPERATOR_TOKEN);
    var line =
        """
        {"host": "127.0.0.1:%d", "transport": "udp", "user": "%s", "password": "s3cret"}\
        """
            .formatted(registrar.port("udp"), user("own"));
    staff.put(server, path, line, 200);
    await()
        .atMost(PATIENCE)
        .until(
            () -> staff.get(server, path).path("state").path("is").asText().equals("registered"));
    var sessions = PhoneSessions.from(server);
    var sound = sound();
    var telephone = call("own", sound);
    await().atMost(PATIENCE).until(() -> sound.loud() > 20);
    sessions.end(sessions.awaitOne());
    telephone.awaitSuccess();
    staff.delete(server, path, 204);
  }

  /// Whether a call is answered; it goes on then.
  private boolean isAnswered(String transport) throws Exception {
    var sound = sound();
    var telephone = call(transport, sound);
    await().atMost(PATIENCE).until(() -> !telephone.isRunning() || sound.loud() > 20);
    return telephone.isRunning();
  }
}
