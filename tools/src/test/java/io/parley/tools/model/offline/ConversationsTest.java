package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.model.PromptMessage;
import io.parley.tools.fake.Chat;
import io.parley.tools.fake.MemoryTickets;
import io.parley.tools.fake.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How the offline model leads conversations of several turns, in its three languages. It is tuned
/// on `conversations/tuning.txt` and, since it was measured once, on `blind.txt`, whose writer had
/// seen nothing else. `test.txt` is by the writers of the tuning half, `fresh.txt` (German and
/// Spanish) by others who had seen nothing; their misses are not printed, because it was never
/// changed for them. The test half, which has the goals, is in every build. See [Dialogue] for the
/// notation and [Judgement] for what counts as right, and as confidently wrong.
class ConversationsTest {
  private record Floors(double right, double admitted, double wrong) {}

  /// A little below what was reached: 95.4, 97.2 and 0.8 %; 94.8, 95.3 and 1.3 %; 82.4, 89.3 and
  /// 2.7 %; 57.4, 89.5 and 2.6 %. The test half's floors are above the goals of 90, 95 and 2 %.
  private static final Floors TUNING = new Floors(0.94, 0.96, 0.012);

  private static final Floors TEST = new Floors(0.94, 0.95, 0.015);
  private static final Floors BLIND = new Floors(0.80, 0.88, 0.03);
  private static final Floors FRESH = new Floors(0.55, 0.88, 0.03);

  private static final class Figures {
    private int turns;
    private int right;
    private int unanswerable;
    private int admitted;
    private int wrong;
    private int unsure;

    private void count(Judgement judgement) {
      turns++;
      if (judgement.isRight()) right++;
      if (judgement.isConfidentlyWrong()) wrong++;
      if (judgement.isRight() && judgement.isUnsure()) unsure++;
      if (!judgement.turn().isUnanswerable()) return;
      unanswerable++;
      if (judgement.admits()) admitted++;
    }

    private String written() {
      return "right %d of %d (%.1f %%; %d of them as the nearest article), unanswerable admitted %d of %d, confidently wrong %d (%.1f %%)"
          .formatted(
              right,
              turns,
              100.0 * right / turns,
              unsure,
              admitted,
              unanswerable,
              wrong,
              100.0 * wrong / turns);
    }
  }

  @Test
  @Tag("long")
  void the_half_that_it_was_tuned_on() {
    held("tuning", true, TUNING);
  }

  @Test
  void the_half_that_it_was_not_tuned_on() {
    held("test", false, TEST);
  }

  @Test
  @Tag("long")
  void conversations_of_somebody_who_had_seen_none() {
    held("blind", true, BLIND);
  }

  @Test
  @Tag("long")
  void conversations_that_it_was_never_changed_for() {
    held("fresh", false, FRESH);
  }

  private static void held(String half, boolean missesPrinted, Floors floors) {
    var byLanguage = new TreeMap<String, Figures>(Map.of("all", new Figures()));
    for (var dialogue : Dialogue.read("/conversations/" + half + ".txt"))
      for (var judgement : led(dialogue)) {
        byLanguage.get("all").count(judgement);
        byLanguage.computeIfAbsent(dialogue.language(), _ -> new Figures()).count(judgement);
        if (missesPrinted && !judgement.isRight()) print(dialogue, judgement);
      }
    byLanguage.forEach(
        (language, figures) ->
            System.out.printf("%s, %s: %s%n", half, language, figures.written()));
    var all = byLanguage.get("all");
    assertThat((double) all.right / all.turns).isGreaterThanOrEqualTo(floors.right());
    assertThat((double) all.admitted / all.unanswerable).isGreaterThanOrEqualTo(floors.admitted());
    assertThat((double) all.wrong / all.turns).isLessThanOrEqualTo(floors.wrong());
  }

  private static List<Judgement> led(Dialogue dialogue) {
    var shop = new Shop();
    var chat =
        dialogue
            .customer()
            .map(shop::chat)
            .orElseGet(shop::chat)
            .after(remembered(dialogue.memories()))
            .after(greeting(dialogue.language()));
    var judgements = new ArrayList<Judgement>();
    var earlier = new ArrayList<String>();
    int opened = 0;
    for (var turn : dialogue.turns()) {
      var reply = chat.says(turn.says());
      var drafts = List.copyOf(shop.tickets.drafts);
      judgements.add(
          new Judgement(
              dialogue.language(),
              turn,
              reply,
              List.copyOf(earlier),
              drafts.subList(opened, drafts.size())));
      opened = drafts.size();
      earlier.add(reply.text());
    }
    return judgements;
  }

  /// As a session begins: in the language of the visitor's page.
  private static PromptMessage greeting(String language) {
    return new PromptMessage.Assistant(
        ConfigFactory.load().getString("parley.agent.texts." + language + ".greeting"));
  }

  private static PromptMessage[] remembered(List<String> facts) {
    if (facts.isEmpty()) return new PromptMessage[0];
    var key = Chat.ORIGIN.session();
    var memories = new ArrayList<Memory>();
    for (var fact : facts)
      memories.add(
          new Memory(
              Memory.id(key, memories.size()), MemoryKind.SEMANTIC, fact, key, MemoryTickets.NOW));
    return new PromptMessage[] {new PromptMessage.Remembered(memories)};
  }

  private static void print(Dialogue dialogue, Judgement judgement) {
    System.out.printf(
        "%s%s%n  > %s%n  = %s%n  < %s %s%n",
        judgement.isConfidentlyWrong() ? "!!! " : "",
        dialogue.title(),
        judgement.turn().says(),
        judgement.turn().expected(),
        judgement.reply().calls(),
        Sentences.line(judgement.reply().text(), 160));
  }
}
