package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program under attack by real tools. Strangers have the address 127.0.0.1, the trunk has
/// 127.0.0.5, and the sound of strangers comes from 127.0.0.9.
@Tag("alone")
class ScannersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String TRUNK = "127.0.0.5";
  private static final String NUMBER = "4930222";
  private static final String CALLER = "+4930777";
  private static final String PASSWORD = "orange-battery-staple";

  /// Long, so that requests are longer than a challenge.
  private static final String DOMAIN =
      "pbx.department-of-customers.a-rather-long-name-of-a-company-that-sells-flowers.example";

  private static final int FLOOD_PER_SECOND = 2_000;
  private static final int FLOOD_SECONDS = 20;
  private static final int INJECTED = 100;

  @TempDir private static Path data;
  @TempDir private static Path directory;
  private static ServerProcess server;

  private SipAttacks attacks;
  private PhoneSound sound;

  @BeforeAll
  static void start() throws Exception {
    Files.createSymbolicLink(data.resolve("models"), SpeechModels.fetched());
    var settings =
        Files.writeString(
            directory.resolve("parley.conf"),
            """
            parley.voice.turn.endpointing { minimum = 1500ms, usual = 2s, maximum = 3s }
            parley.telephony.numbers = [{ number = "+%s" }]
            parley.sip {
              this-machine = off
              trunks.pbx.peers = ["%s"]
              # as many as the tools send, so that nothing but the limit of guesses stops them
              strangers-rate = 200
              # the tools know no other
              account-algorithms = [MD5]
              accounts {
                desk-7.password = "%s"
                desk-8.password = "%s"
              }
            }
            """
                .formatted(NUMBER, TRUNK, PASSWORD, PASSWORD));
    server =
        ServerProcess.start(
            data,
            Map.of("PARLEY_MODEL", "offline"),
            List.of("serve", "--config", settings.toString()));
    Caller.awaitVoice(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() throws IOException {
    attacks = new SipAttacks(server.sip(), directory);
    sound = new PhoneSound();
  }

  @AfterEach
  void close() {
    sound.close();
  }

  private static double metric(String name) throws Exception {
    return server.metric(name);
  }

  private Sipp trunksCall() throws Exception {
    return Sipp.startFrom(TRUNK, "talk", server.sip(), NUMBER, CALLER, sound.port());
  }

  @Test
  @Tag("long")
  void a_scan_finds_a_port_without_a_name_and_no_user() throws Exception {
    var found = attacks.sipvicious("svmap");
    assertThat(found.output()).contains(server.sip().toString()).contains("unknown");
    var words = attacks.words(List.of("desk-1", "desk-7", "desk-9")).toString();
    for (var method : List.of("REGISTER", "INVITE")) {
      assertThat(attacks.sipvicious("svwar", "-m", method, "-d", words).output())
          .as("requests that are shorter than a challenge")
          .contains("timed out");
      assertThat(users(method, "-d", words))
          .contains("authentication request for an unknown extension");
      assertThat(users(method, "-d", words, "--force")).contains("found nothing");
    }
  }

  private String users(String method, String... more) throws Exception {
    var arguments = Stream.concat(Stream.of("-m", method, "--domain", DOMAIN), Stream.of(more));
    return attacks.sipvicious("svwar", arguments.toArray(String[]::new)).output();
  }

  private String passwords(String user, List<String> words) throws Exception {
    return attacks
        .sipvicious(
            "svcrack", "-u", user, "--domain", DOMAIN, "-d", attacks.words(words).toString())
        .output();
  }

  @Test
  @Tag("long")
  void a_password_is_found_among_a_few_and_not_among_many() throws Exception {
    assertThat(passwords("desk-7", List.of("wrong-1", "wrong-2", PASSWORD)))
        .as("the tool works")
        .contains(PASSWORD);
    var many = new ArrayList<String>();
    for (int i = 0; i < 100; i++) many.add("guess-" + i);
    many.add(PASSWORD);
    double wrong = metric("parley_sip_wrong_passwords_total");
    var attack = passwords("desk-8", many);
    assertThat(attack).contains("found nothing").doesNotContain(PASSWORD);
    assertThat(metric("parley_sip_wrong_passwords_total") - wrong).isBetween(1.0, 20.0);
  }

  @Test
  @Tag("long")
  void sipsak_is_answered_and_registers_with_the_password_alone() throws Exception {
    assertThat(attacks.sipsak("parley").exit()).as("OPTIONS").isZero();
    var right =
        attacks.sipsak("desk-7", "-E", "tcp", "-U", "-u", "desk-7", "-a", PASSWORD, "-x", "600");
    assertThat(right.exit()).as(right.output()).isZero();
    assertThat(metric("parley_sip_registrations")).isPositive();
    var wrong =
        attacks.sipsak("desk-7", "-E", "tcp", "-U", "-u", "desk-7", "-a", "wrong", "-x", "600");
    assertThat(wrong.exit()).as(wrong.output()).isNotZero();
  }

  @Test
  @Tag("long")
  void a_flood_of_strangers_does_not_disturb_a_trunks_call() throws Exception {
    var sessions = PhoneSessions.from(server);
    double dropped = metric("parley_sip_dropped_total");
    var flood = Sipp.flood(server.sip(), FLOOD_PER_SECOND, FLOOD_SECONDS);
    await().atMost(PATIENCE).until(() -> metric("parley_sip_dropped_total") > dropped + 1_000);
    var call = trunksCall();
    await().atMost(PATIENCE).until(() -> sound.loud() > 20);
    assertThat(flood.isRunning()).as("the call was answered within the flood").isTrue();
    sessions.end(sessions.awaitOne());
    call.awaitSuccess();
    flood.awaitSuccess();
    assertThat(metric("parley_sip_errors_total")).isZero();
  }

  @Test
  @Tag("long")
  void sound_of_a_foreign_address_is_not_heard_and_gets_none() throws Exception {
    var sessions = PhoneSessions.from(server);
    var call = trunksCall();
    await().atMost(PATIENCE).until(() -> sound.loud() > 20);
    double foreign = metric("parley_sip_foreign_packets_total");
    double received = metric("parley_call_packets_total{fate=\"received\"}");
    try (var stranger = DatagramChannel.open()) {
      stranger.bind(new InetSocketAddress("127.0.0.9", 0)).configureBlocking(false);
      var to = sound.from().orElseThrow();
      for (int i = 0; i < INJECTED; i++) stranger.send(loud(i), to);
      await()
          .atMost(PATIENCE)
          .until(() -> metric("parley_sip_foreign_packets_total") >= foreign + INJECTED);
      int before = sound.all();
      sessions.end(sessions.awaitOne());
      call.awaitSuccess();
      assertThat(stranger.receive(ByteBuffer.allocate(1_500)))
          .as("sound for the stranger")
          .isNull();
      assertThat(before).isPositive();
    }
    await().atMost(PATIENCE).until(() -> metric("parley_calls") == 0);
    assertThat(metric("parley_call_packets_total{fate=\"received\"}") - received)
        .as("packets that were heard, and what the telephone itself has sent")
        .isLessThanOrEqualTo(sound.all());
  }

  /// µ-law of full loudness, with the numbers of a stream that the telephone might have.
  private static ByteBuffer loud(int number) {
    var packet = ByteBuffer.allocate(12 + 160);
    packet
        .put((byte) 0x80)
        .put((byte) 0)
        .putShort((short) (10_000 + number))
        .putInt(160 * number)
        .putInt(0x5eed);
    while (packet.hasRemaining()) packet.put((byte) 0x80);
    return packet.flip();
  }
}
