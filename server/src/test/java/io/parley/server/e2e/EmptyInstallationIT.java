package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
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

/// A company's first hour: an installation without the sample shop gets the company's documents and
/// a server with a tool, and customers are answered from the ones and served by the other.
class EmptyInstallationIT {
  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static final ContainsTextOptions PATIENT = new ContainsTextOptions().setTimeout(60_000);
  private static final IsVisibleOptions SOON = new IsVisibleOptions().setTimeout(60_000);
  private static final HasCountOptions GONE = new HasCountOptions().setTimeout(60_000);

  @TempDir Path directory;

  @Test
  void customers_are_answered_from_a_folder_and_served_by_a_server_outside() throws Exception {
    var data = directory.resolve("data");
    var settings =
        Files.writeString(
            directory.resolve("parley.conf"),
            """
            parley {
              sample-shop = false
              data = "%s"
              tokens.operator = "%s"
              outbound.allow = ["127.0.0.0/8"]
              model.scripted.script = [
                { when = "parental", tool = "kb.search", arguments = { query = "parental leave" }
                  text = "Parental leave lasts fourteen months." }
                { when = "money back", tool = "shop.refund", arguments = { order = "1138" }, text = "Refund: {result}" }
              ]
            }
            """
                .formatted(data, ServerProcess.OPERATOR_TOKEN));
    var handbook = Files.createDirectory(directory.resolve("handbook"));
    Files.writeString(
        handbook.resolve("leave.md"),
        "# Leave\n\n## Parental leave\n\nIt lasts fourteen months.\n\n## Sick leave\n\nCall us.\n");
    var environment = Map.of("PARLEY_MODEL", "scripted", "PARLEY_HTTP_PORT", "" + FreePort.find());
    try (var outside = OutsideServer.refunds()) {
      try (var server = ServerProcess.startFirst(data, environment, config(settings))) {
        var address = server.http("/").toString();
        try (var customer = Visit.to(BROWSER.get(), address)) {
          addFolder(settings, handbook);
          citationOpensItsPassage(customer);

          addServer(server, outside);
          outside.keepsSilent = true;
          customer.ask("I want my money back.");
          assertThat(customer.id("consent")).containsText("order: 1138", PATIENT);
          assertThat(outside.calls).isEmpty();
          customer.id("consent-yes").click();
          await().until(() -> outside.calls.size() == 1);
          server.kill();
          outside.keepsSilent = false;

          try (var restarted = ServerProcess.startFirst(data, environment, config(settings))) {
            settleDoubt(restarted, customer);
          }
          assertThat(outside.calls).hasSize(1);
        }
      }
    }
  }

  private static void addFolder(Path settings, Path folder) {
    var added =
        CommandLineRun.of("knowledge", "--config", settings.toString(), "add", folder.toString());
    assertThat(added.output()).contains("1 uploaded").endsWith("searchable\n");
  }

  private static void citationOpensItsPassage(Visit customer) {
    customer.ask("How long is parental leave?");
    assertThat(customer.turn(1)).containsText("fourteen months");
    var passage =
        customer.page.waitForPopup(() -> customer.id("sources").locator("a").first().click());
    var cited = passage.locator("section.cited");
    assertThat(cited).containsText("It lasts fourteen months.");
    assertThat(cited.locator("mark").first()).isVisible();
    assertThat(cited).not().containsText("Call us.");
  }

  /// On the operators' page.
  private static void addServer(ServerProcess server, OutsideServer outside) {
    try (var operator =
        Visit.open(
            BROWSER.get(), server.http("/tools").toString(), Visit.like(Visit.DESKTOP, 900))) {
      operator.id("token").fill(ServerProcess.OPERATOR_TOKEN);
      operator.id("open").click();
      operator.id("add").click();
      var definition = operator.id("definition");
      definition.locator("[name=name]").fill("shop");
      definition.locator("[name=kind]").selectOption("mcp");
      definition.locator("[name=settings]").fill("{\"url\": \"%s\"}".formatted(outside.address()));
      definition.locator("[name=approvals]").fill("shop.* = always by customer");
      operator.id("save").click();
      assertThat(operator.id("told")).containsText("Saved", PATIENT);
    }
    var operator = Caller.with(ServerProcess.OPERATOR_TOKEN);
    await()
        .until(
            () ->
                operator
                    .get(server, "/v1/tool-sources/shop")
                    .path("tools")
                    .path(0)
                    .path("approved")
                    .asBoolean());
  }

  /// Nobody but the server outside knows whether it paid: it is not asked again, a person says so.
  private static void settleDoubt(ServerProcess server, Visit customer) throws Exception {
    assertThat(customer.page.locator(".in-doubt")).isVisible(SOON);
    var agent = Caller.with(ServerProcess.AGENT_TOKEN);
    await().until(() -> agent.get(server, "/v1/calls-in-doubt").path("calls").size() == 1);
    var call = agent.get(server, "/v1/calls-in-doubt").path("calls").get(0);
    assertThat(call.path("tool").asText()).isEqualTo("shop.refund");
    agent.post(
        server,
        "/v1/sessions/%s/calls/%s/resolve"
            .formatted(call.path("session").asText(), call.path("call").asText()),
        "{\"id\": \"seen-in-the-books\", \"resolution\": \"happened\"}",
        202);
    assertThat(customer.page.locator(".in-doubt")).hasCount(0, GONE);
  }

  private static List<String> config(Path settings) {
    return List.of("--config", settings.toString());
  }
}
