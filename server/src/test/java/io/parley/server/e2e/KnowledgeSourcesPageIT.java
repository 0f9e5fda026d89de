package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Operators add, read, change and delete sources of knowledge on the page, with an export of this
/// machine.
class KnowledgeSourcesPageIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static final ContainsTextOptions PATIENT = new ContainsTextOptions().setTimeout(60_000);
  private static final Caller OPERATOR = Caller.with(ServerProcess.OPERATOR_TOKEN);

  /// Whether the part says the same things in all languages.
  private static final String KEYS =
      """
      async () => {
        const { sourcesTexts } = await import('/knowledge/sources-texts.js');
        const keys = (texts) => Object.entries(texts).map(([key, value]) =>
          key + typeof value + (typeof value === 'object' ? keys(value) : '')).sort().join();
        const all = ['en', 'de', 'es'].map(sourcesTexts);
        return new Set(all).size === 3 && new Set(all.map(keys)).size === 1;
      }\
      """;

  private static final String LOGIN = "Basic b3BzOnMzY3JldA=="; // ops:s3cret

  /// A help desk with one export, behind a login.
  private static final class Desk implements AutoCloseable {
    volatile String article = "Sextants are cleaned with a soft brush.";
    private final HttpServer server;

    Desk() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::answer);
      server.start();
    }

    String url() {
      return "http://127.0.0.1:%d/articles.json".formatted(server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
      var export =
          """
          {"articles": [{"id": 4, "title": "Sextants", "body": "<p>%s</p>", "locale": "en",
            "draft": false, "html_url": "https://desk.example/4"}]}\
          """
              .formatted(article)
              .getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      boolean isThere =
          exchange.getRequestURI().getPath().equals("/articles.json")
              && LOGIN.equals(exchange.getRequestHeaders().getFirst("Authorization"));
      exchange.sendResponseHeaders(isThere ? 200 : 404, isThere ? export.length : -1);
      try (exchange) {
        if (isThere) exchange.getResponseBody().write(export);
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @AfterEach
  void forget() throws Exception {
    for (var source : List.of("sextants", "memos"))
      OPERATOR.forget(SERVER, "/v1/knowledge/sources/" + source);
    OPERATOR.forget(SERVER, "/v1/secrets/desk-login");
  }

  @Test
  void an_operator_adds_reads_changes_and_deletes_a_source_on_the_page() throws Exception {
    var address = SERVER.http("/knowledge?lang=de").toString();
    try (var desk = new Desk();
        var visit = Visit.open(BROWSER.get(), address, Visit.like(Visit.PHONE, 800))) {
      var host = URI.create(desk.url()).getRawAuthority();
      var secret = "{\"host\":\"%s\",\"value\":\"s3cret\"}".formatted(host);
      Caller.with(ServerProcess.OPERATOR_TOKEN).put(SERVER, "/v1/secrets/desk-login", secret, 204);
      assertThat(visit.page.evaluate(KEYS)).isEqualTo(true);
      visit.id("token").fill(ServerProcess.OPERATOR_TOKEN);
      visit.id("open").click();
      visit.id("source-add").click();
      var form = visit.id("source-form");
      assertThat(form.locator("[name=paths]")).isVisible();
      form.locator("[name=kind]").selectOption("export");
      assertThat(form.locator("[name=paths]"))
          .hasCount(0, new HasCountOptions().setTimeout(60_000));
      visit.isAccessible("a new source");
      form.locator("[name=id]").fill("sextants");
      form.locator("[name=url]").fill(desk.url());
      form.locator("[name=loginSecret]").fill("desk-login");
      form.locator("[name=loginUser]").fill("ops");
      form.locator("[name=hookSecret]").fill("desk-hook");
      visit.id("source-save").click();

      var source = visit.page.locator("[data-source=sextants]");
      assertThat(source).containsText("1 neu oder geändert", PATIENT);
      assertThat(source).containsText("/v1/knowledge/sources/sextants/changed");
      assertThat(source).containsText("jeden Tag, nächstes Mal", PATIENT);
      source.getByTestId("source-runs").click();
      assertThat(source.getByTestId("runs").locator("> li"))
          .hasCount(1, new HasCountOptions().setTimeout(60_000));
      visit.isAccessible("a source with its runs");

      desk.article = "Sextants are cleaned with alcohol.";
      source.getByTestId("source-sync").click();
      assertThat(source.getByTestId("runs").locator("> li"))
          .hasCount(2, new HasCountOptions().setTimeout(60_000));
      source.getByTestId("source-change").click();
      assertThat(form.locator("[name=url]")).hasValue(desk.url());
      form.locator("[name=url]").fill("http://10.0.0.1/articles.json");
      form.locator("[name=everyMinutes]").selectOption("");
      visit.id("source-save").click();
      assertThat(source.locator(".bad").first()).containsText("nicht vollständig", PATIENT);
      assertThat(source).containsText("10.0.0.1", PATIENT);
      assertThat(source).containsText("nur auf Verlangen");

      source.getByTestId("source-delete").click();
      visit.isAccessible("a source that is about to be deleted");
      visit.id("source-delete-all").click();
      assertThat(visit.id("told"))
          .containsText("sextants und die Dokumente sind gelöscht", PATIENT);
      assertThat(source).hasCount(0);

      visit.id("source-add").click();
      form.locator("[name=kind]").selectOption("resources");
      assertThat(form.locator("[name=hookSecret]")).hasCount(0);
      assertThat(form.locator("[name=paths]")).isVisible();
      visit.isAccessible("new resources");
      visit.shoot("knowledge-source-resources");
      form.locator("[name=id]").fill("memos");
      form.locator("[name=url]").fill("mcp://nobody");
      visit.id("source-save").click();
      var memos = visit.page.locator("[data-source=memos]");
      assertThat(memos).containsText("there is no tool source named nobody", PATIENT);
      memos.getByTestId("source-delete").click();
      visit.id("source-delete-all").click();
      assertThat(memos).hasCount(0, new HasCountOptions().setTimeout(60_000));
      assertThat(visit.complaints()).isEmpty();
    }
    assertThat(OPERATOR.get(SERVER, "/v1/knowledge/sources").toString()).doesNotContain("sextants");
  }
}
