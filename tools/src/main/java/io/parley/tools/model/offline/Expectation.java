package io.parley.tools.model.offline;

import io.parley.tools.model.offline.Phrase.Asks;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The expected reply to our last message: a number that we asked for, a yes to an offer.
///
/// @param asked the phrases in our last reply that ask for something
record Expectation(Set<Phrase> asked) {
  /// "It isn't here" is no question, whatever it resembles.
  private static final int SHORT_WORDS = 5;

  private static final int YES_WORDS = 6;

  private static final Set<String> DENIALS = Set.of("order-status", "ticket-status", "deny");

  /// Intents that the description of a problem may resemble.
  private static final Set<String> MATTERS =
      Set.of("order-status", "ticket-status", "ticket", Intents.KNOWLEDGE);

  static Expectation after(Optional<String> reply, Languages languages) {
    var asked = EnumSet.noneOf(Phrase.class);
    for (var phrase : Phrase.values())
      if (phrase.asks() != Asks.NOTHING && reply.filter(r -> languages.isIn(r, phrase)).isPresent())
        asked.add(phrase);
    return new Expectation(asked);
  }

  boolean orderNumber() {
    return asked.contains(Phrase.ASK_ORDER_NUMBER)
        || asked.contains(Phrase.HINT_ORDER_NUMBER)
        || readBack();
  }

  /// Whether we have just read back an order's number.
  boolean readBack() {
    return asked.contains(Phrase.READ_BACK_ORDER_NUMBER);
  }

  /// Whether this says that the number that we read back is right.
  boolean isNumberConfirmed(String part, String intent, Cues cues) {
    return readBack() && isYes(part, intent, cues);
  }

  boolean ticketNumber() {
    return asked.contains(Phrase.ASK_TICKET_NUMBER) || asked.contains(Phrase.HINT_TICKET_NUMBER);
  }

  /// Whether this tells the problem that we asked for.
  boolean isProblem(String part, String intent, Cues cues) {
    return asked.contains(Phrase.ASK_WHAT_IS_THE_PROBLEM)
        && MATTERS.contains(intent)
        && !part.endsWith("?")
        && !cues.beginsWith(Cue.ASKS, part);
  }

  /// Whether this is the yes to a ticket that we offered.
  boolean isAccepted(String part, String intent, Cues cues) {
    boolean named = cues.wantsTicket(part);
    if (offers(Asks.OFFER)
        && (isYes(part, intent, cues)
            || named
            || (aboutOrder() && cues.has(Cue.NOT_ARRIVED, part) && !part.endsWith("?"))))
      return true;
    return offers(Asks.OFFER_IF_NOT) && (named || isNotSo(part, intent, cues));
  }

  /// Whether this is the yes to a human that we offered.
  boolean isHumanAccepted(String part, String intent, Cues cues) {
    return offers(Asks.OFFER_HUMAN)
        && (isYes(part, intent, cues) || (intent.equals("human") && cues.has(Cue.HUMAN, part)));
  }

  /// A long message that resembles a yes says something else, and so does one with a farewell.
  private static boolean isYes(String part, String intent, Cues cues) {
    return intent.equals("affirm")
        && Folded.words(part).size() <= YES_WORDS
        && !cues.has(Cue.FAREWELL, part);
  }

  private boolean aboutOrder() {
    return asked.contains(Phrase.ORDER_FOUND_SHIPPED_LATE)
        || asked.contains(Phrase.ORDER_NOT_FOUND);
  }

  private boolean offers(Asks offer) {
    return asked.stream().anyMatch(phrase -> phrase.asks() == offer);
  }

  private static boolean isNotSo(String part, String intent, Cues cues) {
    if (part.endsWith("?") || cues.has(Cue.NO_HELP, part)) return false;
    if (cues.has(Cue.NOT_ARRIVED, part)) return true;
    return cues.has(Cue.NOT_SO, part)
        && (DENIALS.contains(intent) || Folded.words(part).size() <= SHORT_WORDS);
  }
}
