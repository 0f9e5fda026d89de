package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.e2e.browser.Visit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers on the page: streaming, complete, and failed.
class ChatPageAnswersIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  /// Records every removed message node, and every height of the first bubble.
  private static final String WATCH =
      """
      () => {
        const list = document.querySelector('parley-chat').shadowRoot.querySelector('parley-messages');
        const bubble = () => list.shadowRoot.querySelector('[data-turn="1"] .bubble');
        globalThis.removed = [];
        globalThis.heights = [];
        new MutationObserver((changes) => changes.forEach((change) => change.removedNodes.forEach(
          (node) => node.nodeType === Node.ELEMENT_NODE && removed.push(node.localName))))
          .observe(list.shadowRoot, { childList: true, subtree: true });
        const look = () => {
          if (bubble()) heights.push(bubble().offsetHeight);
          requestAnimationFrame(look);
        };
        look();
      }\
      """;

  private Visit visit;
  private StagedSession session;

  @BeforeEach
  void begin() {
    visit = BROWSER.visit("/", Visit.like(Visit.PHONE, 740));
    visit.ask("Hello");
    session = BROWSER.stage().session();
  }

  @Test
  void streamed_words_are_drawn_once() {
    session.open(1);
    session.delta(1, 1, 0, "First paragraph.\n\n");
    assertThat(visit.turn(1)).containsText("First paragraph.");
    visit.page.evaluate(WATCH);
    var text = "First paragraph.\n\n";
    for (var word : "Then comes **a list**:\n\n- one\n- two".split("(?<= )", -1)) {
      session.delta(1, 1, text.length(), word);
      text += word;
    }
    session.complete(1, text, "");
    assertThat(visit.turn(1)).hasAttribute("data-status", "completed");
    assertThat(visit.turn(1).locator("li")).hasCount(2);
    var removed = (List<?>) visit.page.evaluate("removed");
    assertThat(removed.stream().filter(name -> name.equals("article"))).isEmpty();
    assertThat(visit.turn(1).locator("p").first()).hasText("First paragraph.");
    var heights = ints("heights");
    assertThat(heights).isSorted();
  }

  @Test
  void a_regenerated_reply_replaces_the_old_text_without_a_jump() {
    session.open(1);
    var old = "These words will be void, though there are rather many of them. ".repeat(6);
    session.delta(1, 1, 0, old);
    assertThat(visit.turn(1)).containsText("will be void");
    visit.page.evaluate(WATCH);
    session.record("{\"kind\":\"turn-resumed\",\"turn\":1,\"attempt\":2}");
    assertThat(visit.turn(1).locator(".stale")).isVisible();
    session.delta(1, 1, old.length(), "Too late.");
    session.delta(1, 2, 0, "Here");
    assertThat(visit.turn(1)).not().containsText("void");
    assertThat(visit.turn(1).locator(".stale")).hasCount(0);
    session.delta(1, 2, 4, " we go");
    assertThat(visit.turn(1)).containsText("Here we go");
    assertThat(visit.turn(1)).not().containsText("Too late");
    assertThat(ints("heights").stream().distinct()).hasSize(1);
    session.complete(1, "Here we go again.", "");
    assertThat(visit.turn(1)).containsText("again.");
    assertThat(visit.page.evaluate("removed.includes('article')")).isEqualTo(false);
  }

  @Test
  void an_answer_without_a_model_says_so() {
    session.open(1);
    session.complete(1, "Send it back within 30 days.", ",\"degraded\":true");
    assertThat(visit.id("degraded")).containsText("straight from our help pages");
    assertThat(visit.id("announcer")).containsText("straight from our help pages");
    session.reply(2, "With a model again.");
    assertThat(visit.turn(2)).isVisible();
    assertThat(visit.id("degraded")).hasCount(1);
  }

  @Test
  void an_incomplete_answer_is_marked() {
    session.open(1);
    session.complete(1, "Send it back within 30 days.", ",\"truncated\":true");
    assertThat(visit.id("truncated")).containsText("too long and ends here");
    assertThat(visit.id("announcer")).containsText("too long and ends here");
    session.reply(2, "All of it.");
    assertThat(visit.turn(2)).isVisible();
    assertThat(visit.id("truncated")).hasCount(1);
  }

  @Test
  void a_tool_call_that_shares_the_effect_of_another_is_not_shown() {
    session.open(1);
    session.record(requested("1.1", ""));
    session.record(requested("1.2", ",\"sameAs\":\"1.1\""));
    assertThat(visit.id("activity")).hasCount(1);
    session.record(
        "{\"kind\":\"tool-call-settled\",\"turn\":1,\"call\":\"1.1\",\"outcome\":\"in-doubt\","
            + "\"attempts\":1,\"millis\":9}");
    session.record(
        "{\"kind\":\"tool-call-settled\",\"turn\":1,\"call\":\"1.2\",\"outcome\":\"rejected\","
            + "\"attempts\":0,\"millis\":0}");
    assertThat(visit.id("activity")).containsText("checking whether this went through");
    assertThat(visit.id("activity")).hasCount(1);
  }

  @Test
  void a_customer_is_asked_and_answers_once() {
    session.open(1);
    session.record(requested("1.1", ""));
    session.record(
        "{\"kind\":\"approval-requested\",\"turn\":1,\"call\":\"1.1\",\"tool\":\"create_ticket\","
            + "\"label\":\"Opening a ticket\",\"asked\":\"customer\","
            + "\"arguments\":{\"subject\":\"Lost <b>parcel</b>\"},"
            + "\"expiresAt\":\"2099-01-01T00:00:00.000Z\"}");
    assertThat(visit.id("consent")).containsText("Shall I do this? Opening a ticket");
    assertThat(visit.id("consent")).containsText("subject: Lost <b>parcel</b>");
    assertThat(visit.id("announcer")).containsText("Shall I do this?");
    visit.id("consent-yes").dblclick();
    var decided = session.awaitHeard("decide", 1);
    assertThat(decided.get("call").asText()).isEqualTo("1.1");
    assertThat(decided.get("decision").asText()).isEqualTo("approve");
    session.record(
        "{\"kind\":\"approval-decided\",\"id\":\"%s\",\"call\":\"1.1\",\"decision\":\"approve\",\"by\":\"customer\"}"
            .formatted(decided.get("id").asText()));
    assertThat(visit.id("consent")).hasCount(0);
    session.record(requested("1.2", ""));
    session.record(
        "{\"kind\":\"approval-requested\",\"turn\":1,\"call\":\"1.2\",\"tool\":\"create_ticket\","
            + "\"label\":\"Opening a ticket\",\"asked\":\"customer\",\"arguments\":{},"
            + "\"expiresAt\":\"2099-01-01T00:00:00.000Z\"}");
    visit.id("consent-no").click();
    // the double click above was one answer
    assertThat(session.awaitHeard("decide", 2).get("decision").asText()).isEqualTo("reject");
    session.record(
        "{\"kind\":\"approval-decided\",\"id\":\"x\",\"call\":\"1.2\",\"decision\":\"reject\",\"by\":\"customer\"}");
    assertThat(visit.id("activity").last()).containsText("as you wished");
  }

  private static String requested(String call, String more) {
    return """
    {"kind":"tool-call-requested","turn":1,"call":"%s","tool":"create_ticket","label":"Opening a ticket"%s}\
    """
        .formatted(call, more);
  }

  @ParameterizedTest
  @CsvSource({
    "model-unavailable, our assistant cannot be reached right now, 1",
    "budget-exhausted, cannot answer any more questions for now, 0",
    "content-filtered, cannot give an answer to that here, 0",
    "empty-reply, that did not work on our side, 1",
    "something-new, that did not work on our side, 1"
  })
  void a_failed_turn_shows_its_reason_and_a_retry_where_that_helps(
      String problem, String words, int buttons) {
    session.open(1);
    session.record(
        """
        {"kind":"turn-failed","turn":1,"problem":{"type":"/problems/%s","title":"x","status":503}}\
        """
            .formatted(problem));
    assertThat(visit.turn(1)).containsText(words);
    assertThat(visit.id("announcer")).containsText(words);
    assertThat(visit.id("try-again")).hasCount(buttons);
    if (buttons > 0) {
      visit.id("try-again").click();
      assertThat(session.awaitHeard("say", 2).get("text").asText()).isEqualTo("Hello");
    }
  }

  @Test
  void a_reply_can_be_stopped() {
    session.open(1);
    session.delta(1, 1, 0, "A long story");
    visit.id("stop").click();
    assertThat(session.awaitHeard("interrupt", 1).get("turn").asInt()).isEqualTo(1);
    assertThat(visit.id("stopped")).isVisible();
    assertThat(visit.composer()).isFocused();
  }

  @Test
  void tool_calls_are_shown_by_label_and_outcome() {
    session.open(1);
    session.record(
        """
        {"kind":"tool-call-requested","turn":1,"call":"c1","tool":"refund","label":"Refunding"}\
        """);
    assertThat(visit.id("activity")).hasText("Refunding…");
    session.send(
        """
        {"type": "tool-progress", "call": "c1", "progress": 3, "total": 12, "message": "<b>step</b>"}\
        """);
    assertThat(visit.id("activity")).hasText("Refunding… 25% <b>step</b>");
    session.send(
        """
        {"type": "form", "form": "c1-1", "call": "c1", "message": "Which <i>size</i>?", "fields": [
          {"name": "size", "kind": "choice", "title": "Size", "required": true,
           "choices": [{"value": "m", "title": "Medium"}]},
          {"name": "count", "kind": "integer", "title": "How many", "required": false}]}\
        """);
    assertThat(visit.id("form")).containsText("Which <i>size</i>?");
    visit.id("form").locator("select").selectOption("m");
    visit.id("form").locator("input").fill("2");
    visit.id("form-send").click();
    var filled = session.awaitHeard("form", 1);
    assertThat(filled.get("form").asText()).isEqualTo("c1-1");
    assertThat(filled.get("content").toString()).isEqualTo("{\"size\":\"m\",\"count\":2}");
    session.send("{\"type\": \"form\", \"form\": \"c1-1\", \"call\": \"c1\"}");
    assertThat(visit.id("form")).hasCount(0);
    session.record(
        """
        {"kind":"approval-requested","turn":1,"call":"c1","tool":"refund","label":"Refunding",
         "expiresAt":"2026-11-20T10:00:00Z"}\
        """);
    assertThat(visit.id("activity")).containsText("waiting for a colleague to approve");
    session.record(
        """
        {"kind":"approval-decided","id":"d1","call":"c1","decision":"reject","by":"agent"}\
        """);
    assertThat(visit.id("activity")).containsText("a colleague declined this");
    assertThat(visit.id("announcer")).containsText("Refunding: waiting for a colleague to approve");
  }

  @Test
  void answers_run_no_scripts_and_load_nothing() {
    var hostile =
        List.of(
            "[click](javascript:alert(1)) <img src=x onerror=alert(1)>",
            "![tracker](https://evil.example/pixel.png) <script>alert(1)</script>",
            "[a](data:text/html,hi) <a href=\"javascript:alert(1)\" onclick=\"x\">b</a>",
            "[b](vbscript:x) <iframe src='//evil.example'></iframe><style>*{display:none}</style>",
            "<svg onload=alert(1)> [c]( jAvAsCrIpT:alert(1) )");
    for (int turn = 1; turn <= hostile.size(); turn++) {
      session.reply(turn, hostile.get(turn - 1));
      assertThat(visit.turn(turn)).hasAttribute("data-status", "completed");
      var bubble = visit.turn(turn).locator(".bubble");
      assertThat(bubble.locator("img, script, iframe, style, svg, [onclick], [onerror]"))
          .hasCount(0);
      assertThat(bubble.locator("a[href]")).hasCount(0);
    }
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void links_open_safely_in_a_new_tab() {
    session.reply(1, "See [our page](https://shop.example/a) or <mail@shop.example>.");
    var link = visit.turn(1).locator("a").first();
    assertThat(link).hasAttribute("href", "https://shop.example/a");
    assertThat(link).hasAttribute("rel", "noopener noreferrer nofollow");
    assertThat(link).hasAttribute("target", "_blank");
  }

  @Test
  void long_words_of_any_script_keep_the_layout() {
    var endless = "Donaudampfschifffahrtsgesellschaftskapitänsmütze".repeat(12);
    visit.ask(endless + " 👩‍👩‍👧‍👦🏳️‍🌈 " + "x".repeat(7_000));
    session.said("agent", "مرحبًا! رقم الطلب 1042 في الطريق إليك.\n\nשלום, order 1042 👍");
    session.reply(
        1,
        """
        # A heading that is not one

        ```
        %s
        ```
        1. one
           - inner `%s`
           - [%s](https://shop.example/%s)
        2. two

        | %s | b | c | d | e | f | g |
        |---|---|---|---|---|---|---|
        | 1 | 2 | 3 | 4 | 5 | 6 | %s |

        > quoted %s
        """
            .formatted(
                endless,
                endless,
                endless,
                endless,
                "wide ".repeat(8),
                "cell ".repeat(20),
                endless));
    assertThat(visit.turn(1)).hasAttribute("data-status", "completed");
    visit.fits();
    assertThat(visit.messages("agent").locator("p").first()).hasCSS("direction", "rtl");
    assertThat(visit.messages("agent").locator("p").last()).hasCSS("direction", "rtl");
    visit.isAccessible("broad content");
    visit.shoot("content-375");
    for (int width : List.of(320, 768, 1440)) {
      visit.page.setViewportSize(width, 740);
      visit.fits();
    }
    assertThat(visit.complaints()).isEmpty();
  }

  private List<Integer> ints(String expression) {
    return ((List<?>) visit.page.evaluate(expression))
        .stream().map(number -> ((Number) number).intValue()).toList();
  }

  @Test
  void a_reply_of_markup_characters_is_shown_verbatim_and_does_not_block_the_page() {
    session.open(1);
    var hostile = "[a](".repeat(2_600);
    session.delta(1, 1, 0, hostile);
    assertThat(visit.turn(1)).containsText("[a]([a](");
    session.complete(1, hostile, "");
    assertThat(visit.turn(1)).hasAttribute("data-status", "completed");
    assertThat(visit.turn(1).locator("p.plain")).hasCount(1);
    visit.ask("And now?");
    session.reply(2, "Now **this**, [there](https://example.com), and:\n\n- one\n- two");
    assertThat(visit.turn(2).locator("strong")).hasText("this");
    assertThat(visit.turn(2).locator("li")).hasCount(2);
  }

  @Test
  void rendering_takes_linear_time() {
    var visit = BROWSER.visit();
    var slow =
        visit.page.evaluate(
            """
            async () => {
              const { blocksOf } = await import('/ui/markdown.js');
              const marks = ['[a](', '![a](', '[', '[a](<', '[a](b', '[a](b"c', '[a](()', '[[a]', '*a ', '**a ', '_a ',
                '*a_ ', '*a **b ', '_a_b', 'a*_', '~~a ', '`a', '*a`', '<', '<a href="', '<!--', '&a', 'a@', 'www.a.',
                '> ', '>', '> a\\n', '> - a\\n    a\\n', '- ', '- a\\n', '>- ', '- > ', '1. 1. ', '0) ', '|a', 'a|\\n-|-\\n',
                '|a|\\n|-|\\n', '# ', '[a]: b\\n', '[x]', '\\\\', '```\\n', '    a\\n', '\\n', ' ', 'a\\n', '()', '***'];
              const fill = (mark, length) => mark.repeat(length / mark.length);
              const millis = (text) => {
                let best = Infinity;
                for (let i = 0; i < 3; i++) {
                  const from = performance.now();
                  for (const streaming of [true, false]) blocksOf(text, { streaming }).forEach((b) => b.render());
                  best = Math.min(best, performance.now() - from);
                }
                return best;
              };
              // a text that is drawn quickly needs no comparison; four times the text may take eight times as long,
              // and a machine with other work in one of the two measurements has none in all five pairs
              const growsTooFast = (mark) => {
                const long = millis(fill(mark, 16_000));
                return long >= 150 && long > 8 * millis(fill(mark, 4_000));
              };
              return marks.filter((mark) => [1, 2, 3, 4, 5].every(() => growsTooFast(mark)));
            }\
            """);
    assertThat((List<?>) slow).isEmpty();
  }
}
