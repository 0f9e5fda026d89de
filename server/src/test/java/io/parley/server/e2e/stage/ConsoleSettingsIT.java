package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.parley.server.e2e.stage.ConsoleVisits.complaints;
import static io.parley.server.e2e.stage.ConsoleVisits.field;
import static io.parley.server.e2e.stage.ConsoleVisits.looked;
import static io.parley.server.e2e.stage.ConsoleVisits.sent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The parts of an organisation's page with its telephone numbers, its retention and its customers'
/// backends, and the numbers that operators give: refusals, and changes by somebody else.
class ConsoleSettingsIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private static final String NUMBERS = "/v1/organisation/numbers";
  private static final String NUMBER = NUMBERS + "/+493012345";
  private static final String RETENTION = "/v1/organisation/retention";
  private static final String ISSUERS = "/v1/organisation/customer-issuers";
  private static final String NOTHING_STORED = "Nothing is stored yet";

  /// Keys in PEM and as JSON Web Keys, and claims, as people paste them.
  private static final String READ =
      """
      async () => {
        const { keysIn, metadataIn } = await import('/organisation/issuer-wish.js');
        const pem = '-----BEGIN PUBLIC KEY-----\\nMCow\\nBQ==\\n-----END PUBLIC KEY-----';
        const keys = keysIn(`${pem}\\n${pem}\\n{\\n"kty": "OKP"}\\r\\n\\r\\n{"kty": "EC"}\\n`);
        const claims = ['', ' plan = tier \\n\\nseat=place', 'plan', 'a=b\\na=c', '=b'];
        return JSON.stringify([keys.map((key) => key.length > 60), claims.map(metadataIn)]);
      }\
      """;

  private static StagedAccounts accounts() {
    return BROWSER.stage().accounts();
  }

  private static void number(String answer) {
    accounts()
        .on(
            "GET " + NUMBERS,
            200,
            "{\"numbers\":[{\"number\":\"+493012345\"%s}]}".formatted(answer));
  }

  @Test
  void a_number_gets_an_agent_and_data_a_time_and_somebody_elses_change_is_told_first() {
    number(",\"agent\":\"billing\"");
    accounts().on("GET " + RETENTION, 200, "{}");
    accounts().on("GET /v1/organisation/trunks", 200, "{\"trunks\":[]}");
    var visit = ConsoleVisits.part(BROWSER, "telephone");
    visit.saysTheSame("/organisation/settings-texts.js", "settingsTexts");
    var line = visit.page.locator("[data-number]");
    assertThat(line).containsText("there is no such agent");
    visit.id("change-number").click();
    assertThat(field(visit, "agent")).isFocused();
    assertThat(field(visit, "agent")).hasValue("billing");
    field(visit, "agent").selectOption("sales");
    field(visit, "language").fill("no tag");
    visit.id("save-number").click();
    assertThat(visit.id("language-wrong")).containsText("no tag of a language");
    assertThat(field(visit, "language")).isFocused();
    assertThat(field(visit, "language")).hasAttribute("aria-invalid", "true");
    looked(visit, "telephone");

    field(visit, "language").fill("pt-br");
    number("");
    visit.id("save-number").click();
    assertThat(visit.id("number-refused")).containsText(NOTHING_STORED);
    assertThat(line).containsText("the default agent (support), in its preferred language");
    assertThat(field(visit, "agent")).hasValue("sales");
    assertThat(field(visit, "language")).hasValue("pt-br");
    accounts().on("PUT " + NUMBER, 200, "{\"number\":\"+493012345\"}");
    assertThat(sent(visit, "PUT", "save-number"))
        .isEqualTo("{\"agent\":\"sales\",\"language\":\"pt-BR\"}");
    assertThat(visit.id("told")).hasText("+493012345 is answered so from now on.");
    assertThat(visit.id("change-number")).isFocused();

    visit.id("part-retention").click();
    visit.id("change-retention").click();
    assertThat(field(visit, "recordingDays")).isFocused();
    field(visit, "recordingDays").fill("14");
    field(visit, "recordingDays.known").check();
    field(visit, "sessionDays").fill("90");
    field(visit, "sessionDays.known").check();
    looked(visit, "retention");
    accounts().on("GET " + RETENTION, 200, "{\"recordingDays\":30,\"sessionDays\":60}");
    visit.id("save-retention").click();
    assertThat(visit.id("retention-refused")).containsText(NOTHING_STORED);
    assertThat(visit.id("retention")).hasText("You keep them for 30 days.");
    assertThat(visit.id("session-retention")).hasText("You keep them for 60 days.");
    assertThat(field(visit, "recordingDays")).hasValue("14");
    // a longer time erases nothing
    assertThat(field(visit, "sessionDays.known")).hasCount(0);
    accounts().on("PUT " + RETENTION, 200, "{\"recordingDays\":14,\"sessionDays\":90}");
    assertThat(sent(visit, "PUT", "save-retention"))
        .isEqualTo("{\"recordingDays\":14,\"sessionDays\":90}");
    assertThat(visit.id("told")).hasText("The times are stored.");
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_backend_gets_a_shared_key_that_is_shown_once_and_no_name_or_issuer_is_taken_twice() {
    var audience = "\"audience\":\"aaaaaaaa-2222-4333-8444-555555555555\"";
    var shop =
        """
        {"name":"shop","issuer":"https://shop.example",%s,"hasSharedKey":true,
         "claims":{"customer":"sub","name":"name","metadata":{"plan":"tier"}}}\
        """
            .formatted(audience);
    accounts().on("GET " + ISSUERS, 200, "{\"issuers\":[],%s}".formatted(audience));
    var visit = ConsoleVisits.part(BROWSER, "customers");
    assertThat(visit.id("no-issuers")).isVisible();
    assertThat(visit.page.evaluate(READ))
        .isEqualTo(
            "[[true,true,false,false],[{},{\"plan\":\"tier\",\"seat\":\"place\"},null,null,null]]");
    visit.id("add-issuer").click();
    assertThat(field(visit, "name")).isFocused();
    field(visit, "name").fill("shop");
    field(visit, "issuer").fill("https://shop.example");
    field(visit, "audience").fill("elsewhere");
    field(visit, "claims.language").fill("");
    field(visit, "claims.metadata").fill("plan=tier");
    visit.page.locator("[name=keys][value=sharedKey]").check();
    assertThat(field(visit, "jwks")).isHidden();
    visit.id("save-issuer").click();
    assertThat(visit.id("audience-wrong")).containsText("must contain the id");
    assertThat(field(visit, "audience")).isFocused();
    looked(visit, "backend-refused");
    field(visit, "audience").fill("");
    accounts().on("PUT " + ISSUERS + "/shop", 204, "");
    var body = sent(visit, "PUT", "save-issuer");
    var key = visit.id("made").locator("code");
    assertThat(key).hasText(Pattern.compile("[0-9a-f]{64}"));
    assertThat(body)
        .contains(
            """
            "claims":{"customer":"sub","name":"name","language":"","metadata":{"plan":"tier"}}\
            """,
            "\"sharedKey\":\"%s\"".formatted(key.textContent()));
    assertThat(visit.page.locator("#made")).isFocused();
    looked(visit, "backend-key");
    visit.id("key-kept").click();
    assertThat(visit.id("made")).hasCount(0);

    accounts().on("GET " + ISSUERS, 200, "{\"issuers\":[%s],%s}".formatted(shop, audience));
    visit.id("add-issuer").click();
    field(visit, "name").fill("shop");
    field(visit, "issuer").fill("https://shop.example");
    field(visit, "jwks").fill("https://shop.example/jwks");
    visit.id("save-issuer").click();
    assertThat(visit.id("name-wrong")).containsText("There is a backend of this name already");
    field(visit, "name").fill("shop-2");
    visit.id("save-issuer").click();
    assertThat(visit.id("issuer-wrong")).containsText("each pair counts once");
    visit.page.getByText("Cancel").click();
    visit.id("edit-issuer").click();
    assertThat(visit.page.locator("[name=keys][value=kept]")).isChecked();
    assertThat(field(visit, "claims.language")).hasValue("");
    assertThat(sent(visit, "PUT", "save-issuer"))
        .contains("https://shop.example")
        .doesNotContain("Key");
    assertThat(visit.id("told")).containsText("shop is stored.");
    assertThat(complaints(visit)).isEmpty();
  }

  /// An operator signs in, on a platform with one organisation.
  private static StagedAccounts operated() {
    var operator =
        StagedAccounts.ON_PLATFORM.replace(
            "\"list-organisations\"", "\"list-organisations\",\"operate\"");
    return accounts()
        .on("POST /v1/sign-ins", 201, operator)
        .on("POST /v1/sign-ins/renewal", 200, operator)
        .on("GET /v1/me", 200, operator)
        .on(
            "GET /v1/organisations",
            200,
            """
            {"organisations":[{"id":"o1","name":"Larch & Lace","state":"active",
              "since":"2026-11-25T09:30:00.000Z","slugs":["larch-lace"]}]}\
            """);
  }

  @Test
  void an_operator_gives_a_number_and_is_told_whose_it_is_not() {
    operated()
        .on("GET /v1/organisations/o1/numbers", 200, "{\"numbers\":[]}")
        .refuse("GET /v1/platform/nodes", 503, "unavailable");
    var visit = ConsoleVisits.open(BROWSER, "/organisations?lang=en", "Platform");
    // the list is there, though nobody knows how the nodes are
    assertThat(visit.id("nodes-state")).containsText("The server is busy");
    visit.saysTheSame("/organisations/organisations-texts.js", "organisationsTexts");
    visit.id("numbers").click();
    assertThat(visit.id("no-numbers")).isVisible();
    // whichever way the plus is written
    for (var plus : List.of("+", "%2B"))
      accounts()
          .refuse(
              "PUT /v1/organisations/o1/numbers/" + plus + "493012345",
              409,
              "organisation-refused",
              "unavailable");
    field(visit, "number").fill("+493012345");
    visit.id("give").click();
    assertThat(visit.id("number-wrong")).containsText("Another organisation has this number");
    assertThat(field(visit, "number")).isFocused();
    looked(visit, "given-numbers");
    for (var plus : List.of("+", "%2B"))
      accounts().on("PUT /v1/organisations/o1/numbers/" + plus + "493012345", 204, "");
    accounts()
        .on(
            "GET /v1/organisations/o1/numbers",
            200,
            "{\"numbers\":[{\"number\":\"+493012345\",\"agent\":\"sales\"}]}")
        .on("DELETE /v1/organisations/o1/numbers/+493012345", 204, "");
    visit.id("give").click();
    assertThat(visit.id("told")).hasText("The organisation has +493012345.");
    assertThat(visit.id("given")).containsText("sales");
    visit.id("ask").click();
    accounts().on("GET /v1/organisations/o1/numbers", 200, "{\"numbers\":[]}");
    visit.id("sure-now").click();
    assertThat(visit.id("told")).containsText("is taken from the organisation");
    visit.id("close").click();
    assertThat(visit.id("numbers")).isFocused();
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void an_operator_sees_all_organisations_and_how_the_nodes_are_in_one_place() {
    operated()
        .on(
            "GET /v1/platform/nodes",
            200,
            """
            {"self":"10.0.0.1:17355","state":"ready","unreachableDatabases":1,"nodes":[
              {"address":"10.0.0.1:17355","status":"up","reachable":true,"version":"1.4.0",
               "sessions":1812},
              {"address":"10.0.0.2:17355","status":"up","reachable":false,"version":"1.4.0"}],
             "backlogs":{"projection":{"count":0,"seconds":0},
              "archive":{"count":10000,"seconds":65},"due":{"count":0,"seconds":0},
              "inDoubt":{"count":1,"seconds":5}}}\
            """);
    var visit = ConsoleVisits.open(BROWSER, "/organisations?lang=en", "Platform");
    assertThat(visit.id("nodes-state")).containsText("1 of 2 nodes are not up or not reachable.");
    assertThat(visit.id("nodes-state")).containsText("A database of an organisation");
    assertThat(visit.page.locator("[data-node='10.0.0.1:17355']")).containsText("1,812");
    assertThat(visit.page.locator("[data-node='10.0.0.2:17355']")).containsText("not reachable");
    assertThat(visit.id("backlogs")).containsText("10,000 or more, the oldest for 1:05");
    assertThat(visit.page.locator("[data-organisation=o1]")).isVisible();
    looked(visit, "nodes");

    accounts()
        .on(
            "GET /v1/platform/audit",
            200,
            """
            {"entries":[{"number":1,"at":"2026-11-25T09:30:00.000Z","by":"program:operator",
              "from":"192.0.2.7","action":"platform-role-given","target":"person:p",
              "before":{},"after":{"role":"operator"}}]}\
            """);
    visit.id("trail").click();
    assertThat(visit.page.locator("[data-entry='1']")).containsText("platform-role-given");
    assertThat(visit.page.locator("parley-organisation-audit h2")).isFocused();
    looked(visit, "platform-trail");
    visit.id("close-trail").click();
    assertThat(visit.id("trail")).isFocused();

    accounts().on("GET /v1/organisations", 200, "{\"organisations\":[]}");
    visit.id("part").fill("fern");
    var asked =
        visit.page.waitForRequest(
            request -> request.url().contains("/v1/organisations"), () -> visit.id("find").click());
    assertThat(asked.url()).endsWith("?name=fern");
    assertThat(visit.id("none")).containsText("None has such a name.");
    assertThat(visit.page.locator("#all")).isFocused();
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void an_operator_sets_quotas_and_is_told_of_somebody_elses_first() {
    operated()
        .on("GET /v1/organisations/o1/quotas", 200, "{\"quotas\":{\"turns\":60}}")
        .refuse("GET /v1/platform/nodes", 503, "unavailable");
    var visit = ConsoleVisits.open(BROWSER, "/organisations?lang=en", "Platform");
    visit.id("quotas").click();
    assertThat(field(visit, "turns")).hasValue("60");
    assertThat(field(visit, "calls")).hasValue("");
    field(visit, "turns").fill("");
    field(visit, "calls").fill("20");
    looked(visit, "given-quotas");
    accounts().on("GET /v1/organisations/o1/quotas", 200, "{\"quotas\":{\"seats\":5}}");
    visit.id("save-quotas").click();
    assertThat(visit.id("quotas-refused")).containsText("Nothing is stored yet");
    assertThat(visit.id("quotas-refused")).containsText("Members, with those who are invited: 5");
    assertThat(field(visit, "calls")).hasValue("20");
    accounts().on("PUT /v1/organisations/o1/quotas", 200, "{\"quotas\":{\"calls\":20}}");
    assertThat(sent(visit, "PUT", "save-quotas")).isEqualTo("{\"calls\":20}");
    assertThat(visit.id("told")).containsText("The quotas are set");
    visit.id("close").click();
    assertThat(visit.id("quotas")).isFocused();
    assertThat(complaints(visit)).isEmpty();
  }
}
