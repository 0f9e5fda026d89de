package io.parley.tools.model.offline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The company's words for every [Phrase], with `{placeholders}`.
final class Phrases {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

  /// Phrases that say no more than their value where a company's file has none.
  private static final Map<Phrase, String> BARE =
      Map.of(
          Phrase.TICKET_NUMBER_IS, "{ticket}",
          Phrase.ORDER_NUMBER_IS, "{order}",
          Phrase.REMEMBERED, "{facts}");

  private static final String PASSAGE = "{passage}";

  /// So many words of an offer show that it was begun: the customer may answer in the middle of it.
  private static final int BEGUN_WORDS = 2;

  private final Map<Phrase, String> templates;

  /// Where the words are others when they are said aloud.
  private final Map<Phrase, String> spoken;

  private final Pattern source;
  private final List<Pattern> spokenSources;

  private Phrases(Map<Phrase, String> templates, Map<Phrase, String> spoken) {
    this.templates = templates;
    this.spoken = spoken;
    this.source = form(templates.get(Phrase.QUOTE_SOURCE));
    this.spokenSources =
        Stream.of(Phrase.QUOTE_INTRO, Phrase.QUOTE_UNSURE)
            .flatMap(phrase -> Stream.ofNullable(spoken.get(phrase)))
            .filter(text -> text.contains("{title}"))
            .map(text -> form(text.substring(0, text.indexOf(PASSAGE)).strip()))
            .toList();
  }

  /// @param document `{"greet": "Hello …", …}`
  /// @throws IllegalArgumentException when a phrase is missing, or cannot be recognised although it
  ///   must be
  static Phrases of(JsonNode document) {
    var templates = new EnumMap<Phrase, String>(Phrase.class);
    var spoken = new EnumMap<Phrase, String>(Phrase.class);
    for (var phrase : Phrase.values()) {
      var aloud = document.path(phrase.key() + "-spoken").asText();
      if (!aloud.isBlank()) spoken.put(phrase, checked(phrase, aloud));
      var text = text(document, phrase);
      if (text.isBlank() && phrase == Phrase.GO_ON) continue;
      if (text.isBlank())
        throw new IllegalArgumentException(
            "phrases: nothing for %s (expected: a text)".formatted(phrase.key()));
      templates.put(phrase, text);
      if (phrase == Phrase.QUOTE_SOURCE && !text.contains("{title}"))
        throw new IllegalArgumentException(
            "phrases: quote-source without {title} (expected: it names the article)");
      checked(phrase, text);
    }
    return new Phrases(templates, spoken);
  }

  private static String checked(Phrase phrase, String text) {
    if (phrase.asks() != Phrase.Asks.NOTHING && mark(text).contains("{"))
      throw new IllegalArgumentException(
          "phrases: %s ends with a placeholder (expected: a last sentence without one, so that"
                  .formatted(phrase.key())
              + " the phrase can be recognised)");
    boolean isQuote = phrase == Phrase.QUOTE_INTRO || phrase == Phrase.QUOTE_UNSURE;
    if (isQuote && !text.contains(PASSAGE))
      throw new IllegalArgumentException(
          "phrases: %s without {passage} (expected: it holds the quotation)"
              .formatted(phrase.key()));
    return text;
  }

  /// A phrase that was added later may be missing in a company's file.
  private static String text(JsonNode document, Phrase phrase) {
    var text = document.path(phrase.key()).asText();
    if (!text.isBlank()) return text;
    var bare = BARE.get(phrase);
    return bare != null ? bare : document.path(instead(phrase).key()).asText();
  }

  private static Phrase instead(Phrase phrase) {
    return switch (phrase) {
      case GREET_NAMED -> Phrase.GREET;
      case READ_BACK_ORDER_NUMBER, ORDER_NUMBER_AGAIN -> Phrase.ASK_ORDER_NUMBER;
      case TICKET_TOO_MANY -> Phrase.TOOL_BROKEN_TICKET;
      case NOTHING_MORE, NOTED_ADDRESS, NOTED_ADDRESS_FOR_TICKET -> Phrase.THANKS;
      case OFFER_TICKET_AGAIN -> Phrase.OFFER_TICKET;
      case DONT_KNOW_AGAIN, REMEMBERED_NOTHING -> Phrase.DONT_KNOW;
      case DONT_KNOW_OFFER_HUMAN, OFFER_HUMAN, OFFER_HUMAN_AGAIN -> Phrase.DONT_KNOW_OFFER_TICKET;
      default -> phrase;
    };
  }

  /// For a reply that is read.
  String say(Phrase phrase, Map<String, String> values) {
    return say(phrase, values, false);
  }

  /// A sentence for which a value is missing is left out, unless it is the only one.
  String say(Phrase phrase, Map<String, String> values, boolean aloud) {
    var written = templates.getOrDefault(phrase, "");
    var template = aloud ? spoken.getOrDefault(phrase, written) : written;
    var complete = Sentences.of(template).stream().allMatch(sentence -> complete(sentence, values));
    var kept =
        complete
            ? template
            : Sentences.of(template).stream()
                .filter(sentence -> complete(sentence, values))
                .collect(Collectors.joining(" "));
    return PLACEHOLDER
        .matcher(kept.isEmpty() ? template : kept)
        .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), "…")));
  }

  /// Whether `text`, something that we said, holds the phrase: recognised by its last sentence.
  boolean isIn(String text, Phrase phrase) {
    return Stream.of(templates, spoken)
        .flatMap(each -> Stream.ofNullable(each.get(phrase)))
        .anyMatch(template -> text.contains(mark(template)));
  }

  /// Whether `text`, something that we said and of which perhaps not all was heard, is a part of an
  /// answer.
  boolean hasMore(String text) {
    var offer = templates.getOrDefault(Phrase.GO_ON, "");
    if (offer.isEmpty()) return false;
    if (text.contains(offer) || spokenSources.stream().anyMatch(form -> form.matcher(text).find()))
      return true;
    var begun =
        List.of(offer.split(" ")).stream().limit(BEGUN_WORDS).collect(Collectors.joining(" "));
    return begun.length() < offer.length() && text.stripTrailing().endsWith(begun);
  }

  /// Whether `text`, something that we said, holds the phrase: recognised by its words before the
  /// first placeholder.
  boolean isBegunIn(String text, Phrase phrase) {
    return Stream.of(templates, spoken)
        .flatMap(each -> Stream.ofNullable(each.get(phrase)))
        .anyMatch(template -> text.contains(beginning(template)));
  }

  private static String beginning(String template) {
    int end = template.indexOf('{');
    return end < 0 ? template : template.substring(0, end).strip();
  }

  /// The title of the article that `text`, something that we said, names as its source.
  Optional<String> titleIn(String text) {
    return Stream.concat(Stream.of(source), spokenSources.stream())
        .flatMap(form -> form.matcher(text).results().limit(1))
        .findFirst()
        .map(match -> match.group("title"));
  }

  /// A pattern of the phrase that matches any value in its placeholders.
  private static Pattern form(String template) {
    var form = new StringBuilder();
    int from = 0;
    for (var placeholder : PLACEHOLDER.matcher(template).results().toList()) {
      form.append(Pattern.quote(template.substring(from, placeholder.start())));
      form.append(placeholder.group(1).equals("title") ? "(?<title>.{1,200}?)" : ".{1,200}?");
      from = placeholder.end();
    }
    return Pattern.compile(form.append(Pattern.quote(template.substring(from))).toString());
  }

  private static String mark(String template) {
    return Sentences.of(template).getLast();
  }

  private static boolean complete(String sentence, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(sentence)
        .results()
        .allMatch(match -> values.containsKey(match.group(1)));
  }
}
