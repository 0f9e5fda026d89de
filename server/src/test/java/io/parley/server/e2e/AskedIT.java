package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasValueOptions;
import io.parley.server.CommandLineRun;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A question that the agent cannot answer, until a person has written the answer on the page.
class AskedIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double PATIENCE_MS = 60_000;
  private static final Caller OPERATOR = Caller.with(ServerProcess.OPERATOR_TOKEN);
  private static final String ANSWER = "Yes: send the anemometer to our workshop in Graz.";

  @TempDir Path directory;

  @Test
  void what_was_not_answered_is_written_by_a_person_and_found_by_the_next_asker() throws Exception {
    // not zero when the test is run again
    int before = group("open").path("count").asInt();
    ask("Can my anemometer be repaired?", Optional.of(ANSWER));
    ask("can you repair my anemometer", Optional.empty());
    await().atMost(PATIENCE).until(() -> group("open").path("count").asInt() >= before + 2);
    await().atMost(PATIENCE).until(() -> group("open").at("/draft/answer").asText().equals(ANSWER));
    var id = group("open").path("id").asText();
    assertThat(asked(id)).contains("anemometer be repaired?", "state: open", ANSWER);
    assertThat(Caller.with(ServerProcess.AGENT_TOKEN).status(SERVER, "/v1/knowledge/asked"))
        .isEqualTo(403);

    var address = SERVER.http("/knowledge?lang=de").toString();
    try (var visit = Visit.open(BROWSER.get(), address, Visit.like(Visit.PHONE, 800))) {
      visit.id("token").fill(ServerProcess.OPERATOR_TOKEN);
      visit.id("open").click();
      var item =
          visit
              .id("asked")
              .locator("> li")
              .filter(new Locator.FilterOptions().setHasText("anemometer"));
      item.getByTestId("asked-write").click();
      assertThat(item.locator("[name=answer]"))
          .hasValue(ANSWER, new HasValueOptions().setTimeout(PATIENCE_MS));
      assertThat(item.getByTestId("asked-proposed")).isVisible();
      visit.isAccessible("an open question");
      assertThat(item.getByTestId("asked-examples")).containsText("in Sitzung");
      item.locator("[name=question]").fill("Do you repair anemometers?");
      item.getByTestId("asked-propose").click();
      assertThat(item.getByTestId("asked-model"))
          .containsText(
              "Vorschlag des Modells scripted", new ContainsTextOptions().setTimeout(PATIENCE_MS));
      visit.isAccessible("a model's proposal");
      assertThat(item.locator("[name=answer]")).hasValue(ANSWER);
      item.getByTestId("asked-use").click();
      assertThat(item.locator("[name=answer]")).hasValue(Pattern.compile("A summary of \\d+ .*"));
      assertThat(item.locator("[name=question]")).hasValue("Do you repair anemometers?");
      item.locator("[name=answer]").fill(ANSWER);
      item.getByTestId("asked-approve").click();
      assertThat(visit.id("told"))
          .containsText("asked-" + id, new ContainsTextOptions().setTimeout(PATIENCE_MS));
      assertThat(visit.complaints()).isEmpty();
    }
    assertThat(group("answered").path("ref").asText()).isEqualTo("asked-" + id);
    assertThat(group("open").isMissingNode()).isTrue();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                OPERATOR
                    .get(SERVER, "/v1/knowledge/search?q=anemometer%20repair")
                    .at("/passages/0/text")
                    .asText()
                    .contains(ANSWER));
  }

  private void ask(String question, Optional<String> colleague) throws Exception {
    var session = Caller.start(SERVER);
    Caller.with(session.token()).say(SERVER, session, "m1", question);
    if (colleague.isEmpty()) return;
    await()
        .atMost(PATIENCE)
        .until(() -> group("open").at("/examples/0/session").asText().equals(session.id()));
    Caller.with(ServerProcess.AGENT_TOKEN).say(SERVER, session, "a1", colleague.get());
  }

  private static JsonNode group(String state) throws Exception {
    var page = OPERATOR.get(SERVER, "/v1/knowledge/asked?limit=100&state=" + state);
    return StreamSupport.stream(page.path("groups").spliterator(), false)
        .filter(group -> group.toString().contains("anemometer"))
        .findFirst()
        .orElse(page.path("none"));
  }

  private String asked(String id) throws Exception {
    var settings =
        Files.writeString(
            directory.resolve("parley.conf"),
            "parley { data = \"%s\", tokens.operator = \"%s\" }"
                .formatted(SERVER.data(), ServerProcess.OPERATOR_TOKEN));
    return CommandLineRun.of("knowledge", "--config", settings.toString(), "asked", id).output();
  }
}
