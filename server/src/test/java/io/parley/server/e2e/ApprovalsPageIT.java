package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.RouteOptions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.server.e2e.Caller.Session;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// People of the company decide on the page about calls of a company's service that wait for
/// consent, and lift a doubt.
class ApprovalsPageIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ADDRESS = "/v1/tool-sources/consent";

  /// Two operations of a service: refunds that always wait for consent, and reshipments that never
  /// do.
  private static String source(String server) {
    return """
    {"kind": "openapi", "approvals": {"consent.refund": "always"}, "settings": {
      "server": "%s", "approval": "never", "document": {"openapi": "3.1.0", "paths": {
        "/refund": {"post": {"operationId": "refund", "summary": "Refund", "requestBody": {"required": true,
          "content": {"application/json": {"schema": {"type": "object", "required": ["amount"], "properties": {
            "amount": {"type": "number", "minimum": 0}, "reason": {"type": "string"}}}}}}}},
        "/reship": {"post": {"operationId": "reship", "summary": "Send again", "requestBody": {"required": true,
          "content": {"application/json": {"schema": {"type": "object", "properties": {
            "parcel": {"type": "string"}}}}}}}}}}}}\
    """
        .formatted(server);
  }

  /// A service with two operations: refunds are made, and a reshipment is answered by an error from
  /// which nobody knows whether it was made.
  private static final class Shop implements AutoCloseable {
    final List<JsonNode> refunds = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Shop() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::answer);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
      var data = JSON.readTree(exchange.getRequestBody());
      boolean isRefund = exchange.getRequestURI().getPath().equals("/refund");
      if (isRefund) refunds.add(data);
      var bytes = "{\"done\": true}".getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(isRefund ? 200 : 500, bytes.length);
      try (var out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void an_agent_changes_arguments_decides_several_at_once_and_lifts_a_doubt() throws Exception {
    var address = SERVER.http("/approvals?lang=de").toString();
    var agent = Caller.with(ServerProcess.AGENT_TOKEN);
    try (var shop = new Shop();
        var visit = Visit.open(BROWSER.get(), address, Visit.like(Visit.PHONE, 800))) {
      put(source(shop.address()));
      awaitOffered();

      assertThat(visit.page.title()).isEqualTo("Zustimmung und Zweifel");
      visit.saysTheSame("/approvals/approvals-texts.js", "approvalsTexts");
      visit.isAccessible("no token");
      visit.id("token").fill(ServerProcess.AGENT_TOKEN);
      visit.id("open").click();
      visit.id("counts").waitFor();

      var first = asking("pay back, please");
      var changed = card(visit, "call", first);
      changed.waitFor();
      assertThat(changed).containsText("Regel: always.");
      assertThat(visit.page.title()).matches("\\([1-9]\\d*\\) Zustimmung und Zweifel");
      visit.isAccessible("a call that waits");
      changed.locator("summary").click();
      assertThat(changed.locator("details")).containsText("pay back, please");
      listensFrom(changed, visit);
      var amount = changed.locator("[data-argument=amount]");
      amount.fill("");
      changed.getByTestId("approve").click();
      assertThat(changed.getByTestId("problem")).containsText("amount");
      amount.fill("-40");
      changed.getByTestId("approve").click();
      // refused by the tool's schema, and still there with what was typed
      assertThat(changed.getByTestId("problem")).containsText("amount");
      assertThat(amount).hasValue("-40");
      visit.shoot("approvals");
      amount.fill("40");
      changed.locator("[name=note]").fill("after a look at the order");
      changed.getByTestId("approve").press("Enter");
      await().until(() -> shop.refunds.size() == 1);
      assertThat(shop.refunds.getFirst().path("amount").asInt()).isEqualTo(40);
      assertThat(shop.refunds.getFirst().path("reason").asText()).isEqualTo("late");
      assertThat(agent.events(SERVER, first).toString()).contains("after a look at the order");

      var pair = List.of(asking("pay back one"), asking("pay back another"));
      for (var session : pair) {
        card(visit, "call", session).getByTestId("select").check();
      }
      // of one of them somebody else decides in the meantime, and the page does not know it yet
      visit.page.route(
          "**/v1/approvals",
          route -> {
            decline(agent, pair.getFirst());
            route.resume();
          },
          new RouteOptions().setTimes(1));
      visit.id("approve-selected").click();
      var gone = card(visit, "gone", pair.getFirst());
      assertThat(gone.getByTestId("problem")).containsText("schon entschieden");
      await().until(() -> shop.refunds.size() == 2);
      gone.locator("button").click();

      var lost = asking("reship it");
      var doubt = card(visit, "doubt", lost);
      doubt.waitFor();
      visit.isAccessible("a doubt");
      visit.shoot("approvals-doubt");
      doubt.locator("[name=note]").fill("the parcel is on its way");
      doubt.getByTestId("happened").click();
      assertThat(visit.id("told")).containsText("Der Zweifel ist behoben");
      assertThat(doubt).hasCount(0);
      await()
          .until(() -> agent.events(SERVER, lost).toString().contains("the parcel is on its way"));
      assertThat(visit.complaints()).isEmpty();
    } finally {
      send("DELETE", "");
    }
  }

  /// The recordings of its session open in a tab of their own, which asks for no token.
  private static void listensFrom(Locator card, Visit visit) {
    var recordings = visit.page.waitForPopup(() -> card.getByTestId("recordings").click());
    assertThat(recordings.getByTestId("none"))
        .hasText("Kein Anruf dieser Sitzung wurde aufgezeichnet.");
    recordings.close();
  }

  /// A session in which the customer said this.
  private static Session asking(String words) throws IOException, InterruptedException {
    var session = Caller.start(SERVER);
    Caller.with(session.token()).say(SERVER, session, "m1", words);
    return session;
  }

  /// Sessions use a new source within a second; until then they answer without its tools.
  private static void awaitOffered() {
    await()
        .until(
            () -> {
              var session = asking("reship it");
              var customer = Caller.with(session.token());
              await()
                  .until(() -> customer.events(SERVER, session).toString().contains("completed"));
              return customer.events(SERVER, session).toString().contains("in-doubt");
            });
  }

  /// The part of the page about a session's only call.
  private static Locator card(Visit visit, String about, Session session) {
    return visit.page.locator("[data-%s='%s/1.1']".formatted(about, session.id()));
  }

  private static void decline(Caller agent, Session session) {
    var decision =
        "{\"decisions\": [{\"id\": \"d1\", \"session\": \"%s\", \"call\": \"1.1\", \"decision\": \"reject\"}]}"
            .formatted(session.id());
    try {
      var answer = agent.post(SERVER, "/v1/approvals", decision, 200);
      assertThat(answer.path("results").path(0).has("seq")).as(answer.toString()).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void put(String body) throws IOException, InterruptedException {
    var answer = send("PUT", body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
  }

  private static HttpResponse<String> send(String method, String body)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(SERVER.http(ADDRESS))
              .method(method, BodyPublishers.ofString(body))
              .header("Authorization", "Bearer " + ServerProcess.OPERATOR_TOKEN)
              .header("Content-Type", "application/json")
              .build(),
          BodyHandlers.ofString());
    }
  }
}
