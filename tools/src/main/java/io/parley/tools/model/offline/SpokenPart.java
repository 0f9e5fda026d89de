package io.parley.tools.model.offline;

import io.parley.core.speech.Portion;
import io.parley.core.speech.mark.MarkedText;
import io.parley.core.speech.spoken.SpokenForm;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The next part of what is said aloud, in sentences without Markdown.
///
/// @param text empty when all of it was said
record SpokenPart(String text, boolean hasMore) {
  /// "am 3. Mai" is one sentence in German.
  private static final Pattern ORDINAL = Pattern.compile("\\s\\d{1,2}\\.\\z");

  /// Of a passage.
  ///
  /// @param said before; what was not heard to a sentence's end is said again
  static SpokenPart of(String passage, String language, String said) {
    var text = passage.strip();
    var body = text.lines().skip(text.startsWith("## ") ? 1 : 0).collect(Collectors.joining("\n"));
    return of(rest(sentences(SpokenForm.in(language).plain(body)), said));
  }

  static SpokenPart of(List<String> sentences) {
    var portion = Portion.ofReply();
    portion.add(sentences.stream().map(sentence -> MarkedText.plain(sentence + " ")).toList());
    portion.finish();
    return new SpokenPart(portion.said().strip(), portion.isOver());
  }

  static List<String> sentences(String text) {
    var sentences = new ArrayList<String>();
    for (var sentence : Sentences.of(text)) {
      boolean goesOn = !sentences.isEmpty() && ORDINAL.matcher(sentences.getLast()).find();
      sentences.add(goesOn ? sentences.removeLast() + " " + sentence : sentence);
    }
    return sentences;
  }

  /// The sentences behind the last one that was said.
  static List<String> rest(List<String> sentences, String said) {
    int from = 0;
    for (int i = 0; i < sentences.size(); i++) if (said.contains(sentences.get(i))) from = i + 1;
    return sentences.subList(from, sentences.size());
  }
}
