package io.parley.tools.model.offline;

import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Colleague;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Earlier;
import io.parley.core.model.PromptMessage.Named;
import io.parley.core.model.PromptMessage.Remembered;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.text.Unicode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.regex.Pattern;

/// A summary by extraction: sentences and numbers from the conversation, sorted under a few
/// headings. An extract of an extract keeps them, except for what no longer fits: the oldest
/// questions are dropped first, names and numbers last.
final class Extract {
  private static final String NAME = "Customer's name: ";
  private static final String NUMBERS = "Numbers: ";
  private static final String PROMISED = "Promised: ";
  private static final String ASKED = "Asked: ";
  private static final String BEFORE = "Before: ";

  private static final int LINE_CHARS = 240;
  private static final int NUMBERS_MAX = 60;
  private static final int PROMISED_MAX = 20;
  private static final int ASKED_MAX = 6;

  private static final Pattern NAMED =
      Pattern.compile(
          "(?:[Mm]y name is|[Mm]y name's|I am called|[Cc]all me|[Tt]his is) (\\p{Lu}[\\p{L}'-]*+(?:"
              + " \\p{Lu}[\\p{L}'-]*+)*+)");
  private static final Pattern PROMISE =
      Pattern.compile(
          "(?i)\\b(i|we|a colleague|they|somebody)(['’]ll| will)\\b|\\bi['’]ve"
              + " (opened|asked)\\b|\\bwithin (\\d+|one|two) ");

  private final SequencedSet<String> names = new LinkedHashSet<>();
  private final SequencedSet<String> numbers = new LinkedHashSet<>();
  private final SequencedSet<String> promised = new LinkedHashSet<>();
  private final SequencedSet<String> asked = new LinkedHashSet<>();
  private final SequencedSet<String> before = new LinkedHashSet<>();

  private Extract() {}

  /// @param chars the longest result
  static String of(List<PromptMessage> messages, int chars) {
    var extract = new Extract();
    for (var message : messages) extract.read(message);
    return extract.written(chars);
  }

  private void read(PromptMessage message) {
    switch (message) {
      case Earlier(var summary) -> summary.lines().forEach(this::again);
      case Customer(var text) -> {
        NAMED.matcher(text).results().forEach(match -> add(names, match.group(1)));
        TicketText.numbers(text).forEach(number -> add(numbers, number));
        if (!Numbers.only(text)) add(asked, Sentences.line(text, LINE_CHARS));
      }
      case Assistant(var text) -> promises(text);
      case Colleague(var text) -> promises(text);
      case ToolUse _ -> {
        // its result was said
      }
      case Remembered _, Named _ -> {
        // is kept at its origin
      }
    }
  }

  private void promises(String text) {
    TicketText.numbers(text).stream()
        .filter(number -> number.startsWith("ticket"))
        .forEach(number -> add(numbers, number));
    for (var sentence : Sentences.of(Unicode.bounded(text)))
      if (!sentence.startsWith(">") && !sentence.endsWith("?") && PROMISE.matcher(sentence).find())
        add(promised, Sentences.line(sentence, LINE_CHARS));
  }

  /// Takes a line of an earlier summary; another model's has none of our headings.
  private void again(String line) {
    Map<String, SequencedSet<String>> headings = new LinkedHashMap<>();
    headings.put(NAME, names);
    headings.put(NUMBERS, numbers);
    headings.put(PROMISED, promised);
    headings.put(ASKED, asked);
    headings.put(BEFORE, before);
    for (var heading : headings.entrySet())
      if (line.startsWith(heading.getKey())) {
        for (var entry : line.substring(heading.getKey().length()).split(" \\| ", -1))
          add(heading.getValue(), entry);
        return;
      }
    if (!line.isBlank()) add(before, Sentences.line(line.replace(" | ", " "), LINE_CHARS));
  }

  private String written(int chars) {
    trim(numbers, NUMBERS_MAX);
    trim(promised, PROMISED_MAX);
    trim(asked, ASKED_MAX);
    trim(before, ASKED_MAX);
    for (var text = text(); ; text = text()) {
      if (text.length() <= chars) return text;
      var longest = expendable();
      if (longest == null) return Sentences.shortened(text, chars);
      longest.removeFirst();
    }
  }

  /// The section that loses its oldest entry next.
  private SequencedSet<String> expendable() {
    if (!before.isEmpty()) return before;
    if (asked.size() > 1) return asked;
    return promised.isEmpty() ? null : promised;
  }

  private String text() {
    var lines = new ArrayList<String>();
    line(lines, NAME, names);
    line(lines, NUMBERS, numbers);
    line(lines, BEFORE, before);
    line(lines, PROMISED, promised);
    line(lines, ASKED, asked);
    return String.join("\n", lines);
  }

  private static void line(List<String> lines, String heading, SequencedSet<String> entries) {
    if (!entries.isEmpty()) lines.add(heading + String.join(" | ", entries));
  }

  /// The newest mention counts.
  private static void add(SequencedSet<String> set, String entry) {
    var one = entry.replace(" | ", " ").strip();
    if (one.isEmpty()) return;
    set.remove(one);
    set.add(one);
  }

  private static void trim(SequencedSet<String> set, int max) {
    while (set.size() > max) set.removeFirst();
  }
}
