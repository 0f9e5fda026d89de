package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.parley.http.tls.TestCertificates;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.local.LocalSettings;
import io.parley.voice.models.ModelDirectory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A telephone whose signalling is encrypted, too: Debian's `baresip` at the built program's port
/// of TLS. The test transcribes what the telephone heard. Whether the certificate is right is not
/// under test here: this release takes any.
@Tag("alone")
class BaresipTlsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;
  @TempDir Path files;

  private ServerProcess start(TestCertificates certificates, int port) throws Exception {
    Files.createSymbolicLink(data.resolve("models"), SpeechModels.fetched());
    certificates.sign("parley", "EC", 30);
    var settings =
        Files.writeString(
            files.resolve("parley.conf"),
            """
            parley.http.tls { certificate = "%s", key = "%s" }
            parley.sip {
              # strangers all: only the account lets the telephone call
              this-machine = off
              tls.port = %d
              accounts.tester.password = "tester-of-telephones"
              account-algorithms = [MD5]
            }
            """
                .formatted(certificates.certificate("parley"), certificates.key("parley"), port));
    return ServerProcess.start(
        data, Map.of("PARLEY_MODEL", "offline"), List.of("serve", "--config", settings.toString()));
  }

  private static boolean canTalk(HttpClient client, ServerProcess server)
      throws IOException, InterruptedException {
    var question = HttpRequest.newBuilder(server.http("/v1/voice")).build();
    return JSON.readTree(client.send(question, BodyHandlers.ofString()).body())
        .path("available")
        .asBoolean();
  }

  /// What the recogniser makes of the greeting, as it came out of the encryption.
  private static String heard(Baresip telephone) throws Exception {
    var models = new ModelDirectory(SpeechModels.fetched());
    try (var engines = LocalEngines.open(models, LocalSettings.from(ConfigFactory.load()))) {
      engines.warmUp();
      return SpokenWave.transcribed(
              engines.ears().getFirst(), SpokenWave.read(telephone.recording()))
          .toLowerCase(Locale.ROOT);
    }
  }

  @Test
  @Tag("long")
  void a_telephone_registers_and_calls_over_tls_and_understands_the_encrypted_greeting()
      throws Exception {
    var certificates = TestCertificates.in(Files.createDirectory(files.resolve("certificates")));
    var directory = Files.createDirectory(files.resolve("telephone"));
    var microphone = files.resolve("silence.wav");
    SpokenWave.silence(microphone, Baresip.RATE);
    int port = FreePort.find();
    try (var server = start(certificates, port);
        var client = HttpClient.newBuilder().sslContext(certificates.client()).build()) {
      await().atMost(PATIENCE).until(() -> canTalk(client, server));
      var at = new SipAddress("127.0.0.1", port);
      try (var telephone = Baresip.callOverTls(directory, microphone, at)) {
        await().atMost(PATIENCE).alias(telephone.toString()).until(telephone::isEstablished);
        await().atMost(PATIENCE).until(() -> server.metric("parley_sip_registrations") == 1);
        await().atMost(PATIENCE).until(telephone::hasHeardOut);
        assertThat(telephone.isEncryptedOpus()).as("%s", telephone).isTrue();
        assertThat(server.metric("parley_sip_calls")).isEqualTo(1);
        telephone.hangUp();
        assertThat(heard(telephone)).contains("order").contains("person");
      }
      await().atMost(PATIENCE).until(() -> server.metric("parley_sip_calls") == 0);
      await()
          .atMost(PATIENCE)
          .until(() -> server.metric("parley_call_packets_total{fate=\"received\"}") > 0);
    }
  }
}
