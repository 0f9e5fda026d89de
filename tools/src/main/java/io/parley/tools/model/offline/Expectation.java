package io.parley.tools.model.offline;

import io.parley.core.turn.SpokenConsent;
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

  /// Intents that words of consent may resemble: "why not" has the form of a question.
  private static final Set<String> UNLIKE_YES = Set.of(Intents.KNOWLEDGE, "deny");

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
        || asked.contains(Phrase.ORDER_NUMBER_AGAIN)
        || asked.contains(Phrase.HINT_ORDER_NUMBER)
        || readBack();
  }

  /// Whether we have just read back an order's number.
  boolean readBack() {
    return asked.contains(Phrase.READ_BACK_ORDER_NUMBER);
  }

  /// Whether this says that the number that we read back is right.
  boolean isNumberConfirmed(String part, String intent, Language language) {
    return readBack() && isYes(part, intent, language);
  }

  /// Whether this says that it is wrong.
  boolean isNumberDenied(String part, String intent, Language language) {
    return readBack() && (intent.equals("deny") || isRefusedYes(part, intent, language));
  }

  /// Whether figures answer our question for an order's number that are none: "50-100, 44". Once:
  /// to other figures after that something else is said.
  boolean isNumberUnclear(String part) {
    return asked.contains(Phrase.ASK_ORDER_NUMBER)
        && !asked.contains(Phrase.ORDER_NUMBER_AGAIN)
        && Numbers.areFigures(part);
  }

  boolean ticketNumber() {
    return asked.contains(Phrase.ASK_TICKET_NUMBER) || asked.contains(Phrase.HINT_TICKET_NUMBER);
  }

  /// Whether this tells the problem that we asked for.
  boolean isProblem(String part, String intent, Language language) {
    return asked.contains(Phrase.ASK_WHAT_IS_THE_PROBLEM)
        && MATTERS.contains(intent)
        && !part.endsWith("?")
        && !language.cues().beginsWith(Cue.ASKS, part);
  }

  /// Whether this is the yes to a ticket that we offered.
  boolean isAccepted(String part, String intent, Language language) {
    var cues = language.cues();
    boolean named = cues.wantsTicket(part);
    if (offers(Asks.OFFER)
        && (isYes(part, intent, language)
            || named
            || (aboutOrder() && cues.has(Cue.NOT_ARRIVED, part) && !part.endsWith("?"))))
      return true;
    return offers(Asks.OFFER_IF_NOT) && (named || isNotSo(part, intent, cues));
  }

  /// Whether this is the yes to a human that we offered.
  boolean isHumanAccepted(String part, String intent, Language language) {
    return offers(Asks.OFFER_HUMAN)
        && (isYes(part, intent, language)
            || (intent.equals("human") && language.cues().has(Cue.HUMAN, part)));
  }

  /// Whether we have just offered a ticket once more. A company without words for that has those of
  /// the first offer.
  boolean isTicketOfferedAgain() {
    return asked.contains(Phrase.OFFER_TICKET_AGAIN) && !asked.contains(Phrase.OFFER_TICKET);
  }

  /// The question after an answer to an offer that may be no yes, if it was not asked just now.
  ///
  /// @param ofHuman whether it would bring in a human
  Optional<Phrase> again(boolean ofHuman) {
    if (asked.contains(Phrase.OFFER_TICKET_AGAIN) || asked.contains(Phrase.OFFER_HUMAN_AGAIN))
      return Optional.empty();
    if (ofHuman) return Optional.of(Phrase.OFFER_HUMAN_AGAIN).filter(_ -> offers(Asks.OFFER_HUMAN));
    return Optional.of(Phrase.OFFER_TICKET_AGAIN)
        .filter(_ -> offers(Asks.OFFER) || offers(Asks.OFFER_IF_NOT));
  }

  /// The question after words that resemble a yes to an offer, and refuse.
  Optional<Phrase> again(String part, String intent, Language language) {
    return isRefusedYes(part, intent, language)
        ? again(false).filter(_ -> offers(Asks.OFFER)).or(() -> again(true))
        : Optional.empty();
  }

  /// A long message that resembles a yes says something else, and so does one with a farewell.
  private static boolean isYes(String part, String intent, Language language) {
    var cues = language.cues();
    if (Folded.words(part).size() > YES_WORDS || cues.has(Cue.FAREWELL, part)) return false;
    if (intent.equals("affirm")) return !isRefusedYes(part, intent, language);
    return UNLIKE_YES.contains(intent)
        && !cues.has(Cue.NO_HELP, part)
        && consent(part.replace("?", ""), language) == SpokenConsent.YES;
  }

  /// "I can't be right" resembles a yes. "Yes, it is still not here" is one: its refusal is of
  /// something else.
  private static boolean isRefusedYes(String part, String intent, Language language) {
    return intent.equals("affirm") && consent(part, language) == SpokenConsent.NO;
  }

  private static SpokenConsent consent(String part, Language language) {
    return SpokenConsent.of(part, language.tag(), "");
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
