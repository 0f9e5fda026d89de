package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.ColorScheme;
import io.parley.core.access.Permission;
import io.parley.http.session.TestSocket;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// API keys on the built program: made by an operator, by API and on the page, used over HTTP and a
/// WebSocket, revoked.
class ApiKeysIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static final int WIDEST = 1920;

  /// Of the browser that a visit is like.
  private static final ZoneId THERE = ZoneId.of("Europe/Ljubljana");

  /// The browser's clipboard is one for all tests: the page gets one of its own, or none.
  private static final String CLIPBOARD =
      """
      (isThere) => {
        const own = { writeText: async (text) => { globalThis.written = text; } };
        Object.defineProperty(navigator, 'clipboard',
          { configurable: true, value: isThere ? own : undefined });
      }\
      """;

  private static final String STORED =
      """
      () => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state])\
      """;

  private static final String EXPLAINED =
      """
      async () => {
        const { apiKeysTexts } = await import('/api-keys/api-keys-texts.js');
        return Object.keys(apiKeysTexts('en').explained);
      }\
      """;

  /// The open socket of a revoked key is closed by the revocation itself, another node's within
  /// five seconds; a busy machine takes longer.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Caller OPERATOR = Caller.with(ServerProcess.OPERATOR_TOKEN);
  private static final int TOKEN_EXPIRED = 4401;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void a_key_opens_what_it_is_for_from_where_it_may_until_it_is_revoked() throws Exception {
    var made = made("[\"read\", \"oversee\"]", "[\"127.0.0.0/8\", \"::1/64\"]");
    var key = made.get("key").asText();
    var program = Caller.with(key);
    var session = Caller.start(SERVER);
    Caller.with(session.token()).say(SERVER, session, "m1", "hello");

    var path = "/v1/sessions/" + session.id();
    assertThat(program.get(SERVER, path).get("id").asText()).isEqualTo(session.id());
    assertThat(program.get(SERVER, "/v1/sessions?limit=1").has("sessions")).isTrue();
    // neither more than its scopes, nor more keys
    program.post(SERVER, path + "/messages", "{\"id\": \"m2\", \"text\": \"hello\"}", 403);
    program.post(SERVER, "/v1/api-keys", "{\"name\": \"a\", \"scopes\": [\"read\"]}", 403);

    try (var socket = TestSocket.open(HTTP, socket(session), key)) {
      assertThat(socket.next("event").at("/event/kind").asText()).isEqualTo("session-started");
      assertThat(listed(made).has("revokedAt")).isFalse();
      await().atMost(PATIENCE).until(() -> listed(made).has("usedAt"));

      OPERATOR.delete(SERVER, "/v1/api-keys/" + made.get("id").asText(), 204);
      assertThat(socket.closeCode()).isEqualTo(TOKEN_EXPIRED);
      assertThatThrownBy(() -> TestSocket.open(HTTP, socket(session), key))
          .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }
    program.get(SERVER, path, 401);
    assertThat(listed(made).has("revokedAt")).isTrue();
    OPERATOR.delete(SERVER, "/v1/api-keys/" + made.get("id").asText(), 404);
  }

  @Test
  void a_key_of_another_address_is_refused_like_a_revoked_one() throws Exception {
    var foreign = made("[\"oversee\"]", "[\"198.51.100.0/24\"]");
    var revoked = made("[\"oversee\"]", "[]");
    OPERATOR.delete(SERVER, "/v1/api-keys/" + revoked.get("id").asText(), 204);
    assertThat(refused(foreign)).isEqualTo(refused(revoked));
    OPERATOR.delete(SERVER, "/v1/api-keys/" + foreign.get("id").asText(), 204);
  }

  @Test
  void a_key_of_a_service_account_may_do_what_the_account_may_and_ends_with_it() throws Exception {
    var body = "{\"name\": \"till %s\", \"roles\": [\"%s\"]}";
    var name = UUID.randomUUID();
    var account =
        OPERATOR.post(SERVER, "/v1/service-accounts", body.formatted(name, "viewer"), 201);
    var path = "/v1/service-accounts/" + account.get("id").asText();
    var wish =
        "{\"name\": \"test\", \"scopes\": [\"oversee\", \"dial\"], \"account\": \"%s\"}"
            .formatted(account.get("id").asText());
    var made = OPERATOR.post(SERVER, "/v1/api-keys", wish, 201);
    var program = Caller.with(made.get("key").asText());
    program.get(SERVER, "/v1/sessions?limit=1", 200);
    program.get(SERVER, "/v1/calls", 403);
    assertThat(listed(made).at("/lost/0").asText()).isEqualTo("dial");
    OPERATOR.put(SERVER, path, body.formatted(name, "member"), 204);
    assertThat(listed(made).has("lost")).isFalse();
    OPERATOR.delete(SERVER, path, 204);
    assertThat(listed(made).has("revokedAt")).isTrue();
    await().atMost(PATIENCE).untilAsserted(() -> program.get(SERVER, "/v1/sessions?limit=1", 401));
  }

  @Test
  void a_program_starts_a_session_for_a_customer_whom_it_names() throws Exception {
    var made = made("[\"start\", \"name-customer\"]", "[]");
    var program = Caller.with(made.get("key").asText());
    var started =
        program.post(SERVER, "/v1/sessions", "{\"customer\": {\"id\": \"c-api-key\"}}", 201);
    var session = new Caller.Session(started.get("id").asText(), started.get("token").asText());
    var first = Caller.with(session.token()).events(SERVER, session).getFirst();
    assertThat(first.at("/event/kind").asText()).isEqualTo("session-started");
    program.get(SERVER, "/v1/sessions/" + session.id(), 403);
    OPERATOR.delete(SERVER, "/v1/api-keys/" + made.get("id").asText(), 204);
  }

  @Test
  void an_operator_makes_a_key_on_the_page_and_revokes_it_there() throws Exception {
    var name = "till " + UUID.randomUUID();
    var address = SERVER.http("/api-keys?lang=en").toString();
    try (var visit = Visit.open(BROWSER.get(), address, Visit.like(Visit.DESKTOP, 900))) {
      visit.saysTheSame("/api-keys/api-keys-texts.js", "apiKeysTexts");
      assertThat(visit.page.evaluate(EXPLAINED))
          .isEqualTo(Permission.ofKeys().stream().map(Permission::word).toList());
      visit.isAccessible("no token");
      visit.id("token").fill(ServerProcess.OPERATOR_TOKEN);
      visit.id("open").click();
      assertThat(visit.page.locator("#keys")).isFocused();
      makesAfterRefusals(visit, name);
      var key = shownOnce(visit, name);

      var program = Caller.with(key);
      assertThat(program.get(SERVER, "/v1/sessions?limit=1").has("sessions")).isTrue();
      var id = key.split("_", 3)[1];
      await().atMost(PATIENCE).until(() -> listed(id).has("usedAt"));
      visit.id("look").click();
      var card = visit.page.locator("[data-key=\"%s\"]".formatted(id));
      assertThat(card).hasAttribute("data-state", "valid");
      assertThat(card).not().containsText("never");

      card.getByTestId("revoke").click();
      assertThat(visit.id("sure")).isFocused();
      visit.looks("api-keys-sure", Visit.PHONE, 900, ColorScheme.LIGHT);
      visit.page.keyboard().press("Escape");
      assertThat(card.getByTestId("revoke")).isFocused();
      card.getByTestId("revoke").click();
      visit.id("revoke-now").click();
      assertThat(visit.id("told")).containsText(name + " is revoked.");
      assertThat(visit.page.locator("#keys")).isFocused();
      program.get(SERVER, "/v1/sessions?limit=1", 401);
      assertThat(listed(id).has("revokedAt")).isTrue();
      visit.id("ended").locator("summary").click();
      assertThat(card).hasAttribute("data-state", "revoked");
      assertThat(card.getByTestId("revoke")).hasCount(0);
      looks(visit, "api-keys-revoked");
      // the addresses that the server refused
      assertThat(visit.complaints()).allMatch(line -> line.contains("400"));
    }
  }

  /// Typed text stays when the page or the server refuses it.
  private static void makesAfterRefusals(Visit visit, String name) {
    visit.id("add").click();
    var form = visit.id("new-key");
    assertThat(form.locator("[name=name]")).isFocused();
    // those that the token has itself
    assertThat(form.locator("[value=oversee]")).isVisible();
    assertThat(form.locator("[value=talk]")).hasCount(0);
    form.locator("[name=name]").fill(name);
    form.locator("[name=lastDay]").fill(LocalDate.now(THERE).plusDays(30).toString());
    form.locator("[name=addresses]").fill("127.0.0.0/8\n\n elsewhere \n::1/64");
    visit.id("make").click();
    assertThat(visit.id("refused")).containsText("at least one");
    assertThat(form.locator("[name=scopes]").first()).isFocused();
    form.locator("[value=oversee]").check();
    visit.id("make").click();
    assertThat(visit.id("refused")).containsText("an entry of addresses");
    assertThat(form.locator("[name=name]")).hasValue(name);
    assertThat(form.locator("[value=oversee]")).isChecked();
    looks(visit, "api-keys-form");
    form.locator("[name=addresses]").fill("127.0.0.0/8\n\n ::1/64 ");
    visit.id("make").click();
  }

  /// @return the key, which the page has forgotten
  private static String shownOnce(Visit visit, String name) throws Exception {
    var title = visit.page.locator("#made");
    assertThat(title).isFocused();
    assertThat(title).containsText(name);
    var key = visit.id("key").textContent();
    visit.page.evaluate(CLIPBOARD, false);
    visit.id("copy").click();
    assertThat(visit.id("copied")).containsText("is selected");
    assertThat(visit.page.evaluate("() => getSelection().toString()")).isEqualTo(key);
    visit.page.evaluate(CLIPBOARD, true);
    visit.id("copy").click();
    assertThat(visit.id("copied")).hasText("Copied.");
    assertThat(visit.page.evaluate("() => globalThis.written")).isEqualTo(key);
    looks(visit, "api-keys-made");
    assertThat(visit.page.evaluate(STORED).toString()).doesNotContain(key);
    visit.id("stored").click();
    assertThat(visit.id("add")).isFocused();
    assertThat(visit.page.content()).doesNotContain(key);

    var made = listed(key.split("_", 3)[1]);
    assertThat(made.get("name").asText()).isEqualTo(name);
    assertThat(made.get("scopes")).hasSize(1);
    assertThat(made.get("addresses")).hasSize(2);
    // it is valid to the end of its last day
    var end = Instant.parse(made.get("expiresAt").asText()).atZone(THERE);
    assertThat(end.toLocalTime()).isEqualTo(LocalTime.MIDNIGHT);
    assertThat(end.toLocalDate()).isAfter(LocalDate.now(THERE).plusDays(29));
    return key;
  }

  private static void looks(Visit visit, String name) {
    visit.looksEverywhere(name, 900, Visit.TABLET, Visit.DESKTOP, WIDEST, Visit.PHONE);
  }

  private static JsonNode made(String scopes, String addresses) throws Exception {
    var body =
        "{\"name\": \"test\", \"scopes\": %s, \"addresses\": %s}".formatted(scopes, addresses);
    return OPERATOR.post(SERVER, "/v1/api-keys", body, 201);
  }

  private static JsonNode listed(JsonNode made) throws Exception {
    return listed(made.get("id").asText());
  }

  private static JsonNode listed(String id) throws Exception {
    return StreamSupport.stream(
            OPERATOR.get(SERVER, "/v1/api-keys").get("keys").spliterator(), false)
        .filter(key -> key.get("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String refused(JsonNode made) throws Exception {
    var problem = Caller.with(made.get("key").asText()).get(SERVER, "/v1/budgets", 401);
    return problem.get("type").asText() + " " + problem.get("title") + " " + problem.get("detail");
  }

  private static URI socket(Caller.Session session) {
    var http = SERVER.http("/v1/sessions/" + session.id() + "/socket?after=0");
    return URI.create(http.toString().replaceFirst("^http", "ws"));
  }
}
