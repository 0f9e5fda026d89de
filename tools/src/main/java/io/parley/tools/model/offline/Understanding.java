package io.parley.tools.model.offline;

import io.parley.tools.model.offline.Intents.Guess;
import io.parley.tools.model.offline.Phrase.Asks;
import io.parley.tools.model.offline.Wish.Question;
import io.parley.tools.model.offline.Wish.Status;
import io.parley.tools.model.offline.Wish.Status.Kind;
import io.parley.tools.model.offline.Wish.Talk;
import io.parley.tools.model.offline.Wish.Ticket;
import io.parley.tools.model.offline.Wish.Unsure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds out what the customer wants. By default a message is a question for the help centre, whose
/// search tells whether it knows the answer: a wrong guess there costs nothing.
final class Understanding {
  /// Answered together; further questions in the same message are dropped.
  private static final int WISHES_MAX = 4;

  /// Parts that are read at all: each takes some 10 ms.
  private static final int PARTS_MAX = 8;

  private static final int STATUSES_MAX = 3;

  /// A question of fewer words than this only makes sense with the one before it.
  private static final int OWN_QUESTION_WORDS = 5;

  /// A wish is considered too when it is less likely than a question by no more than this (cosine).
  private static final double NEAR_BY = 0.2;

  private static final Pattern QUESTIONS = Pattern.compile("(?<=\\?)\\s+");

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

  private final Intents intents;
  private final Phrases phrases;
  private final double intentScore;

  Understanding(Intents intents, Phrases phrases, double intentScore) {
    this.intents = intents;
    this.phrases = phrases;
    this.intentScore = intentScore;
  }

  /// @return at least one
  List<Wish> wishes(Conversation talk) {
    var expected = Expectation.after(talk.lastReply(), phrases);
    var wishes = new ArrayList<Wish>();
    talk.asked().stream()
        .flatMap(message -> parts(message).stream())
        .limit(PARTS_MAX)
        .forEach(part -> add(part, talk, expected, wishes));
    return tidied(wishes);
  }

  private void add(String part, Conversation talk, Expectation expected, List<Wish> wishes) {
    // "where is my order" and then, in a message of its own, "1042"
    boolean completes = Numbers.only(part) && !wishes.isEmpty() && asksForNumber(wishes.getLast());
    boolean ticketNumber =
        completes
            ? wishes.removeLast().equals(new Talk(Phrase.ASK_TICKET_NUMBER))
            : expected.ticketNumber();
    if (ticketNumber && !Numbers.ticketsAskedFor(part).isEmpty())
      wishes.addAll(statuses(Kind.TICKET, Numbers.ticketsAskedFor(part)));
    else if ((expected.orderNumber() || Numbers.only(part)) && !statuses(part).isEmpty())
      wishes.addAll(statuses(part));
    else wishes.addAll(read(part, talk, expected));
  }

  private List<Wish> read(String part, Conversation talk, Expectation expected) {
    var guess = intents.guess(part);
    var intent = intent(part, guess);
    if (expected.isAccepted(part, intent)) return List.of(TicketWishes.agreed(talk));
    if (expected.isProblem(part, intent)) return List.of(TicketWishes.problem(part, talk));
    var torn = tornBetween(part, intent, guess);
    if (torn.isPresent()) return unsure(part, torn.get(), guess);
    return switch (intent) {
      case "human" -> List.of(TicketWishes.human(talk, phrases));
      case "ticket" -> List.of(TicketWishes.asked(part, guess.of(intent), talk));
      case "order-status", "ticket-status" -> status(part, intent, talk);
      default -> {
        var smallTalk = SMALL_TALK.get(intent);
        yield List.of(
            smallTalk == null ? new Question(part, Optional.empty()) : new Talk(smallTalk));
      }
    };
  }

  private String intent(String part, Guess guess) {
    if (TicketWishes.named(part) && guess.of("ticket") >= intentScore) return "ticket";
    return guess.of(guess.best()) >= intentScore ? guess.best() : Intents.KNOWLEDGE;
  }

  /// The wish that this may be instead of a question, or besides one; empty when it is clear.
  private Optional<Back> tornBetween(String part, String intent, Guess guess) {
    if (intent.equals("ticket") && TicketWishes.named(part)) return Optional.empty();
    return ASKED_BACK.stream()
        .filter(back -> intent.equals(back.matter()) || intent.equals(Intents.KNOWLEDGE))
        .filter(back -> guess.of(back.matter()) >= intentScore)
        .filter(back -> back.isNear(guess))
        .max(Comparator.comparingDouble(back -> guess.of(back.matter())));
  }

  /// Both the named order and the help centre; or the help centre first, with the other as a hint.
  private static List<Wish> unsure(String part, Back back, Guess guess) {
    var wishes = new ArrayList<>(statuses(part));
    if (!wishes.isEmpty()) wishes.add(new Unsure(part, Optional.empty(), Optional.empty()));
    else if (back.lead(guess) < 0) wishes.add(new Question(part, Optional.of(back.hint())));
    else wishes.add(new Unsure(part, Optional.of(back.otherwise()), Optional.of(back.hint())));
    return wishes;
  }

  private static List<Wish> status(String part, String intent, Conversation talk) {
    var named = statuses(part);
    if (!named.isEmpty()) return named;
    if (intent.equals("ticket-status")) return List.of(new Talk(Phrase.ASK_TICKET_NUMBER));
    // "and when will it arrive?", just after we spoke of an order
    var spokenOf = talk.lastReply().map(Numbers::orders).orElse(List.of());
    return spokenOf.size() == 1
        ? statuses(Kind.ORDER, spokenOf)
        : List.of(new Talk(Phrase.ASK_ORDER_NUMBER));
  }

  private static List<Wish> statuses(String part) {
    var tickets = Numbers.tickets(part);
    return tickets.isEmpty()
        ? statuses(Kind.ORDER, Numbers.orders(part))
        : statuses(Kind.TICKET, tickets);
  }

  private static List<Wish> statuses(Kind kind, List<String> numbers) {
    return numbers.stream()
        .limit(STATUSES_MAX)
        .<Wish>map(number -> new Status(kind, number))
        .toList();
  }

  /// Several questions in one message are several wishes.
  private static List<String> parts(String message) {
    var parts = new ArrayList<StringBuilder>();
    for (var part : QUESTIONS.split(message.strip(), -1)) {
      boolean own = part.split("\\s+").length >= OWN_QUESTION_WORDS && part.endsWith("?");
      if (own || parts.isEmpty()) parts.add(new StringBuilder(part));
      else parts.getLast().append(' ').append(part);
    }
    return parts.stream().map(StringBuilder::toString).toList();
  }

  /// Each wish once, one ticket at most, and no greetings where there are other wishes.
  private static List<Wish> tidied(List<Wish> wishes) {
    var distinct = new ArrayList<Wish>();
    boolean ticket = false;
    for (var wish : wishes) {
      if (distinct.contains(wish) || (ticket && wish instanceof Ticket)) continue;
      ticket |= wish instanceof Ticket;
      distinct.add(wish);
    }
    var matters = distinct.stream().filter(wish -> !isSmallTalk(wish)).limit(WISHES_MAX).toList();
    if (!matters.isEmpty()) return matters;
    return distinct.isEmpty() ? List.of(new Talk(Phrase.GREET)) : List.of(distinct.getLast());
  }

  private static boolean isSmallTalk(Wish wish) {
    return wish instanceof Talk(var phrase) && SMALL_TALK.containsValue(phrase);
  }

  private static boolean asksForNumber(Wish wish) {
    return wish instanceof Talk(var phrase) && phrase.asks() == Asks.NUMBER;
  }
}
