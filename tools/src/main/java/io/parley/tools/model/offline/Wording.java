package io.parley.tools.model.offline;

import static io.parley.core.tool.ToolOutcome.Kind.IN_DOUBT;
import static io.parley.core.tool.ToolOutcome.Kind.REJECTED;
import static io.parley.core.tool.ToolOutcome.Kind.SUCCEEDED;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.tools.json.Jackson;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts the tools' results into words. Made for one reply.
final class Wording {
  private static final String PARAGRAPH = "\n\n";

  private final Languages languages;
  private final Language language;
  private final OfflineSettings settings;
  private final boolean ticketsOffered;
  private final Conversation talk;
  private final Manner manner;
  private final Matter matter;
  private final Set<String> cited = new LinkedHashSet<>();

  /// Whether there is more of the passage that was just quoted aloud.
  private boolean hasMore;

  /// @param offered names of the tools that may be called now
  Wording(
      Languages languages,
      OfflineSettings settings,
      Set<String> offered,
      Conversation talk,
      Manner manner) {
    this.languages = languages;
    this.language = languages.of(talk);
    this.settings = settings;
    this.ticketsOffered = offered.contains(Wish.TICKET_TOOL);
    this.talk = talk;
    this.manner = manner;
    this.matter = Matter.of(talk, languages);
  }

  Answer of(List<Wish> wishes) {
    if (manner.aloud()) return Answer.words(aloud(wishes), cited);
    var texts = new LinkedHashSet<String>();
    for (var wish : wishes) texts.add(of(wish));
    texts.remove("");
    return Answer.words(String.join(PARAGRAPH, texts), cited);
  }

  /// Two sentences, and an offer of the rest. Wishes wait while there is more to say of one before.
  private String aloud(List<Wish> wishes) {
    var left = new ArrayList<String>();
    boolean isLater = false;
    for (var wish : ordered(wishes)) {
      isLater = hasMore;
      if (isLater) break;
      left.addAll(SpokenPart.rest(SpokenPart.sentences(of(wish)), manner.said()));
    }
    if (left.isEmpty()) return say(Phrase.NOTHING_MORE, Map.of());
    var part = SpokenPart.of(left);
    // one question at a time
    boolean isOffered = (part.hasMore() || hasMore || isLater) && !part.text().endsWith("?");
    return isOffered ? (part.text() + " " + say(Phrase.GO_ON, Map.of())).strip() : part.text();
  }

  private static List<Wish> ordered(List<Wish> wishes) {
    return wishes.stream().sorted(Comparator.comparingInt(Wording::place)).toList();
  }

  /// Tickets first, then what is known; articles last, of which there is nearly always more.
  private static int place(Wish wish) {
    return switch (wish) {
      case Wish.Ticket _ -> 0;
      case Wish.Talk _, Wish.Said _, Wish.Unknown _, Wish.AlreadyCalled _, Wish.Status _ -> 1;
      case Wish.Question _, Wish.Unsure _ -> 2;
    };
  }

  private String of(Wish wish) {
    var use = wish.call().flatMap(talk::use);
    return switch (wish) {
      case Wish.Talk(var phrase) -> said(phrase);
      case Wish.Said(var phrase, var values) -> say(phrase, values);
      case Wish.Unknown _ -> unknown();
      case Wish.AlreadyCalled(var ticket) -> say(Phrase.HUMAN_ALREADY, Map.of("ticket", ticket));
      case Wish.Status status ->
          succeeded(use)
              .map(result -> status(status, result))
              .orElseGet(
                  () ->
                      say(
                          ticketsOffered ? Phrase.TOOL_BROKEN : Phrase.TOOL_BROKEN_NO_TICKET,
                          Map.of()));
      case Wish.Ticket ticket ->
          succeeded(use)
              .map(result -> created(ticket, result.path("ticket")))
              .orElseGet(() -> say(notCreated(use), Map.of()));
      case Wish.Question question ->
          hinted(
              findings(question)
                  .map(findings -> found(findings, question.doubtful()))
                  .orElseGet(() -> withOffer(say(Phrase.TOOL_BROKEN_SEARCH, Map.of()))),
              question.hint());
      case Wish.Unsure unsure ->
          findings(unsure)
              .filter(findings -> findings.best() >= settings.answerScore())
              .map(findings -> hinted(found(findings, false), unsure.hint()))
              .orElseGet(() -> said(unsure.otherwise()).collect(Collectors.joining(PARAGRAPH)));
    };
  }

  /// One question at a time where it is heard.
  private String hinted(String text, Optional<Phrase> hint) {
    if (hasMore) return text;
    return Stream.concat(Stream.of(text), said(hint)).collect(Collectors.joining(PARAGRAPH));
  }

  /// The best result of the searches that were made.
  private Optional<Findings> findings(Wish wish) {
    var searched = wish.searchesOf().stream().flatMap(search -> findings(search).stream()).toList();
    return searched.isEmpty()
        ? Optional.empty()
        : Optional.of(Findings.of(wish.searchesOf(), searched, language, settings));
  }

  private Optional<Findings> findings(Wish.Search search) {
    return succeeded(talk.use(search.call()))
        .map(result -> Findings.of(search, result, language, languages, settings));
  }

  private String said(Phrase phrase) {
    return phrase == Phrase.GREET && talk.name().isPresent()
        ? say(Phrase.GREET_NAMED, Map.of("customer", talk.name().get()))
        : say(phrase, Map.of());
  }

  /// Something else each time, and no offer twice.
  private String unknown() {
    return say(
        switch (matter.unknown()) {
          case 0 ->
              ticketsOffered && !matter.offers() ? Phrase.DONT_KNOW_OFFER_TICKET : Phrase.DONT_KNOW;
          case 2, 4 -> ticketsOffered ? Phrase.DONT_KNOW_OFFER_HUMAN : Phrase.DONT_KNOW;
          default -> Phrase.DONT_KNOW_AGAIN;
        },
        Map.of());
  }

  private String status(Wish.Status wish, JsonNode result) {
    return switch (wish.kind()) {
      case ORDER ->
          result.path("found").asBoolean()
              ? order(wish.number(), result.path("order"))
              : say(Phrase.ORDER_NOT_FOUND, Map.of("order", wish.number()));
      case TICKET ->
          result.path("found").asBoolean()
              ? ticket(wish.number(), result.path("ticket"))
              : say(Phrase.TICKET_NOT_FOUND, Map.of("ticket", wish.number()));
    };
  }

  private String order(String number, JsonNode order) {
    var values = new HashMap<String, String>();
    values.put("order", number);
    values.put("carrier", order.path("carrier").asText(language.carrier()));
    values.put("delivered", day(order.path("deliveredOn")).orElse(language.unknownDay()));
    day(order.path("expectedOn")).ifPresent(day -> values.put("expected", day));
    if (order.has("tracking")) values.put("tracking", order.path("tracking").asText());
    return say(
        switch (order.path("status").asText()) {
          case "placed" -> Phrase.ORDER_FOUND_PLACED;
          case "paid" -> Phrase.ORDER_FOUND_PAID;
          case "packed" -> Phrase.ORDER_FOUND_PACKED;
          case "shipped" ->
              order.path("late").asBoolean()
                  ? Phrase.ORDER_FOUND_SHIPPED_LATE
                  : order.has("tracking")
                      ? Phrase.ORDER_FOUND_SHIPPED
                      : Phrase.ORDER_FOUND_SHIPPED_PRIVATE;
          case "delivered" -> Phrase.ORDER_FOUND_DELIVERED;
          case "cancelled" -> Phrase.ORDER_FOUND_CANCELLED;
          case "returned" -> Phrase.ORDER_FOUND_RETURNED;
          default -> Phrase.ORDER_NOT_FOUND;
        },
        values);
  }

  private String ticket(String number, JsonNode ticket) {
    var text =
        say(
            switch (ticket.path("status").asText()) {
              case "open" -> Phrase.TICKET_FOUND_OPEN;
              case "waiting" -> Phrase.TICKET_FOUND_WAITING;
              case "solved" -> Phrase.TICKET_FOUND_SOLVED;
              default -> Phrase.TICKET_NOT_FOUND;
            },
            Map.of("ticket", number, "subject", ticket.path("subject").asText()));
    var note = ticket.path("note").asText();
    return note.isBlank() ? text : text + " " + say(Phrase.TICKET_NOTE, Map.of("note", note));
  }

  private String created(Wish.Ticket wish, JsonNode ticket) {
    return say(
        wish.confirmation(),
        Map.of(
            "ticket", ticket.path("number").asText(), "subject", ticket.path("subject").asText()));
  }

  private static Phrase notCreated(Optional<ToolUse> use) {
    return switch (use.map(made -> made.outcome().kind()).orElse(null)) {
      case IN_DOUBT -> Phrase.TICKET_IN_DOUBT;
      case REJECTED -> isTooMany(use.get()) ? Phrase.TICKET_TOO_MANY : Phrase.TICKET_REFUSED;
      case null, default -> Phrase.TOOL_BROKEN_TICKET;
    };
  }

  /// Whether it was refused because of the limit for the customer's network.
  private static boolean isTooMany(ToolUse use) {
    return Jackson.tree(use.outcome().result()).has("retryAfterSeconds");
  }

  private String found(Findings findings, boolean doubtful) {
    var passages = findings.passages();
    if (findings.best() < (doubtful ? Quote.CLEAR : settings.unsureScore())) return unknown();
    if (findings.best() < settings.answerScore())
      return withOffer(quoted(Phrase.QUOTE_UNSURE, passages.getFirst()));
    var answer = quoted(Phrase.QUOTE_INTRO, passages.getFirst());
    if (manner.aloud()) return answer;
    return Quote.second(passages, settings.answerScore())
        .map(also -> answer + PARAGRAPH + quoted(Phrase.QUOTE_ALSO, also))
        .orElse(answer);
  }

  private Stream<String> said(Optional<Phrase> phrase) {
    return phrase.stream()
        .filter(p -> p != Phrase.OFFER_TICKET || ticketsOffered)
        .map(p -> say(p, Map.of()));
  }

  private String quoted(Phrase frame, Findings.Passage passage) {
    cited.add(passage.ref());
    if (manner.aloud()) return aloud(frame, passage);
    return say(frame, Map.of("passage", Quote.of(passage.text(), settings)))
        + PARAGRAPH
        + say(Phrase.QUOTE_SOURCE, Map.of("title", passage.title(), "ref", passage.ref()));
  }

  private String aloud(Phrase frame, Findings.Passage passage) {
    var part = SpokenPart.of(passage.text(), language.tag(), manner.said());
    if (part.text().isEmpty()) return "";
    hasMore = part.hasMore() && frame == Phrase.QUOTE_INTRO;
    return manner.said().isEmpty()
        ? say(frame, Map.of("passage", part.text(), "title", passage.title()))
        : part.text();
  }

  private String withOffer(String text) {
    return ticketsOffered && !matter.offers()
        ? text + PARAGRAPH + say(Phrase.OFFER_TICKET, Map.of())
        : text;
  }

  private String say(Phrase phrase, Map<String, String> values) {
    var all = new HashMap<>(values);
    all.put("name", settings.company());
    return language.phrases().say(phrase, all, manner.aloud());
  }

  private static Optional<JsonNode> succeeded(Optional<ToolUse> use) {
    return use.filter(made -> made.outcome().kind() == SUCCEEDED)
        .map(made -> Jackson.tree(made.outcome().result()));
  }

  private Optional<String> day(JsonNode date) {
    return date.isTextual()
        ? Optional.of(language.on(LocalDate.parse(date.asText())))
        : Optional.empty();
  }
}
