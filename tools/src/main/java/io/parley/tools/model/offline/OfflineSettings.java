package io.parley.tools.model.offline;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.util.List;
import java.util.Set;

/// Section `parley.model.offline`; see `reference.conf` for what each value does.
///
/// @param company whom it speaks for (`parley.agent.company`)
/// @param languages that it speaks, the preferred one first
/// @param intents @param phrases class path resource, or a `file:` URI, of the preferred language
/// @param intentScore how near a message must be to the examples of an intent, 0 to 1
/// @param answerScore score from which on a passage answers the question
/// @param unsureScore score from which on a passage is shown as a possible answer
/// @param quoteChars how much of a passage is quoted
/// @param summaryChars how long a summary may get
/// @param wordsPerChunk how its words are streamed
/// @param threads replies made at once
/// @param waitingMax replies that may wait for a thread
public record OfflineSettings(
    String company,
    List<String> languages,
    String intents,
    String phrases,
    double intentScore,
    double answerScore,
    double unsureScore,
    int quoteChars,
    int summaryChars,
    int wordsPerChunk,
    int threads,
    int waitingMax) {
  private static final String PATH = "parley.model.offline";

  public OfflineSettings {
    Expect.notBlank("parley.agent.company", company);
    languages = List.copyOf(languages);
    if (languages.isEmpty())
      throw Expect.wrong(PATH + ".languages", "none", "one language at least, such as en");
    if (Set.copyOf(languages).size() < languages.size())
      throw Expect.wrong(PATH + ".languages", String.join(", ", languages), "each language once");
    Expect.notBlank(PATH + ".intents", intents);
    Expect.notBlank(PATH + ".phrases", phrases);
    Expect.between(PATH + ".intent-score", intentScore, 0.0, 1.0);
    Expect.between(PATH + ".answer-score", answerScore, 0.0, 1.0);
    Expect.between(PATH + ".unsure-score", unsureScore, 0.0, answerScore);
    Expect.between(PATH + ".quote-chars", quoteChars, 100, 10_000);
    Expect.between(PATH + ".summary-chars", summaryChars, 200, 20_000);
    Expect.between(PATH + ".words-per-chunk", wordsPerChunk, 1, 1_000);
    Expect.between(PATH + ".threads", threads, 1, 256);
    Expect.between(PATH + ".waiting-max", waitingMax, 1, 1_000_000);
  }

  public static OfflineSettings from(Config config) {
    var section = Section.of(config, PATH);
    return new OfflineSettings(
        Section.of(config, "parley.agent").text("company"),
        section.texts("languages"),
        section.text("intents"),
        section.text("phrases"),
        section.decimal("intent-score"),
        section.decimal("answer-score"),
        section.decimal("unsure-score"),
        section.integer("quote-chars"),
        section.integer("summary-chars"),
        section.integer("words-per-chunk"),
        section.integer("threads"),
        section.integer("waiting-max"));
  }

  /// The file of a language: that of the preferred one is `name` itself, others have their tag
  /// before the ending, as in `phrases.de.json`.
  String file(String name, String language) {
    if (language.equals(languages.getFirst())) return name;
    int ending = name.lastIndexOf('.');
    return ending < 0
        ? name + "." + language
        : name.substring(0, ending) + "." + language + name.substring(ending);
  }
}
