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

/// What a conversation came down to: an extract of it, and, where an article was quoted and the
/// customer was content, that this article helped. The latter is in the company's words alone.
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

  /// The title, and the heading below which the answer stood, of what was quoted last.
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

  /// To people, by a ticket or because they joined: then it was not the article that helped.
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
