package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.parley.server.e2e.stage.ConsoleVisits.complaints;
import static io.parley.server.e2e.stage.ConsoleVisits.field;
import static io.parley.server.e2e.stage.ConsoleVisits.looked;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.e2e.browser.Visit;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The parts of an organisation's page with its telephone numbers, its model and its customers'
/// backends, and the numbers that operators give: refusals, and changes by somebody else.
@Tag("stage")
class ConsoleSettingsIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private static final String NUMBERS = "/v1/organisation/numbers";
  private static final String NUMBER = NUMBERS + "/+493012345";
  private static final String RETENTION = "/v1/organisation/retention";
  private static final String MODEL = "/v1/organisation/model";
  private static final String ISSUERS = "/v1/organisation/customer-issuers";
  private static final String KEY = "sk-of-the-stage";
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

  private static Visit open(String part) {
    accounts()
        .on(
            "GET /v1/organisation",
            200,
            """
            {"id":"a","name":"Larch & Lace","state":"active","since":"2026-11-25T09:30:00.000Z",
             "slugs":["larch-lace"],"domains":[]}\
            """)
        .on(
            "GET /v1/agents",
            200,
            """
            {"agents":[
              {"id":"support","version":1002,"own":true,"default":true,"company":"Larch & Lace",
               "languages":["en","de"]},
              {"id":"sales","version":1001,"own":true,"default":false,"company":"Larch & Lace",
               "languages":["en"]}]}\
            """);
    return ConsoleVisits.open(BROWSER, "/organisation?lang=en#" + part);
  }

  private static void number(String answer) {
    accounts()
        .on(
            "GET " + NUMBERS,
            200,
            "{\"numbers\":[{\"number\":\"+493012345\"%s}]}".formatted(answer));
  }

  private static void model(int version, String name) {
    var model =
        """
        {"own":true,"version":%d,"kind":"openai","model":"%s",
         "price":{"inputMicros":150000,"outputMicros":600000},
         "writtenAt":"2026-11-25T09:30:00.000Z","currency":"EUR"}\
        """
            .formatted(version, name);
    accounts().on("GET " + MODEL, 200, model).on("PUT " + MODEL, 200, model);
  }

  /// The body of the request that the button sends.
  private static String sent(Visit visit, String button) {
    return visit
        .page
        .waitForRequest(request -> request.method().equals("PUT"), () -> visit.id(button).click())
        .postData();
  }

  @Test
  void a_number_gets_an_agent_and_recordings_a_time_and_somebody_elses_change_is_told_first() {
    number(",\"agent\":\"billing\"");
    accounts().on("GET " + RETENTION, 200, "{}");
    var visit = open("telephone");
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
    assertThat(sent(visit, "save-number"))
        .isEqualTo("{\"agent\":\"sales\",\"language\":\"pt-BR\"}");
    assertThat(visit.id("told")).hasText("+493012345 is answered so from now on.");
    assertThat(visit.id("change-number")).isFocused();

    visit.id("change-retention").click();
    field(visit, "recordingDays").fill("14");
    field(visit, "known").check();
    looked(visit, "retention");
    accounts().on("GET " + RETENTION, 200, "{\"recordingDays\":30}");
    visit.id("save-retention").click();
    assertThat(visit.id("retention-refused")).containsText(NOTHING_STORED);
    assertThat(visit.id("retention")).hasText("You keep them for 30 days.");
    assertThat(field(visit, "recordingDays")).hasValue("14");
    accounts().on("PUT " + RETENTION, 200, "{\"recordingDays\":14}");
    assertThat(sent(visit, "save-retention")).isEqualTo("{\"recordingDays\":14}");
    assertThat(visit.id("told")).hasText("The time is stored.");
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_model_is_brought_with_a_key_that_is_never_shown_and_a_newer_version_is_told_first() {
    accounts().on("GET " + MODEL, 200, "{\"own\":false,\"currency\":\"EUR\"}");
    var visit = open("model");
    assertThat(visit.id("no-model")).isVisible();
    visit.id("edit-model").click();
    assertThat(field(visit, "kind")).isFocused();
    field(visit, "model").fill("gpt-4o-mini");
    field(visit, "address").fill("https://llm.larch.example/v1");
    field(visit, "key").fill(KEY);
    field(visit, "price.inputMicros").fill("0.15");
    visit.id("save-model").click();
    assertThat(visit.id("price.outputMicros-wrong")).hasText("Give both prices, or neither.");
    assertThat(field(visit, "price.outputMicros")).isFocused();
    field(visit, "price.outputMicros").fill("0.6");
    accounts()
        .on(
            "PUT " + MODEL,
            400,
            """
            {"type":"/problems/invalid-request","status":400,
             "detail":"address is not allowed (expected: none for the model's own server)"}\
            """);
    visit.id("save-model").click();
    assertThat(visit.id("address-wrong")).containsText("address is not allowed");
    assertThat(field(visit, "address")).isFocused();
    assertThat(field(visit, "key")).hasValue(KEY);
    looked(visit, "model-refused");

    field(visit, "address").fill("");
    model(3, "gpt-5");
    accounts().refuse("PUT " + MODEL, 409, "version-differs");
    visit.id("save-model").click();
    assertThat(visit.id("model-refused")).containsText(NOTHING_STORED);
    assertThat(visit.id("model")).containsText("gpt-5");
    assertThat(field(visit, "model")).hasValue("gpt-4o-mini");
    model(4, "gpt-4o-mini");
    assertThat(sent(visit, "save-model"))
        .isEqualTo(
            """
            {"kind":"openai","model":"gpt-4o-mini","key":"sk-of-the-stage",\
            "price":{"inputMicros":150000,"outputMicros":600000},"version":3}\
            """);
    assertThat(visit.id("told")).containsText("Version 4 is stored.");
    assertThat(visit.id("model")).containsText("€0.15 read, €0.60 written");
    assertThat(visit.id("try-model")).hasAttribute("href", "/agents?lang=en#agent/support");
    looked(visit, "model");

    visit.id("edit-model").click();
    assertThat(field(visit, "key")).hasValue("");
    assertThat(visit.page.locator("body")).not().containsText(KEY);
    field(visit, "kind").selectOption("gemini");
    visit.id("save-model").click();
    assertThat(visit.id("key-wrong")).containsText("needs a key");
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
    var visit = open("customers");
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
    var body = sent(visit, "save-issuer");
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
    assertThat(sent(visit, "save-issuer")).contains("https://shop.example").doesNotContain("Key");
    assertThat(visit.id("told")).containsText("shop is stored.");
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void an_operator_gives_a_number_and_is_told_whose_it_is_not() {
    var operator =
        StagedAccounts.ON_PLATFORM.replace(
            "\"list-organisations\"", "\"list-organisations\",\"operate\"");
    accounts()
        .on("POST /v1/sign-ins", 201, operator)
        .on("POST /v1/sign-ins/renewal", 200, operator)
        .on("GET /v1/me", 200, operator)
        .on(
            "GET /v1/organisations",
            200,
            """
            {"organisations":[{"id":"o1","name":"Larch & Lace","state":"active",
              "since":"2026-11-25T09:30:00.000Z","slugs":["larch-lace"]}]}\
            """)
        .on("GET /v1/organisations/o1/numbers", 200, "{\"numbers\":[]}");
    var visit = ConsoleVisits.open(BROWSER, "/organisations?lang=en", "Platform");
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
}
