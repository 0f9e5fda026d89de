package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.typesafe.config.ConfigFactory;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.local.LocalSettings;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.testing.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A rollout during a call that does not come to its end in time, on a single server: the hardest
/// case, since no other node takes over. The call continues by itself.
@Tag("long")
@Tag("alone")
class VoiceDrainIT {
  private static final double PATIENCE_MS = 120_000;
  private static final int SIGTERM = 143;

  @TempDir private static Path directory;

  @Test
  void a_call_continues_in_its_session_after_a_restart_without_user_action() throws Exception {
    var data = Files.createDirectories(directory.resolve("data"));
    Files.createSymbolicLink(data.resolve("models"), SpeechModels.fetched());
    var settings = Map.of("PARLEY_HTTP_PORT", Integer.toString(FreePort.find()));
    var models = new ModelDirectory(SpeechModels.fetched());
    try (var engines = LocalEngines.open(models, LocalSettings.from(ConfigFactory.load()));
        var playwright = Chromium.playwright();
        var browser =
            Chromium.launch(playwright, List.of("--autoplay-policy=no-user-gesture-required"))) {
      engines.warmUp();
      var context =
          browser.newContext(new Browser.NewContextOptions().setPermissions(List.of("microphone")));
      context.addInitScript(SpokenWave.MICROPHONE);
      var page = context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      var session = SpokenSession.of(page);
      var call = page.getByTestId("call");
      var patient = new HasAttributeOptions().setTimeout(PATIENCE_MS);

      var at =
          Files.writeString(directory.resolve("test.conf"), "parley.shutdown.calls-grace = 0s");
      try (var server = ServerProcess.start(data, settings, List.of("--config", at.toString()))) {
        page.navigate(server.http("/").toString());
        page.waitForFunction(
            "async () => (await (await fetch('/v1/voice', {cache: 'no-store'})).json()).available");
        page.reload();
        page.getByTestId("talk").click();
        assertThat(call).hasAttribute("data-phase", "speaking", patient);
        assertThat(call).hasAttribute("data-phase", "listening", patient);
        assertThat(server.stop()).as(server.log()).isEqualTo(SIGTERM);
        assertThat(server.log()).contains("draining: 1 readers, 1 calls");
      }
      assertThat(call).hasAttribute("data-state", "reconnecting", patient);

      try (var server = ServerProcess.start(data, settings)) {
        assertThat(call).hasAttribute("data-state", "on", patient);
        assertThat(page.getByTestId("call-ended")).hasCount(0);
        assertThat(call).hasAttribute("data-phase", "listening", patient);
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> server.metrics().contains("parley_calls 1.0"));
        page.evaluate(
            "samples => window.say(samples)",
            SpokenWave.base64(engines.voices().getLast(), "Where is my order ten forty two?"));
        assertThat(page.getByText(Pattern.compile("order 1042 ", Pattern.CASE_INSENSITIVE)).last())
            .isVisible(new IsVisibleOptions().setTimeout(PATIENCE_MS));
        assertThat(session.ids()).hasSize(1);
        assertThat(session.first(server, "said").orElseThrow().get("channel").asText())
            .isEqualTo("voice");
      }
    }
  }
}
