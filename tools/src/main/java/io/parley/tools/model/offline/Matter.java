package io.parley.tools.model.offline;

import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Colleague;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Earlier;
import io.parley.core.model.PromptMessage.Named;
import io.parley.core.model.PromptMessage.Remembered;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.tools.model.offline.Phrase.Asks;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The subject of the conversation so far, read from its messages.
///
/// @param order the order, @param ticket the ticket that was spoken of last
/// @param title the title of the article that was quoted in one of the last two replies
/// @param unknown how many of the last few replies said that we do not know
/// @param asked what the last two replies asked for or offered
record Matter(
    Optional<String> order,
    Optional<String> ticket,
    Optional<String> title,
    int unknown,
    Set<Phrase> asked) {
  private static final int RECENT = 2;
  private static final int UNKNOWN_RECENT = 4;

  static Matter of(Conversation talk, Languages languages) {
    var replies = talk.replies();
    var recent = replies.subList(Math.max(0, replies.size() - RECENT), replies.size());
    var asked = EnumSet.noneOf(Phrase.class);
    for (var phrase : Phrase.values())
      if (phrase.asks() != Asks.NOTHING
          && recent.stream().anyMatch(reply -> languages.isIn(reply, phrase))) asked.add(phrase);
    return new Matter(
        newest(talk.before(), languages, Numbers::orders),
        newest(talk.before(), languages, Numbers::tickets),
        recent.reversed().stream().flatMap(r -> languages.titleIn(r).stream()).findFirst(),
        (int)
            replies.reversed().stream()
                .limit(UNKNOWN_RECENT)
                .filter(reply -> isUnknown(reply, languages))
                .count(),
        asked);
  }

  static boolean isUnknown(String reply, Languages languages) {
    return Phrase.UNKNOWN.stream().anyMatch(phrase -> languages.isIn(reply, phrase));
  }

  private static Optional<String> newest(
      List<PromptMessage> messages, Languages languages, Function<String, List<String>> numbers) {
    boolean ofTicket = false;
    Optional<String> newest = Optional.empty();
    for (var message : messages) {
      var text = textOf(message, languages);
      boolean bare = ofTicket && message instanceof Customer;
      var found =
          text.map(
                  t ->
                      bare
                          ? numbers.apply(String.join(" ", Numbers.ticketsAskedFor(t)))
                          : numbers.apply(t))
              .orElse(List.of());
      if (!found.isEmpty()) newest = Optional.of(found.getLast());
      if (message instanceof Assistant(var reply))
        ofTicket = languages.isIn(reply, Phrase.ASK_TICKET_NUMBER);
    }
    return newest;
  }

  /// Without quotations, whose numbers are nobody's, and without our question for a ticket's
  /// number, which names an example.
  private static Optional<String> textOf(PromptMessage message, Languages languages) {
    return switch (message) {
      case Customer(var text) -> Optional.of(text);
      case Earlier(var summary) -> Optional.of(summary);
      case Assistant(var text) ->
          languages.isIn(text, Phrase.ASK_TICKET_NUMBER) || languages.hasMore(text)
              ? Optional.empty()
              : Optional.of(
                  text.lines()
                      .filter(line -> !line.startsWith(">"))
                      .collect(Collectors.joining("\n")));
      case Remembered _, Named _, Colleague _, ToolUse _ -> Optional.empty();
    };
  }

  boolean offers() {
    return Stream.of(Asks.OFFER, Asks.OFFER_HUMAN)
        .anyMatch(offer -> asked.stream().anyMatch(phrase -> phrase.asks() == offer));
  }
}
