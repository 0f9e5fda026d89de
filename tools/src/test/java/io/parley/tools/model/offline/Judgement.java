package io.parley.tools.model.offline;

import com.typesafe.config.ConfigFactory;
import io.parley.core.support.TicketDraft;
import io.parley.tools.fake.Chat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// One reply's deeds, held against those of a right one.
///
/// @param earlier our replies before it
/// @param drafts the tickets that it opened
record Judgement(
    String language,
    Dialogue.Turn turn,
    Chat.Reply reply,
    List<String> earlier,
    List<TicketDraft> drafts) {
  private static final Languages LANGUAGES =
      Languages.of(OfflineSettings.from(ConfigFactory.load()));

  /// Independent of how the model recognises a language.
  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "en", Set.of("the", "and", "is", "you", "of", "not", "i", "it"),
          "de", Set.of("der", "die", "das", "und", "ist", "sie", "nicht", "ich"),
          "es", Set.of("el", "la", "y", "es", "un", "no", "que", "de"));

  boolean isRight() {
    return isInLanguage()
        && turn.expected().stream().anyMatch(facts -> facts.stream().allMatch(this::holds))
        && (drafts.isEmpty() || expects("ticket") || expects("human"));
  }

  /// The nearest article, which may not be the answer.
  boolean isUnsure() {
    return begins(Phrase.QUOTE_UNSURE);
  }

  boolean admits() {
    return Phrase.UNKNOWN.stream().anyMatch(this::says);
  }

  /// Something is stated or done that no right reply has: an article, a number that was looked up,
  /// a ticket. A question back, half an answer and a nearest article under "I'm not sure" are not
  /// right, but state nothing wrong.
  boolean isConfidentlyWrong() {
    if (isRight()) return false;
    if (!drafts.isEmpty() && !expects("ticket") && !expects("human")) return true;
    if (reply.calls().stream().anyMatch(call -> call.startsWith("fetch_status") && !isWanted(call)))
      return true;
    return begins(Phrase.QUOTE_INTRO)
        && facts("cites ").flatMap(refs -> Stream.of(refs.split(",", -1))).noneMatch(this::cites);
  }

  /// Whether a right reply looks up this number.
  private boolean isWanted(String call) {
    return Stream.concat(facts("order "), facts("status "))
        .anyMatch(number -> call.contains("\"" + number + "\""));
  }

  private Stream<String> facts(String kind) {
    return turn.expected().stream()
        .flatMap(List::stream)
        .filter(fact -> fact.startsWith(kind))
        .map(fact -> fact.substring(kind.length()));
  }

  private boolean expects(String fact) {
    return turn.expected().stream()
        .anyMatch(facts -> facts.stream().anyMatch(f -> f.startsWith(fact)));
  }

  private boolean holds(String fact) {
    var words = fact.split(" ", 2);
    var value = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "cites" -> List.of(value.split(",", -1)).stream().anyMatch(this::cites);
      case "order" -> looksUp("order", value);
      case "status" -> looksUp("ticket", value);
      case "ticket" ->
          drafts.stream().anyMatch(d -> (d.subject() + d.description()).contains(value));
      case "no-ticket" -> drafts.isEmpty();
      case "no-lookup" -> !calls("fetch_status");
      case "asks" -> asks(value);
      case "offers" ->
          List.of(Phrase.values()).stream()
              .filter(p -> p.asks() == Phrase.Asks.OFFER || p.asks() == Phrase.Asks.OFFER_HUMAN)
              .anyMatch(this::says);
      case "human" -> says(Phrase.HUMAN_REQUESTED) || begins(Phrase.HUMAN_ALREADY);
      case "greets" -> says(Phrase.GREET) || says(Phrase.GREET_NAMED);
      case "thanks" -> says(Phrase.THANKS);
      case "bye" -> says(Phrase.GOODBYE);
      case "capabilities" -> says(Phrase.CAPABILITIES);
      case "declined" -> says(Phrase.DENY_OK);
      case "asks-what" -> says(Phrase.AFFIRM_WHAT);
      case "admits" -> admits() && reply.cited().isEmpty();
      case "says" -> reply.text().contains(value);
      case "new" -> !earlier.contains(reply.text());
      default -> throw new IllegalArgumentException(fact);
    };
  }

  private boolean asks(String what) {
    return switch (what) {
      case "order-number" -> says(Phrase.ASK_ORDER_NUMBER) || says(Phrase.HINT_ORDER_NUMBER);
      case "ticket-number" -> says(Phrase.ASK_TICKET_NUMBER) || says(Phrase.HINT_TICKET_NUMBER);
      case "problem" -> says(Phrase.ASK_WHAT_IS_THE_PROBLEM);
      default -> throw new IllegalArgumentException(what);
    };
  }

  /// An article in the customer's language.
  private boolean cites(String ref) {
    return reply.cited().contains(language.equals("en") ? ref : ref + "-" + language);
  }

  private boolean looksUp(String kind, String number) {
    return reply.text().contains(number)
        && reply.calls().stream()
            .anyMatch(
                call ->
                    call.contains("\"kind\":\"" + kind + "\"")
                        && call.contains("\"number\":\"" + number + "\""));
  }

  private boolean calls(String tool) {
    return reply.calls().stream().anyMatch(call -> call.startsWith(tool));
  }

  private boolean says(Phrase phrase) {
    return LANGUAGES.all().stream()
        .anyMatch(l -> l.phrases().isIn(reply.text(), phrase) || isWhole(l.phrases(), phrase));
  }

  private boolean begins(Phrase phrase) {
    return LANGUAGES.all().stream().anyMatch(l -> l.phrases().isBegunIn(reply.text(), phrase));
  }

  private boolean isWhole(Phrases phrases, Phrase phrase) {
    return reply.text().equals(phrases.say(phrase, Map.of("name", "Scree & Sorrel")));
  }

  private boolean isInLanguage() {
    // a ticket's subject and note are as its writer wrote them
    var text = expects("status") ? reply.text().split("[„«\"]", -1)[0] : reply.text();
    var words = Folded.words(text);
    var counts = new HashMap<String, Long>();
    WORDS.forEach(
        (tag, common) -> counts.put(tag, words.stream().filter(common::contains).count()));
    var others = new HashSet<>(counts.keySet());
    others.remove(language);
    return others.stream().allMatch(other -> counts.get(language) >= counts.get(other));
  }
}
