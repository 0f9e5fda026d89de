package io.parley.tools.model.offline;

import io.parley.tools.model.offline.Phrase.Asks;
import io.parley.tools.model.offline.Wish.Question;
import io.parley.tools.model.offline.Wish.Status;
import io.parley.tools.model.offline.Wish.Status.Kind;
import io.parley.tools.model.offline.Wish.Talk;
import io.parley.tools.model.offline.Wish.Ticket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the customer wants. Whatever is not clearly something else is a question for the help
/// centre, which finds out itself whether it knows the answer: a wrong guess there costs nothing.
final class Understanding {
  /// Answered together; who asks more at once is asked again by what is left.
  private static final int WISHES_MAX = 4;

  private static final int STATUSES_MAX = 3;

  /// A question of fewer words than this only makes sense with the one before it.
  private static final int OWN_QUESTION_WORDS = 5;

  /// Somebody who asks for a ticket in more words than this has said what it is about.
  private static final int TOLD_WORDS = 8;

  /// "It isn't here" is no question, whatever it resembles.
  private static final int SHORT_WORDS = 5;

  private static final Set<String> DENIALS = Set.of("order-status", "ticket-status", "deny");

  /// What somebody who was asked for their problem may resemble while they tell it.
  private static final Set<String> MATTERS =
      Set.of("order-status", "ticket-status", "ticket", Intents.KNOWLEDGE);

  private static final Pattern QUESTIONS = Pattern.compile("(?<=\\?)\\s+");
  private static final Pattern WANTS_TICKET =
      Pattern.compile(
          "(?i)\\b(open|create|raise|log|file|make|lodge|register|start)\\b.*\\b(ticket|case|complaint)\\b");
  private static final Pattern NOT_SO =
      Pattern.compile("(?i)\\b(not|never|nothing|nobody|nowhere|missing|lost|still)\\b|n['’]t\\b");
  private static final Pattern NO_HELP =
      Pattern.compile("(?i)\\b(thank|thanks|need|want|necessary|bother|worry|ticket)\\b");

  private static final Map<String, Phrase> SMALL_TALK =
      Map.of(
          "greeting", Phrase.GREET,
          "thanks", Phrase.THANKS,
          "goodbye", Phrase.GOODBYE,
          "capabilities", Phrase.CAPABILITIES,
          "affirm", Phrase.AFFIRM_WHAT,
          "deny", Phrase.DENY_OK);

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
    var wishes = new ArrayList<Wish>();
    for (var message : talk.asked())
      for (var part : parts(message)) {
        var read = read(part, talk, wishes.isEmpty() ? Optional.empty() : last(wishes));
        if (Numbers.only(part) && !wishes.isEmpty() && asksForNumber(wishes.getLast()))
          wishes.removeLast(); // "where is my order" and then, in a message of its own, "1042"
        wishes.addAll(read);
      }
    return tidied(wishes);
  }

  private List<Wish> read(String part, Conversation talk, Optional<Wish> previous) {
    var asked = asks(talk);
    if (asked.contains(Phrase.ASK_TICKET_NUMBER)
        || previous.filter(new Talk(Phrase.ASK_TICKET_NUMBER)::equals).isPresent()) {
      var numbers = Numbers.ticketsAskedFor(part);
      if (!numbers.isEmpty()) return statuses(Kind.TICKET, numbers);
    }
    if (asked.contains(Phrase.ASK_ORDER_NUMBER) || Numbers.only(part)) {
      var statuses = statuses(part);
      if (!statuses.isEmpty()) return statuses;
    }

    var guess = intents.guess(part);
    var intent =
        guess.score() >= intentScore && guess.score() >= guess.knowledge()
            ? guess.intent()
            : Intents.KNOWLEDGE;
    if (accepts(part, intent, asked)) return List.of(agreed(talk));
    if (asked.contains(Phrase.ASK_WHAT_IS_THE_PROBLEM)
        && MATTERS.contains(intent)
        && !part.endsWith("?")) return List.of(problem(part, talk));
    return switch (intent) {
      case "human" -> List.of(human(talk));
      case "ticket" -> List.of(ticket(part, talk));
      case "order-status", "ticket-status" -> status(part, intent, talk);
      default -> {
        var smallTalk = SMALL_TALK.get(intent);
        yield List.of(smallTalk == null ? new Question(part) : new Talk(smallTalk));
      }
    };
  }

  /// Whether this is the yes to a ticket that we offered.
  private static boolean accepts(String part, String intent, Set<Phrase> asked) {
    var offers = asked.stream().map(Phrase::asks).toList();
    if (offers.contains(Asks.OFFER) && (intent.equals("affirm") || intent.equals("ticket")))
      return true;
    return offers.contains(Asks.OFFER_IF_NOT)
        && (intent.equals("ticket")
            || (NOT_SO.matcher(part).find()
                && !NO_HELP.matcher(part).find()
                && !part.endsWith("?")
                && (DENIALS.contains(intent) || part.split("\\s+").length <= SHORT_WORDS)));
  }

  private List<Wish> status(String part, String intent, Conversation talk) {
    var named = statuses(part);
    if (!named.isEmpty()) return named;
    if (intent.equals("ticket-status")) return List.of(new Talk(Phrase.ASK_TICKET_NUMBER));
    // "and when will it arrive?", just after we spoke of an order
    var spokenOf = talk.lastReply().map(Numbers::orders).orElse(List.of());
    return spokenOf.size() == 1
        ? statuses(Kind.ORDER, spokenOf)
        : List.of(new Talk(Phrase.ASK_ORDER_NUMBER));
  }

  private Wish human(Conversation talk) {
    var called =
        talk.replies().stream()
            .filter(reply -> phrases.isIn(reply, Phrase.HUMAN_REQUESTED))
            .flatMap(reply -> Numbers.tickets(reply).stream())
            .reduce((_, later) -> later);
    if (called.isPresent()) return new Wish.AlreadyCalled(called.get());
    return new Ticket(
        TicketText.subject("Customer asks for a colleague", topic(talk).orElse("")),
        TicketText.description("The customer asked to talk to a human.", talk),
        Phrase.HUMAN_REQUESTED);
  }

  private Wish ticket(String part, Conversation talk) {
    boolean told = part.split("\\s+").length >= TOLD_WORDS || topic(talk).isPresent();
    if (!told) return new Talk(Phrase.ASK_WHAT_IS_THE_PROBLEM);
    var about = WANTS_TICKET.matcher(part).find() ? topic(talk).orElse(part) : part;
    return new Ticket(
        TicketText.subject("Customer asks for a ticket", about),
        TicketText.description("The customer asked for a ticket.", talk),
        Phrase.TICKET_CREATED);
  }

  private static Wish problem(String part, Conversation talk) {
    return new Ticket(
        TicketText.subject("Complaint", part),
        TicketText.description("The customer complained, and told what happened.", talk),
        Phrase.TICKET_CREATED);
  }

  private static Wish agreed(Conversation talk) {
    var about = topic(talk).orElse("");
    var spokenOf = talk.lastReply().map(TicketText::numbers).orElse(List.of());
    var prefix = spokenOf.isEmpty() ? "Question" : "About " + spokenOf.getFirst();
    return new Ticket(
        TicketText.subject(prefix, about),
        TicketText.description("The customer agreed to a ticket that the assistant offered.", talk),
        Phrase.TICKET_CREATED);
  }

  /// What the customer talked about before, numbers alone aside.
  private static Optional<String> topic(Conversation talk) {
    return talk.questions().reversed().stream()
        .filter(question -> !Numbers.only(question) && question.split("\\s+").length > 2)
        .findFirst();
  }

  private Set<Phrase> asks(Conversation talk) {
    var asked = EnumSet.noneOf(Phrase.class);
    talk.lastReply()
        .ifPresent(
            reply -> {
              for (var phrase : Phrase.values())
                if (phrase.asks() != Asks.NOTHING && phrases.isIn(reply, phrase)) asked.add(phrase);
            });
    return asked;
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
    var parts = new ArrayList<String>();
    for (var part : QUESTIONS.split(message.strip(), -1)) {
      boolean own = part.split("\\s+").length >= OWN_QUESTION_WORDS && part.endsWith("?");
      if (own || parts.isEmpty()) parts.add(part);
      else parts.set(parts.size() - 1, parts.getLast() + " " + part);
    }
    return parts;
  }

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

  private static Optional<Wish> last(List<Wish> wishes) {
    return Optional.of(wishes.getLast());
  }
}
