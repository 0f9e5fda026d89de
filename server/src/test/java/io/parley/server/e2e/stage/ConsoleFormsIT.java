package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.parley.server.e2e.stage.ConsoleVisits.complaints;
import static io.parley.server.e2e.stage.ConsoleVisits.field;
import static io.parley.server.e2e.stage.ConsoleVisits.looked;
import static io.parley.server.e2e.stage.ConsoleVisits.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.e2e.browser.Visit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Webhooks, models and budgets of an organisation on its page, and the erasure of a conversation
/// on its own: refusals, secrets, and changes by somebody else.
class ConsoleFormsIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private static final String MODELS = "/v1/organisation/models";
  private static final String MODEL = MODELS + "/default";
  private static final String BUDGETS = "/v1/organisation/budgets";
  private static final String HOOKS = "/v1/organisation/webhooks";
  private static final String HOOK = HOOKS + "/w1";
  private static final String KEY = "sk-of-the-stage";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String NOTHING_STORED = "Nothing is stored yet";

  private static StagedAccounts accounts() {
    return BROWSER.stage().accounts();
  }

  private static String model(String name, int version, String model) {
    return """
    {"name":"%s","version":%d,"kind":"openai","model":"%s",
     "price":{"inputMicros":150000,"outputMicros":600000},
     "writtenAt":"2026-11-25T09:30:00.000Z"}\
    """
        .formatted(name, version, model);
  }

  private static void models(String... all) {
    accounts()
        .on(
            "GET " + MODELS,
            200,
            "{\"models\":[%s],\"currency\":\"EUR\"}".formatted(String.join(",", all)));
  }

  private static String budgets(int version, String limits) {
    return "{\"version\":%d,%s\"alertPercent\":80,\"currency\":\"EUR\",\"zone\":\"Europe/Berlin\"}"
        .formatted(version, limits);
  }

  private static void badRequest(String request, String detail) {
    accounts()
        .on(
            request,
            400,
            "{\"type\":\"/problems/invalid-request\",\"status\":400,\"detail\":\"%s\"}"
                .formatted(detail));
  }

  @Test
  void models_are_brought_by_name_with_keys_that_are_never_shown_and_those_that_stand_in() {
    models();
    accounts().on("GET " + BUDGETS, 200, budgets(0, ""));
    var visit = ConsoleVisits.part(BROWSER, "model");
    visit.saysTheSame("/organisation/models-texts.js", "modelsTexts");
    assertThat(visit.id("no-model")).isVisible();
    assertThat(visit.id("no-own-budgets")).isVisible();
    visit.id("add-model").click();
    assertThat(field(visit, "name")).isFocused();
    assertThat(field(visit, "name")).hasValue("default");
    field(visit, "model").fill("gpt-4o-mini");
    field(visit, "address").fill("https://llm.larch.example/v1");
    field(visit, "key").fill(KEY);
    field(visit, "price.inputMicros").fill("0.15");
    visit.id("save-model").click();
    assertThat(visit.id("price.outputMicros-wrong")).hasText("Give both prices, or neither.");
    assertThat(field(visit, "price.outputMicros")).isFocused();
    field(visit, "price.outputMicros").fill("0.6");
    badRequest("PUT " + MODEL, "address is not allowed (expected: none for the own server)");
    visit.id("save-model").click();
    assertThat(visit.id("address-wrong")).containsText("address is not allowed");
    assertThat(field(visit, "address")).isFocused();
    assertThat(field(visit, "key")).hasValue(KEY);
    looked(visit, "model-refused");

    // somebody else has brought one of this name meanwhile
    models(model("default", 3, "gpt-4o-mini"), model("small", 1, "gpt-4o-nano"));
    accounts().refuse("PUT " + MODEL, 409, "version-differs");
    visit.id("save-model").click();
    assertThat(visit.id("name-wrong")).containsText("There is a model of this name already");
    visit.id("leave-model").click();
    var line = visit.page.locator("[data-model=default]");
    line.getByTestId("edit-model").click();
    assertThat(field(visit, "kind")).isFocused();
    assertThat(field(visit, "key")).hasValue("");
    field(visit, "fallbacks").fill("smal");
    badRequest("PUT " + MODEL, "fallbacks has an unknown name (expected: names of other models)");
    visit.id("save-model").click();
    assertThat(visit.id("fallbacks-wrong")).containsText("unknown name");
    assertThat(field(visit, "fallbacks")).isFocused();
    field(visit, "fallbacks").fill("small\n");
    models(model("default", 4, "gpt-5"), model("small", 1, "gpt-4o-nano"));
    accounts().refuse("PUT " + MODEL, 409, "version-differs");
    visit.id("save-model").click();
    assertThat(visit.id("model-refused")).containsText(NOTHING_STORED);
    assertThat(line).containsText("gpt-5");
    assertThat(field(visit, "model")).hasValue("gpt-4o-mini");
    accounts().on("PUT " + MODEL, 200, model("default", 5, "gpt-4o-mini"));
    models(model("default", 5, "gpt-4o-mini"), model("small", 1, "gpt-4o-nano"));
    assertThat(sent(visit, "PUT", "save-model"))
        .isEqualTo(
            """
            {"kind":"openai","model":"gpt-4o-mini",\
            "price":{"inputMicros":150000,"outputMicros":600000},\
            "fallbacks":["small"],"version":4}\
            """);
    assertThat(visit.id("told")).containsText("Version 5 of default is stored.");
    assertThat(line).containsText("€0.15 read, €0.60 written");
    assertThat(visit.id("try-model")).hasAttribute("href", "/agents?lang=en#agent/support");
    assertThat(visit.page.locator("body")).not().containsText(KEY);

    accounts()
        .on(
            "GET /v1/organisation/people",
            200,
            """
            {"people":[{"id":"11111111-2222-4333-8444-555555555555","name":"Ada Lovelace"}]}\
            """)
        .on(
            "GET " + MODEL + "/versions",
            200,
            """
            {"versions":[
              {"version":5,"kind":"openai","model":"gpt-4o-mini","fallbacks":["small"],
               "by":"person:11111111-2222-4333-8444-555555555555",
               "at":"2026-11-25T09:30:00.000Z"},
              {"version":4,"kind":"anthropic","model":"gpt-5","by":"program:apply",
               "at":"2026-11-24T09:30:00.000Z"}]}\
            """);
    line.getByTestId("show-versions").click();
    assertThat(line.locator("[data-version='5']")).containsText("by Ada Lovelace");
    assertThat(line.locator("[data-version='4']")).containsText("by program apply");
    looked(visit, "models");
    line.getByTestId("edit-model").click();
    field(visit, "kind").selectOption("gemini");
    visit.id("save-model").click();
    assertThat(visit.id("key-wrong")).containsText("needs a key");
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void budgets_show_what_is_spent_and_are_not_stored_over_newer_ones_unseen() {
    models(model("default", 3, "gpt-5"), model("small", 1, "gpt-4o-nano"));
    accounts().on("GET " + BUDGETS, 200, budgets(0, ""));
    var visit = ConsoleVisits.part(BROWSER, "model");
    visit.id("change-budgets").click();
    assertThat(field(visit, "day.limitMicros")).isFocused();
    assertThat(field(visit, "alertPercent")).hasValue("80");
    field(visit, "day.limitMicros").fill("20");
    field(visit, "day.atLimit").selectOption("cheaper");
    visit.id("save-budgets").click();
    assertThat(visit.id("cheaper-wrong")).hasText("Choose the model that goes on.");
    assertThat(field(visit, "cheaper")).isFocused();
    field(visit, "cheaper").selectOption("small");
    field(visit, "day.atLimit").selectOption("stop");
    visit.id("save-budgets").click();
    assertThat(visit.id("cheaper-wrong")).containsText("No limit lets a cheaper model go on");
    field(visit, "day.atLimit").selectOption("cheaper");

    var month =
        """
        "month":{"limitMicros":300000000,"atLimit":"stop","period":"own-month-2026-11",
          "end":"2026-11-30T23:00:00.000Z","spentMicros":270000000,"leasedMicros":0,"percent":90,
          "state":"alert"},\
        """;
    accounts()
        .on("GET " + BUDGETS, 200, budgets(2, month))
        .refuse("PUT " + BUDGETS, 409, "version-differs");
    visit.id("save-budgets").click();
    assertThat(visit.id("budgets-refused")).containsText(NOTHING_STORED);
    assertThat(visit.id("own-budgets")).containsText("€270.00 of €300.00 (90 %)");
    assertThat(visit.id("own-budgets")).containsText("close to the limit");
    assertThat(field(visit, "day.limitMicros")).hasValue("20");
    looked(visit, "budgets");
    accounts().on("PUT " + BUDGETS, 200, budgets(3, month));
    assertThat(sent(visit, "PUT", "save-budgets"))
        .isEqualTo(
            """
            {"day":{"limitMicros":20000000,"atLimit":"cheaper"},"cheaper":"small",\
            "alertPercent":80,"version":2}\
            """);
    assertThat(visit.id("told")).containsText("Version 3 of the budgets is stored.");
    assertThat(visit.page.locator("#budgets")).isFocused();
    assertThat(complaints(visit)).isEmpty();
  }

  private static String hook(String state, String kinds, String more) {
    return """
    {"id":"w1","url":"https://shop.example/parley","kinds":[%s],"description":"Shop",
     "state":"%s","since":"2026-11-24T09:30:00.000Z","missed":3,%s}\
    """
        .formatted(kinds, state, more);
  }

  private static void hooks(String... all) {
    accounts().on("GET " + HOOKS, 200, "{\"webhooks\":[%s]}".formatted(String.join(",", all)));
  }

  @Test
  void a_webhook_shows_its_secret_once_and_tells_how_it_goes() {
    hooks();
    var visit = ConsoleVisits.part(BROWSER, "webhooks");
    visit.saysTheSame("/organisation/hooks-texts.js", "hooksTexts");
    assertThat(visit.id("no-webhooks")).isVisible();
    visit.id("add-webhook").click();
    assertThat(field(visit, "url")).isFocused();
    field(visit, "url").fill("https://shop.example/parley");
    field(visit, "description").fill("Shop");
    visit.id("save-webhook").click();
    assertThat(visit.id("kinds-wrong")).hasText("Choose at least one event.");
    assertThat(field(visit, "kinds").first()).isFocused();
    visit.page.locator("[name=kinds][value=session-ended]").check();
    badRequest("POST " + HOOKS, "url: its host is inside (expected: a public address)");
    visit.id("save-webhook").click();
    assertThat(visit.id("url-wrong")).containsText("its host is inside");
    assertThat(field(visit, "url")).isFocused();
    looked(visit, "webhook-refused");
    accounts().refuse("POST " + HOOKS, 500, "internal");
    visit.id("save-webhook").click();
    assertThat(visit.id("webhook-refused")).containsText("The answer was lost");
    assertThat(field(visit, "description")).hasValue("Shop");

    var failing =
        """
        "waiting":12,"failing":{"times":10,"since":"2026-11-24T10:00:00.000Z","error":"status 500"}\
        """;
    hooks(hook("failed", "\"session-ended\"", failing));
    accounts()
        .on(
            "POST " + HOOKS,
            201,
            hook("on", "\"session-ended\"", "\"waiting\":0,\"secret\":\"" + SECRET + "\""));
    assertThat(sent(visit, "POST", "save-webhook"))
        .isEqualTo(
            """
            {"url":"https://shop.example/parley","kinds":["session-ended"],"description":"Shop"}\
            """);
    assertThat(visit.page.locator("#made")).isFocused();
    assertThat(visit.id("made").locator("code")).hasText(SECRET);
    assertThat(visit.id("failing")).containsText("10 in a row");
    assertThat(visit.id("failing")).containsText("status 500");
    looked(visit, "webhook-secret");
    visit.id("secret-kept").click();
    assertThat(visit.page.locator("body")).not().containsText(SECRET);

    hooks(hook("on", "\"session-ended\"", "\"waiting\":0"));
    accounts().on("PUT " + HOOK + "/state", 200, hook("on", "\"rated\"", "\"waiting\":0"));
    assertThat(sent(visit, "PUT", "turn-on"))
        .isEqualTo("{\"state\":\"on\",\"waiting\":\"deliver\"}");
    assertThat(visit.id("told")).hasText("Shop is on.");
    assertThat(visit.page.locator("[data-webhook=w1]")).hasAttribute("data-state", "on");

    accounts()
        .on(
            "POST " + HOOK + "/test",
            200,
            "{\"delivered\":false,\"error\":\"timeout\",\"millis\":15000}");
    visit.id("test-webhook").click();
    assertThat(visit.id("test-result")).hasText("Not taken: no answer in time, after 15,000 ms.");
    accounts().refuse("POST " + HOOK + "/test", 429, "rate-limited");
    visit.id("test-webhook").click();
    assertThat(visit.id("test-w1-refused")).containsText("Another test is under way");
    accounts()
        .on(
            "GET " + HOOK + "/deliveries",
            200,
            """
            {"deliveries":[
              {"id":"m2","type":"session-ended","timestamp":"2026-11-25T09:30:00.000Z",
               "data":{"session":"s1","seq":9},"state":"waiting","attempts":2,
               "last":{"at":"2026-11-25T09:31:00.000Z","error":"no-connection","millis":3}},
              {"id":"m1","type":"test","timestamp":"2026-11-25T09:00:00.000Z","data":{},
               "state":"delivered","attempts":1,
               "last":{"at":"2026-11-25T09:00:00.000Z","status":204,"millis":31}}]}\
            """);
    visit.id("show-deliveries").click();
    assertThat(visit.id("deliveries")).containsText("no connection, 3 ms");
    assertThat(visit.id("deliveries").locator("a"))
        .hasAttribute("href", "/conversation?session=s1&lang=en");
    looked(visit, "webhook");
    changedAndRotated(visit);
    assertThat(complaints(visit)).isEmpty();
  }

  /// The rest of the webhook's life, on the same page.
  private static void changedAndRotated(Visit visit) {
    visit.id("edit-webhook").click();
    field(visit, "description").fill("Shop CRM");
    var newer = hook("on", "\"session-ended\",\"of-a-later-release\"", "\"waiting\":0");
    hooks(newer);
    accounts().on("GET " + HOOK, 200, newer);
    visit.id("save-webhook").click();
    assertThat(visit.id("webhook-refused")).containsText(NOTHING_STORED);
    assertThat(visit.page.locator("[data-webhook=w1]")).containsText("of-a-later-release");
    assertThat(field(visit, "description")).hasValue("Shop CRM");
    visit.id("leave-webhook").click();
    // a kind that the page does not know stays
    visit.id("edit-webhook").click();
    accounts().on("PUT " + HOOK, 200, newer);
    assertThat(sent(visit, "PUT", "save-webhook"))
        .contains("[\"session-ended\",\"of-a-later-release\"]");

    visit.id("rotate").click();
    assertThat(field(visit, "overlapHours")).isFocused();
    assertThat(field(visit, "overlapHours")).hasValue("24");
    field(visit, "overlapHours").fill("48");
    accounts()
        .on(
            "POST " + HOOK + "/secret",
            200,
            hook("on", "\"rated\"", "\"waiting\":0,\"secret\":\"" + SECRET + "\""));
    assertThat(sent(visit, "POST", "replace")).isEqualTo("{\"overlapHours\":48}");
    assertThat(visit.id("made").locator("code")).hasText(SECRET);
    visit.page.locator("[data-asks=off-w1]").click();
    assertThat(visit.id("sure")).isFocused();
    hooks(hook("off", "\"rated\"", "\"waiting\":0"));
    assertThat(sent(visit, "PUT", "sure-now")).isEqualTo("{\"state\":\"off\"}");
    assertThat(visit.id("told")).hasText("Shop is off.");
    assertThat(visit.page.locator("[data-webhook=w1]")).hasAttribute("data-state", "off");
  }

  @Test
  void an_ended_conversation_is_erased_after_a_question_and_leaves_the_page() {
    var address = "/v1/sessions/" + StagedRecordings.SESSION;
    var facts =
        """
        "id":"%s","agent":{"id":"support","version":1},"createdAt":"2026-11-25T09:30:00.000Z"\
        """
            .formatted(StagedRecordings.SESSION);
    accounts()
        .on("GET /v1/sessions", 200, "{\"sessions\":[{%s}]}".formatted(facts))
        .on("GET " + address, 200, "{\"role\":\"operator\",%s}".formatted(facts))
        .refuse("DELETE " + address, 409, "session-active");
    var session = BROWSER.stage().begin(StagedRecordings.SESSION, "web");
    var visit = BROWSER.open("/conversation?lang=en&session=" + StagedRecordings.SESSION);
    visit.id("token").fill(StagedRecordings.TOKEN);
    visit.id("open").click();
    session.said("customer", "My name is Ada.");
    assertThat(visit.messages("customer")).containsText("My name is Ada.");
    assertThat(visit.id("erase")).hasCount(0);
    session.end("solved", "agent");
    visit.id("erase").click();
    assertThat(visit.id("sure")).isFocused();
    looked(visit, "erasure");
    visit.page.keyboard().press("Escape");
    assertThat(visit.id("erase")).isFocused();
    visit.id("erase").click();
    visit.id("erase-now").click();
    assertThat(visit.id("told")).hasText("The conversation goes on. End it first.");
    accounts().on("DELETE " + address, 202, "");
    visit.id("erase-now").click();
    assertThat(visit.id("told")).hasText("The conversation is gone within seconds.");
    assertThat(visit.id("log")).hasCount(0);
    assertThat(visit.id("no-sessions")).isVisible();
    assertThat(visit.id("session")).isFocused();
    assertThat(visit.page.locator("body")).not().containsText("Ada");
    assertThat(visit.page).hasURL(Pattern.compile("/conversation\\?lang=en$"));
    assertThat(complaints(visit)).isEmpty();
  }
}
