package io.parley.tools.model.offline;

import io.parley.core.speech.Portion;
import io.parley.core.speech.mark.MarkedText;
import io.parley.core.speech.spoken.SpokenForm;
import java.util.List;

/// The next part of a passage that is said aloud, in sentences without Markdown.
///
/// @param text empty when all of the passage was said
record SpokenPart(String text, boolean hasMore) {

  /// @param said before; what was not heard to a sentence's end is said again
  static SpokenPart of(String passage, String language, String said) {
    var left = rest(sentences(passage, language), said);
    var portion = Portion.ofReply();
    portion.add(left.stream().map(sentence -> MarkedText.plain(sentence + " ")).toList());
    portion.finish();
    return new SpokenPart(portion.said().strip(), portion.isOver());
  }

  private static List<String> sentences(String passage, String language) {
    var lines = passage.strip().lines().toList();
    boolean isHeaded = lines.getFirst().startsWith("## ");
    var body = String.join("\n", lines.subList(isHeaded ? 1 : 0, lines.size()));
    return Sentences.of(SpokenForm.in(language).plain(body));
  }

  private static List<String> rest(List<String> sentences, String said) {
    int from = 0;
    for (int i = 0; i < sentences.size(); i++) if (said.contains(sentences.get(i))) from = i + 1;
    return sentences.subList(from, sentences.size());
  }
}
