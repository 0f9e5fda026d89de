package io.parley.tools.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.KeyMenu;
import io.parley.core.limit.RateLimit;
import io.parley.core.speech.AskedFor;
import io.parley.core.speech.Expectation;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ApprovalRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfiguredAgentsTest {
  private static final TenantId ACME = new TenantId("acme");

  @Test
  void defaults() {
    assertThat(AgentSettings.from(ConfigFactory.load()))
        .isEqualTo(
            new AgentSettings(
                new AgentRef("support", 2),
                "Scree & Sorrel",
                presentation(),
                List.of("kb.search", "fetch_status", "create_ticket"),
                ApprovalRules.NONE,
                Set.of(),
                new AgentLimits(6_000, 1_500, 8, 20, 800),
                new RateLimit(30, 500_000)));
  }

  @Test
  void every_key_changed() {
    var config =
        """
        parley.agent {
          id = sales, version = 3, company = Acme, greeting = "Hello.", tools = ["x"]
          collections = ["faq"], approvals { x = first, "crm.*" = "always by customer" }
          languages = ["sl", "pt-br"]
          texts {
            sl {
              greeting = "Dober dan.", title = "Kako lahko pomagamo?", suggestions = ["Kje?"]
              opening = "Kličemo vas."
              menu {
                prompt = "Pritisnite 1, 2 ali *."
                keys { "1" { say = "Naročilo." }, "2" { transfer = sales }, "*" { repeat = true } }
              }
              asks = [
                { words = ["članska številka", "koda"], expects = digits, least = 4, most = 6 }
                { words = [naslov], expects = spelled }
              ]
            }
            pt-br { greeting = "", title = "Como ajudar?", suggestions = [] }
          }
          theme { accent = "#AA0000", accent-dark = "#ffaaaa" }
          limits {
            history-tokens = 1, output-tokens = 2, tool-calls-per-turn = 3, waiting-messages = 4
            memory-tokens = 0
            turns-per-minute = 5, tokens-per-hour = 6
          }
        }\
        """;
    assertThat(AgentSettings.from(ConfigFactory.parseString(config)))
        .isEqualTo(
            new AgentSettings(
                new AgentRef("sales", 3),
                "Acme",
                new AgentPresentation(
                    List.of(
                        new Texts(
                            "sl",
                            Optional.of("Hello."),
                            "Kako lahko pomagamo?",
                            List.of("Kje?"),
                            Optional.of("Kličemo vas."),
                            Optional.of(
                                new KeyMenu(
                                    "Pritisnite 1, 2 ali *.",
                                    Map.of(
                                        '1', new KeyMenu.Words("Naročilo."),
                                        '2', new KeyMenu.Transfer("sales"),
                                        '*', new KeyMenu.Repeat()))),
                            List.of(
                                new AskedFor(
                                    List.of("članska številka", "koda"),
                                    new Expectation.Digits(4, 6)),
                                new AskedFor(List.of("naslov"), Expectation.SPELLED))),
                        new Texts("pt-BR", Optional.empty(), "Como ajudar?", List.of())),
                    new Theme("#aa0000", "#ffaaaa")),
                List.of("x"),
                ApprovalRules.parse(Map.of("x", "first", "crm.*", "always by customer")),
                Set.of("faq"),
                new AgentLimits(1, 2, 3, 4, 0),
                new RateLimit(5, 6)));
  }

  @Test
  void a_wrong_value_is_refused_with_a_message() {
    assertThatThrownBy(() -> with("id = \"Support Team\""))
        .hasMessage(
            "parley.agent.id: Support Team (expected: 1 to 64 small letters, digits and hyphens)");
    assertThatThrownBy(() -> with("version = 0"))
        .hasMessage("parley.agent.version: 0 (expected: 1 to 1000)");
    assertThatThrownBy(() -> with("version = 1001"))
        .hasMessage("parley.agent.version: 1001 (expected: 1 to 1000)");
    assertThatThrownBy(() -> with("company = \" \""))
        .hasMessage("parley.agent.company: nothing (expected: a text)");
    assertThatThrownBy(() -> with("limits.output-tokens = 0"))
        .hasMessage("parley.agent.limits.output-tokens: 0 (expected: ≥ 1)");
    assertThatThrownBy(() -> with("collections = [\"Our Help\"]"))
        .hasMessage(
            "parley.agent.collections: Our Help (expected: names of small letters, digits and"
                + " hyphens)");
    assertThatThrownBy(() -> with("tools = 7"))
        .hasMessage("parley.agent.tools: 7 (expected: a list of texts)");
  }

  @Test
  void a_wrong_presentation_is_refused_with_a_message() {
    assertThatThrownBy(() -> with("languages = []"))
        .hasMessage("parley.agent.languages: none (expected: one language at least, such as en)");
    assertThatThrownBy(() -> with("languages = [en_GB]"))
        .hasMessage("parley.agent.languages: en_GB (expected: tags such as en or pt-BR)");
    assertThatThrownBy(() -> with("languages = [fr]"))
        .hasMessage("parley.agent.texts.fr: nothing (expected: a section)");
    assertThatThrownBy(() -> with("languages = [de, de]"))
        .hasMessage("parley.agent.languages: de, de (expected: each language once)");
    assertThatThrownBy(() -> with("texts.es.title = \"\""))
        .hasMessage("parley.agent.texts.es.title: nothing (expected: a text)");
    assertThatThrownBy(() -> with("texts.es.suggestions = [\" \"]"))
        .hasMessage("parley.agent.texts.es.suggestions: nothing (expected: a text)");
    assertThatThrownBy(() -> with("theme.accent = green"))
        .hasMessage("parley.agent.theme.accent: green (expected: #rrggbb)");
    assertThatThrownBy(() -> with("theme.accent-dark = \"#12345\""))
        .hasMessage("parley.agent.theme.accent-dark: #12345 (expected: #rrggbb)");
  }

  @Test
  void a_wrong_menu_is_refused_with_a_message() {
    var menu = "parley.agent.texts.de.menu";
    assertThatThrownBy(() -> menu("prompt = \"Drücken Sie 1.\""))
        .hasMessage(menu + ".keys: none (expected: ≥ 1 key)");
    assertThatThrownBy(() -> menu("keys { \"1\" { repeat = true } }"))
        .hasMessage(menu + ".prompt: 0 characters (expected: 1 to 600)");
    assertThatThrownBy(() -> menu("prompt = x, keys { \"12\" { repeat = true } }"))
        .hasMessage(menu + ".keys: 12 (expected: single keys: 0 to 9, or *)");
    assertThatThrownBy(() -> menu("prompt = x, keys { \"1\" {} }"))
        .hasMessageContaining("0 meanings (expected: one of say, transfer or repeat)");
    assertThatThrownBy(() -> menu("prompt = x, keys { \"1\" { say = a, transfer = b } }"))
        .hasMessageContaining("2 meanings (expected: one of say, transfer or repeat)");
    assertThatThrownBy(() -> menu("prompt = x, keys { \"1\" { tell = a } }"))
        .hasMessageContaining("tell (expected: one of");
    assertThatThrownBy(() -> menu("prompt = x, keys { \"1\" { say = \" \" } }"))
        .hasMessageContaining("say: 0 characters (expected: 1 to 300)");
    assertThatThrownBy(() -> with("texts.de.opening = \"" + "x".repeat(601) + "\""))
        .hasMessage("parley.agent.texts.de.opening: 601 characters (expected: 600 at most)");
  }

  @Test
  void a_wrong_request_is_refused_with_a_message() {
    var asks = "parley.agent.texts.de.asks";
    assertThatThrownBy(() -> asks("words = [], expects = name"))
        .hasMessage(asks + ".words: 0 (expected: 1 to 20)");
    assertThatThrownBy(() -> asks("words = [x], expects = letters"))
        .hasMessage(
            asks + ".expects: letters (expected: digits, yes-or-no, name, spelled or anything)");
    assertThatThrownBy(() -> asks("words = [x], expects = digits, least = 0"))
        .hasMessage(asks + ".least: 0 (expected: 1 to 30)");
    assertThatThrownBy(() -> asks("words = [x], expects = digits, least = 6, most = 5"))
        .hasMessage(asks + ".most: 5 (expected: ≥ 6)");
    assertThatThrownBy(() -> asks("words = [x], expects = name, most = 5"))
        .hasMessage(asks + ".expects: name (expected: digits, where least or most is given)");
    assertThatThrownBy(() -> asks("words = [x], expects = name, length = 5"))
        .hasMessageContaining(asks + ": length (expected: one of");
  }

  private static AgentSettings asks(String request) {
    return with("texts.de.asks = [{ " + request + " }]");
  }

  private static AgentSettings menu(String menu) {
    return with("texts.de.menu { " + menu + " }");
  }

  @Test
  void the_greeting_of_the_agent_itself_is_the_first_language_s() {
    var agent = with("greeting = \"Good day.\"").presentation();
    assertThat(agent.preferred().greeting()).contains("Good day.");
    assertThat(agent.in("de").greeting()).get().asString().startsWith("Hallo!");
  }

  @Test
  void text_on_the_default_colours_has_enough_contrast() {
    var theme = with("").presentation().theme();
    assertThat(contrast(theme.accent(), "#ffffff")).isGreaterThan(4.5);
    assertThat(contrast(theme.accentDark(), "#171513")).isGreaterThan(4.5);
  }

  /// WCAG 2.1's contrast ratio.
  private static double contrast(String dark, String light) {
    double one = luminance(dark) + 0.05;
    double other = luminance(light) + 0.05;
    return Math.max(one, other) / Math.min(one, other);
  }

  private static double luminance(String colour) {
    int rgb = Integer.parseInt(colour.substring(1), 16);
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int channel) {
    double c = (channel & 0xff) / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  @Test
  void the_one_agent_is_every_tenant_s_default_and_found_by_its_name() {
    var agents = new ConfiguredAgents(AgentSettings.from(ConfigFactory.load()));
    var agent = agents.current(ACME, Optional.empty()).orElseThrow();
    assertThat(agent.ref()).isEqualTo(new AgentRef("support", 2));
    assertThat(agent.prompt().name()).isEqualTo("support-agent");
    assertThat(agent.summaryPrompt().name()).isEqualTo("summary");
    assertThat(agents.current(ACME, Optional.of("support"))).contains(agent);
    assertThat(agents.current(ACME, Optional.of("sales"))).isEmpty();
  }

  @Test
  void a_session_that_began_with_another_version_continues_with_this_one() {
    var agents = new ConfiguredAgents(AgentSettings.from(ConfigFactory.load()));
    assertThat(agents.find(ACME, new AgentRef("support", 9))).isPresent();
    assertThat(agents.find(ACME, new AgentRef("sales", 1))).isEmpty();
  }

  private static AgentPresentation presentation() {
    return new AgentPresentation(
        List.of(
            new Texts(
                "en",
                Optional.of(
                    "Hello! Ask me about an order, a return, sizes or care. I answer right away,"
                        + " and a person is there when you want one."),
                "How can we help?",
                List.of(
                    "Where is my order 1042?",
                    "How do I send shoes back?",
                    "I want to talk to a human")),
            new Texts(
                "de",
                Optional.of(
                    "Hallo! Fragen Sie mich nach Bestellungen, Rücksendungen, Größen oder Pflege."
                        + " Ich antworte sofort, und wenn Sie möchten, hilft Ihnen ein Mensch"
                        + " weiter."),
                "Wie können wir helfen?",
                List.of(
                    "Wo ist meine Bestellung 1042?",
                    "Wie schicke ich Schuhe zurück?",
                    "Ich möchte mit einem Menschen sprechen")),
            new Texts(
                "es",
                Optional.of(
                    "¡Hola! Pregúnteme por un pedido, una devolución, las tallas o el cuidado."
                        + " Respondo al momento y, si lo prefiere, le atiende una persona."),
                "¿En qué podemos ayudarle?",
                List.of(
                    "¿Dónde está mi pedido 1042?",
                    "¿Cómo devuelvo unos zapatos?",
                    "Quiero hablar con una persona"))),
        new Theme("#1f5c4a", "#8fcdb4"));
  }

  private static AgentSettings with(String override) {
    return AgentSettings.from(
        ConfigFactory.parseString("parley.agent { " + override + " }")
            .withFallback(ConfigFactory.load()));
  }
}
