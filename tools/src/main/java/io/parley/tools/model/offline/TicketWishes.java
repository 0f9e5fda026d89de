package io.parley.tools.model.offline;

import io.parley.core.text.Unicode;
import io.parley.tools.model.offline.Wish.Talk;
import io.parley.tools.model.offline.Wish.Ticket;
import java.util.Optional;
import java.util.regex.Pattern;

/// The reasons for a ticket, each with its text.
final class TicketWishes {
  /// A request of at least so many words says what the ticket is about.
  private static final int TOLD_WORDS = 8;

  /// A ticket has an effect, so the match has to be close; otherwise we ask first.
  private static final double CERTAIN = 0.55;

  private static final Pattern WANTS =
      Pattern.compile("(?i)\\b(?:open|create|raise|log|file|make|lodge|register|start)\\b");
  private static final Pattern TICKET = Pattern.compile("(?i)\\b(?:ticket|case|complaint)\\b");

  private TicketWishes() {}

  /// Somebody wants to talk to a human; once is enough.
  static Wish human(Conversation talk, Phrases phrases) {
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

  /// Whether the words ask for a ticket explicitly.
  static boolean named(String part) {
    return Unicode.bounded(part).lines().anyMatch(TicketWishes::wantsTicket);
  }

  private static boolean wantsTicket(String line) {
    var wants = WANTS.matcher(line);
    return wants.find() && TICKET.matcher(line).find(wants.end());
  }

  /// Somebody wants a ticket, or to complain.
  ///
  /// @param score how near the words are to those of others who wanted that
  static Wish asked(String part, double score, Conversation talk) {
    boolean named = named(part);
    boolean told = part.split("\\s+").length >= TOLD_WORDS || topic(talk).isPresent();
    if (!told || (!named && score < CERTAIN)) return new Talk(Phrase.ASK_WHAT_IS_THE_PROBLEM);
    return new Ticket(
        TicketText.subject("Customer asks for a ticket", named ? topic(talk).orElse(part) : part),
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
  static Wish agreed(Conversation talk) {
    var spokenOf = talk.lastReply().map(TicketText::numbers).stream().flatMap(n -> n.stream());
    var prefix = spokenOf.findFirst().map(number -> "About " + number).orElse("Question");
    return new Ticket(
        TicketText.subject(prefix, topic(talk).orElse("")),
        TicketText.description("The customer agreed to a ticket that the assistant offered.", talk),
        Phrase.TICKET_CREATED);
  }

  /// The customer's topic so far, without messages that are numbers alone.
  private static Optional<String> topic(Conversation talk) {
    return talk.questions().reversed().stream()
        .filter(question -> !Numbers.only(question) && question.split("\\s+").length > 2)
        .findFirst();
  }
}
