package io.parley.tools.model.offline;

import io.parley.tools.model.offline.Phrase.Asks;
import io.parley.tools.model.offline.Wish.Question;
import io.parley.tools.model.offline.Wish.Said;
import io.parley.tools.model.offline.Wish.Search;
import io.parley.tools.model.offline.Wish.Status;
import io.parley.tools.model.offline.Wish.Status.Kind;
import io.parley.tools.model.offline.Wish.Talk;
import io.parley.tools.model.offline.Wish.Unsure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One part of what the customer wrote, read with what was said before.
///
/// @param before what it goes on with: the part before it, or the article that was quoted last
record Reading(
    String part,
    Optional<String> before,
    Conversation talk,
    Matter matter,
    Expectation expected,
    Language language,
    Languages languages,
    Classifier classifier,
    OfflineSettings settings) {
  private static final int STATUSES_MAX = 3;

  /// A wish is considered too when it is less likely than a question by no more than this (cosine).
  private static final double NEAR_BY = 0.2;

  /// So much of the nearness of other wishes is enough where the words name a human.
  private static final double HUMAN_NEAR = 0.6;

  /// From this nearness on a subject may be none of ours.
  private static final double OFF_TOPIC = 0.25;

  private static final Map<String, Phrase> SMALL_TALK =
      Map.of(
          "greeting", Phrase.GREET,
          "thanks", Phrase.THANKS,
          "goodbye", Phrase.GOODBYE,
          "capabilities", Phrase.CAPABILITIES,
          "affirm", Phrase.AFFIRM_WHAT,
          "deny", Phrase.DENY_OK);

  /// A wish that needs a question back.
  ///
  /// @param clearBy the lead (cosine) over a question that it needs to count as this wish alone;
  ///   larger where a mistake has an effect
  /// @param hint the question to add after another answer
  private record Back(String matter, double clearBy, Phrase otherwise, Phrase hint) {
    boolean isNear(Guess guess) {
      double lead = lead(guess);
      return lead < clearBy && lead > -NEAR_BY;
    }

    double lead(Guess guess) {
      return guess.of(matter) - guess.of(Intents.KNOWLEDGE);
    }
  }

  private static final List<Back> ASKED_BACK =
      List.of(
          new Back("order-status", 0.06, Phrase.ASK_ORDER_NUMBER, Phrase.HINT_ORDER_NUMBER),
          new Back("ticket-status", 0.06, Phrase.ASK_TICKET_NUMBER, Phrase.HINT_TICKET_NUMBER),
          new Back("ticket", 0.12, Phrase.ASK_WHAT_IS_THE_PROBLEM, Phrase.OFFER_TICKET));

  List<Wish> wishes() {
    var guess = classifier.guess(Numbers.withoutPrivate(part));
    if (isNoise()) return List.of(new Wish.Unknown());
    var intent = intent(guess);
    if (expected.isNumberConfirmed(part, intent, language))
      return statuses(talk.lastReply().orElseThrow());
    if (expected.isNumberDenied(part, intent, language) && statuses(part).isEmpty())
      return List.of(new Talk(Phrase.ASK_ORDER_NUMBER));
    if (expected.isNumberUnclear(part) && statuses(part).isEmpty())
      return List.of(new Talk(Phrase.ORDER_NUMBER_AGAIN));
    if (expected.isHumanAccepted(part, intent, language))
      return List.of(TicketWishes.human(talk, languages));
    if (expected.isAccepted(part, intent, language))
      return List.of(TicketWishes.agreed(talk, matter.order(), expected.isTicketOfferedAgain()));
    var again = expected.again(part, intent, language);
    if (again.isPresent()) return List.of(new Talk(again.get()));
    if (expected.isProblem(part, intent, language))
      return List.of(TicketWishes.problem(part, talk));
    var recalled = recalled();
    if (recalled.isPresent()) return List.of(recalled.get());
    var address = Addresses.alone(part, language.cues());
    if (address.isPresent()) return List.of(noted(address.get()));
    if (isNumberAlone() || !Numbers.tickets(part).isEmpty()) return statuses(part);
    if (asksForHuman(guess)) return List.of(TicketWishes.human(talk, languages));
    var torn = tornBetween(intent, guess);
    if (torn.isPresent()) return unsure(torn.get(), guess);
    return switch (intent) {
      case "human" -> List.of(human(guess));
      case "insult" -> named(List.of(insulted(guess)));
      case "ticket" -> List.of(ticket(guess));
      case "order-status", "ticket-status" -> status(intent, guess);
      case "memory" -> List.of(remembered());
      case "offtopic" -> named(List.of(question(guess)));
      case "deny" -> List.of(new Talk(isOtherOrder() ? Phrase.ASK_ORDER_NUMBER : Phrase.DENY_OK));
      default -> {
        var smallTalk = SMALL_TALK.get(intent);
        if (smallTalk != null) yield named(List.of(new Talk(farewellOr(smallTalk))));
        yield statuses(part).isEmpty() ? List.of(question(guess)) : both(guess);
      }
    };
  }

  private String intent(Guess guess) {
    if (language.cues().wantsTicket(part) && guess.of("ticket") >= settings.intentScore())
      return "ticket";
    var best = guess.best();
    boolean answers = best.equals("affirm") || best.equals("deny");
    boolean asks = part.endsWith("?") || language.cues().beginsWith(Cue.ASKS, part);
    return guess.of(best) >= settings.intentScore() && !(answers && asks)
        ? best
        : Intents.KNOWLEDGE;
  }

  /// "Could a colleague contact me?", however else it is said.
  private boolean asksForHuman(Guess guess) {
    return language.cues().has(Cue.HUMAN, part)
        && language.cues().has(Cue.TALK, part)
        && guess.of("human") >= guess.of("capabilities")
        && guess.of("human") >= HUMAN_NEAR * settings.intentScore();
  }

  /// "No, I mean my other order", after we spoke of one.
  private boolean isOtherOrder() {
    return matter.order().isPresent()
        && language.cues().has(Cue.OTHER, part)
        && language.cues().has(Cue.ORDER, part);
  }

  private boolean isNumberAlone() {
    return !statuses(part).isEmpty() && language.cues().content(part).isEmpty();
  }

  /// One unknown word that no language has: "asdf".
  private boolean isNoise() {
    var content = language.cues().content(part);
    return content.size() == 1
        && Folded.words(part).size() == 1
        && statuses(part).isEmpty()
        && languages.all().stream().allMatch(known -> known.cues().commonIn(part) == 0)
        && !classifier.knows(content.getFirst());
  }

  /// A human is called when the words name one; likeness alone is no reason to.
  private Wish human(Guess guess) {
    return language.cues().has(Cue.HUMAN, part)
        ? TicketWishes.human(talk, languages)
        : question(guess);
  }

  private Wish insulted(Guess guess) {
    return guess.of("human") >= settings.intentScore() && language.cues().has(Cue.HUMAN, part)
        ? TicketWishes.human(talk, languages)
        : new Talk(Phrase.OFFER_HUMAN);
  }

  private Wish ticket(Guess guess) {
    boolean named = language.cues().wantsTicket(part);
    return named || language.cues().has(Cue.COMPLAINT, part)
        ? TicketWishes.asked(part, named, talk)
        : question(guess);
  }

  private boolean isOffTopic(Guess guess) {
    return guess.of("offtopic") > guess.of(Intents.KNOWLEDGE)
        && guess.of("offtopic") >= OFF_TOPIC
        && !searches().hasTopic(part, guess);
  }

  /// "What was my ticket number again?"
  private Optional<Wish> recalled() {
    var cues = language.cues();
    if (!cues.has(Cue.RECALL, part) || !Numbers.tickets(part).isEmpty()) return Optional.empty();
    if (cues.has(Cue.TICKET_NUMBER, part))
      return matter
          .ticket()
          .map(number -> new Said(Phrase.TICKET_NUMBER_IS, Map.of("ticket", number)));
    if (cues.has(Cue.ORDER_NUMBER, part) && Numbers.orders(part).isEmpty())
      return matter
          .order()
          .map(number -> new Said(Phrase.ORDER_NUMBER_IS, Map.of("order", number)));
    return Optional.empty();
  }

  private Wish noted(String address) {
    return matter
        .ticket()
        .map(
            ticket ->
                new Said(
                    Phrase.NOTED_ADDRESS_FOR_TICKET, Map.of("address", address, "ticket", ticket)))
        .orElseGet(() -> new Said(Phrase.NOTED_ADDRESS, Map.of("address", address)));
  }

  private Wish remembered() {
    var facts = talk.facts();
    return facts.isEmpty()
        ? new Talk(Phrase.REMEMBERED_NOTHING)
        : new Said(Phrase.REMEMBERED, Map.of("facts", language.told(facts)));
  }

  /// The wish that this may be instead of a question, or besides one; empty when it is clear.
  private Optional<Back> tornBetween(String intent, Guess guess) {
    if (intent.equals("ticket")
        && (language.cues().wantsTicket(part) || !language.cues().has(Cue.COMPLAINT, part)))
      return Optional.empty();
    return ASKED_BACK.stream()
        .filter(back -> intent.equals(back.matter()) || intent.equals(Intents.KNOWLEDGE))
        .filter(back -> guess.of(back.matter()) >= settings.intentScore())
        .filter(back -> back.isNear(guess))
        .max(Comparator.comparingDouble(back -> guess.of(back.matter())));
  }

  /// Both the named order and the help centre; or the help centre first, with the other as a hint.
  private List<Wish> unsure(Back back, Guess guess) {
    if (!statuses(part).isEmpty()) return both(guess);
    return List.of(
        back.lead(guess) < 0
            ? new Question(searched(guess), false, hint(back))
            : new Unsure(searched(guess), Optional.of(back.otherwise()), hint(back)));
  }

  private List<Wish> both(Guess guess) {
    var wishes = new ArrayList<>(statuses(part));
    wishes.add(new Unsure(searched(guess), Optional.empty(), Optional.empty()));
    return wishes;
  }

  /// "Ok bye" is no yes, and "thank you, goodbye" wants no more.
  private Phrase farewellOr(Phrase smallTalk) {
    return (smallTalk == Phrase.AFFIRM_WHAT || smallTalk == Phrase.THANKS)
            && language.cues().has(Cue.FAREWELL, part)
        ? Phrase.GOODBYE
        : smallTalk;
  }

  /// The orders that the part names, or else another wish.
  private List<Wish> named(List<Wish> otherwise) {
    return statuses(part).isEmpty() ? otherwise : statuses(part);
  }

  /// Not once more what the last replies asked already.
  private Optional<Phrase> hint(Back back) {
    return Optional.of(back.hint()).filter(hint -> !matter.asked().contains(hint));
  }

  private List<Wish> status(String intent, Guess guess) {
    var named = statuses(part);
    if (!named.isEmpty()) return named;
    boolean other = language.cues().has(Cue.OTHER, part);
    if (intent.equals("ticket-status"))
      return matter
          .ticket()
          .filter(_ -> !other)
          .map(number -> statuses(Kind.TICKET, List.of(number)))
          .orElse(List.of(new Talk(Phrase.ASK_TICKET_NUMBER)));
    // "by when do I have to send them?", after an article on returns
    if (matter.order().isEmpty() && matter.title().isPresent() && searches().goesOn(part))
      return List.of(question(guess));
    // "when does the next bus leave?"
    if (matter.order().isEmpty()
        && !language.cues().has(Cue.MINE, part)
        && !language.cues().has(Cue.ORDER, part)) return List.of(question(guess));
    // "and when will it arrive?", after we spoke of an order
    return matter
        .order()
        .filter(_ -> !other)
        .map(number -> statuses(Kind.ORDER, List.of(number)))
        .orElse(List.of(new Talk(Phrase.ASK_ORDER_NUMBER)));
  }

  private Wish question(Guess guess) {
    return new Question(searched(guess), isOffTopic(guess), Optional.empty());
  }

  private List<Search> searched(Guess guess) {
    return searches().of(Numbers.withoutPrivate(part), before, guess);
  }

  private Searches searches() {
    return new Searches(language, classifier, settings.answerScore());
  }

  static List<Wish> statuses(String part) {
    var tickets = Numbers.tickets(part);
    return tickets.isEmpty()
        ? statuses(Kind.ORDER, Numbers.orders(part))
        : statuses(Kind.TICKET, tickets);
  }

  static List<Wish> statuses(Kind kind, List<String> numbers) {
    return numbers.stream()
        .limit(STATUSES_MAX)
        .<Wish>map(number -> new Status(kind, number))
        .toList();
  }

  static boolean isSmallTalk(Wish wish) {
    return wish instanceof Talk(var phrase)
        && phrase.asks() == Asks.NOTHING
        && SMALL_TALK.containsValue(phrase);
  }
}
