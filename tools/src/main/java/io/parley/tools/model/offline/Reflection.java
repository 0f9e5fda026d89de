package io.parley.tools.model.offline;

import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Colleague;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.text.Unicode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The essence of a conversation: an extract, and, where an article was quoted and the customer was
/// content, the note that this article helped. The note contains the company's words alone.
///
/// Each line of the result is one that [io.parley.core.memory.note.MemoryNotes] reads.
final class Reflection {
  private static final int EPISODE_CHARS = 900;

  private static final Pattern CONTENT =
      Pattern.compile(
          "(?i)\\b(thanks|thank you|thx|perfect|great|wonderful|brilliant|that helps|that"
              + " helped|helpful|solved)\\b");
  private static final Pattern NOT_CONTENT =
      Pattern.compile("(?i)\\b(not|never|no|but|still|useless|wrong)\\b|n['’]t\\b|\\?");
  private static final Pattern HEADING = Pattern.compile("(?m)^> \\*\\*(.+)\\*\\*$");

  private Reflection() {}

  static List<String> of(List<PromptMessage> messages, Phrases phrases) {
    if (messages.stream().noneMatch(Customer.class::isInstance)) return List.of();
    var extract = Extract.of(messages, EPISODE_CHARS);
    if (extract.isBlank()) return List.of();
    var told = new ArrayList<String>();
    for (var line : extract.lines().toList().reversed()) told.add(line.replace(" | ", "; "));
    var helped = article(messages, phrases);
    helped.ifPresent(title -> told.add("Answered from the article " + title));
    if (isContent(messages)) told.add("The customer was content at the end");
    var episode = "episode: " + String.join(". ", told).replaceAll("([.!?…])\\. ", "$1 ");
    return Stream.concat(
            Stream.of(episode),
            helped
                .filter(_ -> isContent(messages) && !wasPassedOn(messages, phrases))
                .map(
                    title -> "procedure: A question like this was answered by the article " + title)
                .stream())
        .toList();
  }

  /// Title and heading of the last quotation.
  private static Optional<String> article(List<PromptMessage> messages, Phrases phrases) {
    for (var message : messages.reversed())
      if (message instanceof Assistant(var text)
          && phrases.titleIn(text).isPresent()
          && phrases.isBegunIn(text, Phrase.QUOTE_INTRO)) {
        var heading = HEADING.matcher(text).results().findFirst().map(match -> match.group(1));
        var title = "\"" + phrases.titleIn(text).get() + "\"";
        return Optional.of(heading.map(part -> title + ", below \"" + part + "\"").orElse(title));
      }
    return Optional.empty();
  }

  private static boolean isContent(List<PromptMessage> messages) {
    return messages.reversed().stream()
        .flatMap(
            message -> message instanceof Customer(var text) ? Stream.of(text) : Stream.empty())
        .findFirst()
        .map(Unicode::bounded)
        .filter(words -> CONTENT.matcher(words).find() && !NOT_CONTENT.matcher(words).find())
        .isPresent();
  }

  /// Whether people took over, by a ticket or by joining: then the article did not help.
  private static boolean wasPassedOn(List<PromptMessage> messages, Phrases phrases) {
    return messages.stream()
        .anyMatch(
            message ->
                message instanceof Colleague
                    || (message instanceof Assistant(var text)
                        && (phrases.isIn(text, Phrase.TICKET_CREATED)
                            || phrases.isIn(text, Phrase.HUMAN_REQUESTED))));
  }
}
