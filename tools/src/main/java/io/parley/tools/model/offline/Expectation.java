package io.parley.tools.model.offline;

import io.parley.core.text.Unicode;
import io.parley.tools.model.offline.Phrase.Asks;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The expected reply to our last message: a number that we asked for, a yes to an offer.
///
/// @param asked the phrases in our last reply that ask for something
record Expectation(Set<Phrase> asked) {
  /// "It isn't here" is no question, whatever it resembles.
  private static final int SHORT_WORDS = 5;

  private static final Set<String> DENIALS = Set.of("order-status", "ticket-status", "deny");

  /// Intents that the description of a problem may resemble.
  private static final Set<String> MATTERS =
      Set.of("order-status", "ticket-status", "ticket", Intents.KNOWLEDGE);

  private static final Pattern NOT_SO =
      Pattern.compile("(?i)\\b(not|never|nothing|nobody|nowhere|missing|lost|still)\\b|n['’]t\\b");
  private static final Pattern NO_HELP =
      Pattern.compile("(?i)\\b(thank|thanks|need|want|necessary|bother|worry|ticket)\\b");

  static Expectation after(Optional<String> reply, Phrases phrases) {
    var asked = EnumSet.noneOf(Phrase.class);
    for (var phrase : Phrase.values())
      if (phrase.asks() != Asks.NOTHING && reply.filter(r -> phrases.isIn(r, phrase)).isPresent())
        asked.add(phrase);
    return new Expectation(asked);
  }

  boolean orderNumber() {
    return asked.contains(Phrase.ASK_ORDER_NUMBER) || asked.contains(Phrase.HINT_ORDER_NUMBER);
  }

  boolean ticketNumber() {
    return asked.contains(Phrase.ASK_TICKET_NUMBER) || asked.contains(Phrase.HINT_TICKET_NUMBER);
  }

  /// Whether this tells the problem that we asked for.
  boolean isProblem(String part, String intent) {
    return asked.contains(Phrase.ASK_WHAT_IS_THE_PROBLEM)
        && MATTERS.contains(intent)
        && !part.endsWith("?");
  }

  /// Whether this is the yes to a ticket that we offered.
  boolean isAccepted(String part, String intent) {
    if (offers(Asks.OFFER) && (intent.equals("affirm") || intent.equals("ticket"))) return true;
    return offers(Asks.OFFER_IF_NOT) && (intent.equals("ticket") || isNotSo(part, intent));
  }

  private boolean offers(Asks offer) {
    return asked.stream().anyMatch(phrase -> phrase.asks() == offer);
  }

  private static boolean isNotSo(String said, String intent) {
    var part = Unicode.bounded(said);
    return NOT_SO.matcher(part).find()
        && !NO_HELP.matcher(part).find()
        && !part.endsWith("?")
        && (DENIALS.contains(intent) || part.split("\\s+").length <= SHORT_WORDS);
  }
}
