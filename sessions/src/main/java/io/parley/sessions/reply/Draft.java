package io.parley.sessions.reply;

import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.tool.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The reply so far: text in parts (one for each call of the model), and its sources.
final class Draft {
  private static final String BETWEEN_PARTS = "\n\n";
  private static final int WORD_MAX = 40;

  private Instant begun;
  private final int max;
  private final StringBuilder text = new StringBuilder();

  /// Empty until the model has ended.
  private Optional<Citations> cited = Optional.empty();

  private final List<Source> given = new ArrayList<>();
  private boolean degraded;
  private Optional<Instant> firstToken = Optional.empty();
  private int part;
  // where the text of the model's current call begins: in the middle of a continued part
  private int from;
  // a surrogate pair that arrives in two pieces is shown whole
  private String held = "";

  Draft(Instant begun, int max) {
    this.begun = begun;
    this.max = max;
  }

  /// Its time starts here; the text so far was there at once.
  void countFrom(Instant at) {
    begun = at;
    firstToken = firstToken.map(_ -> at);
  }

  void beginPart() {
    part = text.length();
    from = part;
    held = "";
  }

  /// The part was cut off, and another call continues it. It starts with the last word, which may
  /// be incomplete.
  void goOn() {
    int word = text.length();
    while (word > part && !Character.isWhitespace(text.charAt(word - 1))) word--;
    // a text without blanks is continued as it is
    if (word > part && text.length() - word <= WORD_MAX) text.setLength(word);
    from = text.length();
    held = "";
  }

  /// Whether the current call continues a part that was cut off.
  boolean goesOn() {
    return from > part;
  }

  /// Drops the text of the current call, which is repeated.
  ///
  /// @return whether any of it was visible
  boolean dropPart() {
    boolean shown = text.length() > from;
    text.setLength(from);
    held = "";
    return shown;
  }

  /// @return the text that can be shown now
  String append(String chunk, Instant at) {
    if (firstToken.isEmpty()) firstToken = Optional.of(at);
    var more = held + chunk;
    int whole =
        !more.isEmpty() && Character.isHighSurrogate(more.charAt(more.length() - 1))
            ? more.length() - 1
            : more.length();
    held = more.substring(whole);
    var shown = more.substring(0, whole);
    if (text.length() == from && from > 0) shown = joined(shown);
    shown = PromptLines.cut(shown, max - text.length());
    text.append(shown);
    return shown;
  }

  private String joined(String shown) {
    if (!goesOn()) return BETWEEN_PARTS + shown.stripLeading();
    return Character.isWhitespace(text.charAt(from - 1)) ? shown.stripLeading() : shown;
  }

  void used(Completion completion) {
    cited = Optional.of(cited.orElse(Citations.NONE).and(completion.cited()));
    given.addAll(completion.sources());
    degraded |= completion.degraded();
  }

  boolean isFull() {
    return text.length() >= max - 1;
  }

  boolean isBlank() {
    return text.toString().isBlank();
  }

  /// Whether some of it was quoted from the knowledge base rather than made by a model.
  boolean isDegraded() {
    return degraded;
  }

  /// The text since the last new request to the model.
  String part() {
    return text.substring(part).strip();
  }

  int length() {
    return text.length();
  }

  String text() {
    return text.toString();
  }

  long millis(Instant at) {
    return Duration.between(begun, at).toMillis();
  }

  long firstTokenMillis(Instant at) {
    return Duration.between(begun, firstToken.orElse(at)).toMillis();
  }

  /// Passages found by the tools and cited by the model, each once with its best score, best first.
  /// A model's citations are taken as given.
  List<Source> sources(List<ToolUse> uses) {
    var best = new LinkedHashMap<String, Source>();
    var used = cited.orElse(Citations.ALL);
    given.forEach(source -> keep(best, source));
    for (var use : uses)
      for (var source : use.outcome().sources()) if (used.has(source.ref())) keep(best, source);
    var sources = new ArrayList<>(best.values());
    sources.sort(Comparator.comparingDouble(Source::score).reversed());
    return sources;
  }

  private static void keep(Map<String, Source> best, Source source) {
    best.merge(source.ref(), source, (a, b) -> a.score() >= b.score() ? a : b);
  }
}
