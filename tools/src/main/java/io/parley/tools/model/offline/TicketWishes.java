package io.parley.tools.model.offline;

import io.parley.tools.model.offline.Wish.Talk;
import io.parley.tools.model.offline.Wish.Ticket;
import java.util.Optional;

/// The reasons for a ticket, each with its text.
final class TicketWishes {
  /// A request of at least so many words says what the ticket is about.
  private static final int TOLD_WORDS = 8;

  private TicketWishes() {}

  /// Somebody wants to talk to a human; once is enough.
  static Wish human(Conversation talk, Languages languages) {
    var called =
        talk.replies().stream()
            .filter(reply -> languages.isIn(reply, Phrase.HUMAN_REQUESTED))
            .flatMap(reply -> Numbers.tickets(reply).stream())
            .reduce((_, later) -> later);
    if (called.isPresent()) return new Wish.AlreadyCalled(called.get());
    return new Ticket(
        TicketText.subject("Customer asks for a colleague", topic(talk).orElse("")),
        TicketText.description("The customer asked to talk to a human.", talk),
        Phrase.HUMAN_REQUESTED);
  }

  /// Somebody wants a ticket, or to complain. A ticket has an effect: without explicit words for
  /// one we ask first.
  ///
  /// @param named whether the words ask for a ticket
  static Wish asked(String part, boolean named, Conversation talk) {
    boolean told = part.split("\\s+").length >= TOLD_WORDS || topic(talk).isPresent();
    if (!told || !named) return new Talk(Phrase.ASK_WHAT_IS_THE_PROBLEM);
    return new Ticket(
        TicketText.subject("Customer asks for a ticket", topic(talk).orElse(part)),
        TicketText.description("The customer asked for a ticket.", talk),
        Phrase.TICKET_CREATED);
  }

  /// Somebody told the problem that we asked for.
  static Wish problem(String part, Conversation talk) {
    return new Ticket(
        TicketText.subject("Complaint", part),
        TicketText.description("The customer complained, and told what happened.", talk),
        Phrase.TICKET_CREATED);
  }

  /// Somebody agreed to a ticket that we offered.
  ///
  /// @param order the order that was spoken of, if it is about one
  /// @param isAgain whether we offered it once more: the answer before tells no topic
  static Wish agreed(Conversation talk, Optional<String> order, boolean isAgain) {
    var spokenOf = talk.lastReply().map(TicketText::numbers).stream().flatMap(n -> n.stream());
    var prefix =
        spokenOf
            .findFirst()
            .or(() -> order.map(number -> "order " + number))
            .map(number -> "About " + number)
            .orElse("Question");
    return new Ticket(
        TicketText.subject(prefix, topic(talk, isAgain ? 1 : 0).orElse("")),
        TicketText.description("The customer agreed to a ticket that the assistant offered.", talk),
        Phrase.TICKET_CREATED);
  }

  /// The customer's topic so far, without messages that are numbers alone.
  private static Optional<String> topic(Conversation talk) {
    return topic(talk, 0);
  }

  /// @param answers the newest messages that tell no topic
  private static Optional<String> topic(Conversation talk, int answers) {
    return talk.questions().reversed().stream()
        .skip(answers)
        .filter(question -> !Numbers.only(question) && question.split("\\s+").length > 2)
        .findFirst();
  }
}
