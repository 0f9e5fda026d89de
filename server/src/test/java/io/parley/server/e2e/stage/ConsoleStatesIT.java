package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.parley.server.e2e.stage.ConsoleVisits.complaints;
import static io.parley.server.e2e.stage.ConsoleVisits.field;
import static io.parley.server.e2e.stage.ConsoleVisits.looked;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.e2e.browser.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The pages of an organisation's agents, usage and providers of sign-ins in states that a real
/// server is seldom in, and a picture of each in `target/screenshots`.
class ConsoleStatesIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private static final String ONE = "/v1/organisation/agents/support";

  private static final String PROVIDER =
      """
      {"id":"cccccccc-2222-4333-8444-555555555555","name":"%s",
       "issuer":"https://login.larch.example/realms/larch","clientId":"parley",
       "domains":["larch.example"],"passwords":"owners","admits":["member"],"signsOwnersIn":true,
       "callback":"https://chat.example/v1/sign-ins/oidc/cccccccc-2222-4333-8444-555555555555/callback"}\
      """;

  /// Bounds as people write them. Text that is no number stays, and the server refuses it.
  private static final String BOUNDS =
      """
      async () => {
        const { asksIn } = await import('/agents/asks.js');
        const all = ['6', '6-8', '6 - 8', '6-', '-8', '6 8', '6-8-9'];
        const asks = all.flatMap((bounds) => asksIn(`digits ${bounds}: card`));
        return asks.map(({ least, most }) => `${least} to ${most}`).join(', ');
      }\
      """;

  /// Words with a comma or a backslash, as the API allows them, to the form and back.
  private static final String COMMAS =
      """
      async () => {
        const { asksIn, linesOfAsks } = await import('/agents/asks.js');
        const words = ['card, or code', 'a\\\\b', 'c\\\\', ', d', 'e'];
        const [asks] = asksIn(linesOfAsks([{ expects: 'name', words }]));
        return JSON.stringify(asks.words) === JSON.stringify(words);
      }\
      """;

  private static StagedAccounts accounts() {
    return BROWSER.stage().accounts();
  }

  private static Visit open(String page) {
    return ConsoleVisits.open(BROWSER, page);
  }

  private static String agent(int version, String company) {
    return """
    {"id":"support","version":%d,"own":true,"writtenAt":"2026-11-25T09:30:00.000Z",
     "company":"%s","languages":["en","de"],
     "texts":{
      "en":{"title":"How can we help?","greeting":"Hello!","suggestions":["Where is my order?"],
            "menu":{"prompt":"For orders press one.",
                    "keys":{"1":{"say":"I have a question about an order."},"*":{"repeat":true}}},
            "asks":[{"words":["member code","card"],"expects":"digits","least":6,"most":8},
                    {"words":["sponsor"],"expects":"name"}]},
      "de":{"title":"Womit können wir helfen?","suggestions":[]}},
     "theme":{"accent":"#2f6f4f","accentDark":"#7fd1a5"},
     "instructions":"You work for {{company}}.\\nBe brief.","tools":["find-order"],
     "collections":[]}\
    """
        .formatted(version, company);
  }

  private static void showsItsAsks(Visit visit) {
    assertThat(field(visit, "texts.en.asks"))
        .hasValue("digits 6-8: member code, card\nname: sponsor");
  }

  private static String listed(int... versions) {
    var all = new StringBuilder();
    for (int version : versions)
      all.append(all.isEmpty() ? "" : ",")
          .append(
              "{\"version\":%d,\"by\":\"program:operator\",\"at\":\"2026-11-25T09:30:00.000Z\"}"
                  .formatted(version));
    return "{\"versions\":[%s]}".formatted(all);
  }

  private static void stageAgent() {
    BROWSER.stage().withAgent("support", Stage.AGENT);
    accounts()
        .on(
            "GET /v1/agents",
            200,
            """
            {"agents":[{"id":"support","version":1002,"own":true,"default":true,
              "company":"Larch & Lace","languages":["en","de"]}]}\
            """)
        .on(
            "GET /v1/organisation/models",
            200,
            "{\"models\":[{\"name\":\"fast\"},{\"name\":\"strong\"}],\"currency\":\"EUR\"}")
        .on(
            "GET /v1/tool-sources",
            200,
            """
            {"kinds":["mcp"],"sources":[{"name":"crm","agents":[],"tools":[
              {"name":"crm.find-order","allowed":true,"approved":true},
              {"name":"crm.refund","allowed":true,"approved":false}]}]}\
            """)
        .on("GET /v1/knowledge/collections", 200, "{\"collections\":[{\"name\":\"help\"}]}")
        .on("GET " + ONE, 200, agent(1002, "Larch & Lace"))
        .on("GET " + ONE + "/versions", 200, listed(1002, 1001))
        .on("GET " + ONE + "/versions/1002", 200, agent(1002, "Larch & Lace"))
        .on("GET " + ONE + "/versions/1001", 200, agent(1001, "Larch"))
        .on("GET /v1/organisation/people", 200, "{\"people\":[]}");
  }

  @Test
  void what_is_typed_into_an_agent_survives_a_reload_and_a_refusal_names_its_field() {
    stageAgent();
    var visit = open("/agents?lang=en");
    visit.saysTheSame("/agents/agents-texts.js", "agentsTexts");
    looked(visit, "agents");
    visit.page.locator("[data-agent=support] a").click();
    assertThat(visit.id("company")).hasValue("Larch & Lace");
    assertThat(field(visit, "texts.en.menu.keys.1")).hasValue("I have a question about an order.");
    assertThat(field(visit, "texts.en.menu.keys.*")).hasCount(0);
    showsItsAsks(visit);
    assertThat(visit.page.evaluate(BOUNDS))
        .isEqualTo("6 to 6, 6 to 8, 6 to 8, 6 to undefined, undefined to 8, 6 8 to 6 8, 6 to 8-9");
    assertThat(visit.page.evaluate(COMMAS)).isEqualTo(true);
    assertThat(visit.id("unsaved")).hasCount(0);
    assertThat(visit.id("model").locator("option"))
        .hasText(new String[] {"the usual one: fast", "fast", "strong"});
    assertThat(visit.page.locator("#hint-tools")).containsText("There are: crm.find-order.");
    assertThat(visit.page.locator("#hint-collections")).containsText("There are: help.");
    looked(visit, "agent");

    visit.id("company").fill("Larch, Lace & Linen");
    visit.id("model").selectOption("strong");
    assertThat(visit.id("unsaved")).isVisible();
    visit.page.reload();
    assertThat(visit.id("company")).hasValue("Larch, Lace & Linen");
    assertThat(visit.id("model")).hasValue("strong");
    assertThat(visit.id("draft-note")).containsText("is back");
    showsItsAsks(visit);
    looked(visit, "agent-draft");

    accounts()
        .on(
            "PUT " + ONE,
            400,
            """
            {"type":"/problems/invalid-request","status":400,
             "detail":"texts.de.title: wrong (expected: 1 to 200 characters, not all blank)"}\
            """);
    visit.id("save-agent").click();
    assertThat(visit.id("save-refused")).containsText("Heading of an empty chat (de)");
    assertThat(field(visit, "texts.de.title")).isFocused();
    assertThat(field(visit, "texts.de.title")).hasAttribute("aria-invalid", "true");
    assertThat(visit.id("company")).hasValue("Larch, Lace & Linen");
    looked(visit, "agent-refused");

    visit.id("discard").click();
    assertThat(visit.id("told")).hasText("The form shows the stored version.");
    assertThat(visit.id("company")).hasValue("Larch & Lace");
    assertThat(visit.id("model")).hasValue("");
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void an_agent_that_somebody_else_has_stored_meanwhile_is_stored_only_when_asked_again() {
    stageAgent();
    var visit = open("/agents?lang=en#agent/support");
    visit.id("company").fill("Linen");
    accounts()
        .refuse("PUT " + ONE, 409, "version-differs")
        .on("GET " + ONE, 200, agent(1003, "Loden"))
        .on("GET " + ONE + "/versions", 200, listed(1003, 1002, 1001));
    visit.id("save-agent").click();
    assertThat(visit.id("save-refused")).containsText("Nothing is stored yet");
    assertThat(visit.id("draft-note")).containsText("version 1003");
    assertThat(visit.id("company")).hasValue("Linen");
    visit.id("newer").locator("summary").click();
    assertThat(visit.id("newer").locator("del")).containsText("Larch & Lace");
    assertThat(visit.id("newer").locator("ins")).containsText("Loden");
    looked(visit, "agent-newer");

    var stored = agent(1004, "Linen");
    accounts().on("PUT " + ONE, 200, stored).on("GET " + ONE, 200, stored);
    visit.id("save-agent").click();
    assertThat(visit.id("told")).containsText("Version 1004 is stored");
    assertThat(visit.id("newer")).hasCount(0);
    assertThat(visit.id("draft-note")).hasCount(0);
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_draft_of_another_shape_is_not_shown() {
    stageAgent();
    var visit = open("/agents?lang=en#agent/support");
    visit.id("company").fill("Linen");
    assertThat(visit.id("unsaved")).isVisible();
    visit.page.evaluate(
        """
        () => {
          const isDraft = (each) => each.startsWith('parley.agent-draft.');
          const name = Object.keys(sessionStorage).find(isDraft);
          const { version, content } = JSON.parse(sessionStorage.getItem(name));
          const changed = { ...content, texts: { en: content.texts.en } };
          sessionStorage.setItem(name, JSON.stringify({ version, content: changed }));
        }\
        """);
    visit.page.reload();
    assertThat(visit.id("company")).hasValue("Larch & Lace");
    assertThat(visit.id("unsaved")).hasCount(0);
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void an_agent_that_was_not_read_is_read_again_and_keeps_the_words_of_a_key_of_its_menu() {
    stageAgent();
    accounts().refuse("GET " + ONE, 503, "unavailable");
    var visit = open("/agents?lang=en#agent/support");
    assertThat(visit.id("failed")).isVisible();
    assertThat(visit.id("company")).hasCount(0);
    accounts().on("GET " + ONE, 200, agent(1002, "Larch & Lace"));
    visit.id("again").click();
    assertThat(visit.id("company")).hasValue("Larch & Lace");
    assertThat(visit.id("failed")).hasCount(0);
    assertThat(visit.page.locator("h1")).isFocused();

    field(visit, "texts.en.menu.keys.1").fill("sales");
    field(visit, "texts.en.menu.meaning.1").selectOption("transfer");
    assertThat(field(visit, "texts.en.menu.keys.1")).hasValue("sales");
    visit.page.navigate(BROWSER.stage().url("/agents?lang=en#agent/.."));
    visit.page.reload();
    assertThat(visit.id("agents")).isVisible();
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_stored_version_is_tried_beside_the_form_and_an_earlier_one_restored() {
    stageAgent();
    var visit = open("/agents?lang=en#agent/support");
    var frame = visit.id("trial-frame");
    assertThat(frame).hasAttribute("data-version", "1002");
    accounts()
        .on("PUT " + ONE, 200, agent(1003, "Linen"))
        .on("GET " + ONE, 200, agent(1003, "Linen"))
        .on("GET " + ONE + "/versions", 200, listed(1003, 1002, 1001));
    visit.id("language-tag").fill("pt-br");
    visit.id("language-tag").press("Enter");
    assertThat(field(visit, "texts.pt-BR.title")).isFocused();
    field(visit, "texts.pt-BR.title").fill("Olá");
    visit.id("company").fill("Linen");
    visit.id("save-agent").click();
    assertThat(visit.id("told")).containsText("Version 1003 is stored");
    assertThat(visit.id("unsaved")).hasCount(0);
    assertThat(frame).hasAttribute("data-version", "1003");
    assertThat(visit.page.locator("li[data-version='1003']")).isVisible();

    var composer = visit.page.frameLocator("[data-testid=trial-frame]").getByTestId("composer");
    composer.fill("Where is my order?");
    composer.press("Enter");
    BROWSER.stage().session();
    assertThat(BROWSER.stage().starts().getFirst().path("agent").asText()).isEqualTo("support");

    var first = visit.page.locator("li[data-version='1002']");
    first.getByTestId("show-changes").click();
    assertThat(first.getByTestId("changes").locator("del")).containsText("Larch");
    assertThat(first.getByTestId("changes").locator("ins")).containsText("Larch & Lace");
    accounts()
        .on("POST " + ONE + "/versions/1001/restoration", 200, agent(1004, "Larch"))
        .on("GET " + ONE + "/versions", 200, listed(1004, 1003, 1002, 1001));
    var oldest = visit.page.locator("li[data-version='1001']");
    oldest.getByTestId("ask").click();
    looked(visit, "agent-restore");
    oldest.getByTestId("sure-now").click();
    assertThat(visit.id("told")).hasText("Version 1004 has the content of version 1001.");
    assertThat(visit.id("company")).hasValue("Larch");
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void usage_is_a_chart_a_table_and_a_file_of_each_kind() {
    accounts()
        .on(
            "GET /v1/usage/records",
            200,
            """
            {"from":"2026-11-24","to":"2026-11-26","zone":"Europe/Berlin","step":"day","rows":[
              {"start":"2026-11-23T23:00:00.000Z","kind":"turns","amount":7},
              {"start":"2026-11-25T23:00:00.000Z","kind":"turns","amount":12000},
              {"start":"2026-11-23T23:00:00.000Z","kind":"input-tokens","model":"a","amount":5},
              {"start":"2026-11-23T23:00:00.000Z","kind":"input-tokens","model":"b","amount":6},
              {"start":"2026-11-24T23:00:00.000Z","kind":"archive-bytes","amount":-500}],
             "before":{"archive-bytes":2500}}\
            """)
        .on("GET /v1/organisation/limits", 200, "{\"plan\":{},\"limits\":{}}")
        .on(
            "GET /v1/budgets",
            200,
            """
            {"currency":"EUR","zone":"Europe/Berlin","budgets":[{"scope":"month","period":"2026-11",
              "start":"2026-10-31T23:00:00.000Z","end":"2026-11-30T23:00:00.000Z",
              "limitMicros":100000000,"spentMicros":85000000,"leasedMicros":0,"percent":85,
              "state":"alert","atLimit":"stop","alertPercent":80,"forecast":null}]}\
            """);
    var visit = open("/usage?lang=en");
    visit.saysTheSame("/usage/usage-texts.js", "usageTexts");
    var turns = visit.page.locator("[data-kind=turns]");
    assertThat(turns.getByTestId("total")).hasText("12,007 in all");
    assertThat(visit.page.locator("[data-kind=input-tokens]").getByTestId("total"))
        .hasText("11 in all");
    assertThat(visit.page.locator("[data-kind=archive-bytes]").getByTestId("total"))
        .hasText("2 kB at the end");
    turns.locator("summary").click();
    assertThat(turns.locator("tbody tr")).hasCount(3);
    assertThat(visit.page.locator("[data-budget]")).containsText("close to the limit");
    looked(visit, "usage");
    var file = visit.page.waitForDownload(() -> visit.id("csv").click());
    assertThat(file.suggestedFilename()).isEqualTo("usage-2026-11-24-2026-11-26.csv");
    visit.id("from").fill("2026-11-27");
    visit.id("show").click();
    assertThat(visit.id("span-refused")).hasText("The first day is after the last one.");
    assertThat(visit.id("from")).isFocused();

    accounts()
        .on(
            "GET /v1/usage/records",
            200,
            """
            {"from":"2026-11-27","to":"2026-11-27","zone":"UTC","step":"day","rows":[],"before":{}}\
            """);
    visit.id("to").fill("2026-11-27");
    visit.id("show").click();
    assertThat(visit.id("unused")).isVisible();
    looked(visit, "usage-none");
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_provider_is_added_with_a_secret_that_is_never_shown_and_its_callback_is_copied() {
    var providers = "/v1/organisation/sign-in-providers";
    accounts()
        .on(
            "GET /v1/organisation",
            200,
            """
            {"id":"a","name":"Larch & Lace","state":"active","since":"2026-11-25T09:30:00.000Z",
             "slugs":["larch-lace"],"domains":[{"domain":"larch.example",
              "record":{"name":"_parley-challenge.larch.example","text":"t"},
              "verifiedAt":"2026-11-25T09:30:00.000Z"}]}\
            """)
        .on("GET " + providers, 200, "{\"providers\":[]}");
    var visit = open("/organisation?lang=en#sign-in");
    assertThat(visit.id("no-providers")).isVisible();
    looked(visit, "sign-in-none");
    visit.id("add-provider").click();
    assertThat(field(visit, "name")).isFocused();
    field(visit, "name").fill("Keycloak");
    field(visit, "issuer").fill("https://login.larch.example/realms/larch");
    field(visit, "clientId").fill("parley");
    field(visit, "clientSecret").fill("a secret of the stage");
    assertThat(field(visit, "domains")).isChecked();
    looked(visit, "sign-in-form");
    accounts().refuse("POST " + providers, 409, "organisation-refused", "domain-taken");
    visit.id("save-provider").click();
    assertThat(visit.id("provider-refused")).containsText("Domains: A domain belongs to another");
    accounts()
        .on("POST " + providers, 201, PROVIDER.formatted("Keycloak"))
        .on(
            "GET " + providers,
            200,
            "{\"providers\":[%s]}".formatted(PROVIDER.formatted("Keycloak")));
    visit.id("save-provider").click();
    assertThat(visit.id("told")).containsText("Register its callback address");
    assertThat(visit.id("copy-callback")).isFocused();
    assertThat(visit.id("callback")).containsText("/callback");
    looked(visit, "sign-in");

    visit.id("edit-provider").click();
    assertThat(field(visit, "clientSecret")).hasValue("");
    assertThat(field(visit, "clientSecret")).not().hasAttribute("required", "");
    assertThat(visit.page.locator("body")).not().containsText("a secret of the stage");
    assertThat(complaints(visit)).isEmpty();
  }
}
