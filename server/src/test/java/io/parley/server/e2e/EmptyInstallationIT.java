package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.CommandLineRun;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A company's first hour: an installation without the sample shop gets the company's documents,
/// and customers are answered from them.
class EmptyInstallationIT {
  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  @TempDir Path directory;

  @Test
  void a_folder_is_added_and_a_citation_opens_its_passage() throws Exception {
    var data = directory.resolve("data");
    var settings =
        Files.writeString(
            directory.resolve("parley.conf"),
            """
            parley {
              sample-shop = false
              data = "%s"
              tokens.operator = "%s"
              model.scripted.script = [
                { when = "parental", tool = "kb.search", arguments = { query = "parental leave" }
                  text = "Parental leave lasts fourteen months." }
              ]
            }
            """
                .formatted(data, ServerProcess.OPERATOR_TOKEN));
    var handbook = Files.createDirectory(directory.resolve("handbook"));
    Files.writeString(
        handbook.resolve("leave.md"),
        "# Leave\n\n## Parental leave\n\nIt lasts fourteen months.\n\n## Sick leave\n\nCall us.\n");
    var model = Map.of("PARLEY_MODEL", "scripted");
    try (var server = ServerProcess.startFirst(data, model, config(settings));
        var customer = Visit.to(BROWSER.get(), server.http("/").toString())) {
      var added = CommandLineRun.of(add(settings, handbook));
      assertThat(added.output()).contains("1 uploaded").endsWith("searchable\n");

      customer.ask("How long is parental leave?");
      assertThat(customer.turn(1)).containsText("fourteen months");
      var passage =
          customer.page.waitForPopup(() -> customer.id("sources").locator("a").first().click());
      var cited = passage.locator("section.cited");
      assertThat(cited).containsText("It lasts fourteen months.");
      assertThat(cited.locator("mark").first()).isVisible();
      assertThat(cited).not().containsText("Call us.");
    }
  }

  private static List<String> config(Path settings) {
    return List.of("--config", settings.toString());
  }

  private static String[] add(Path settings, Path folder) {
    return new String[] {"knowledge", "--config", settings.toString(), "add", folder.toString()};
  }
}
