package io.parley.sessions.reply;

import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.speech.mark.MarkReader;
import io.parley.core.speech.mark.MarkedText;
import io.parley.core.speech.mark.SpokenMark;
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
  private final boolean isSpoken;
  private final StringBuilder text = new StringBuilder();
  private final List<SpokenMark> marks = new ArrayList<>();
  // between what the model writes and the text: marks for voices
  private MarkReader reader = new MarkReader();

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

  /// @param isSpoken whether marks are taken out of it; in written text they are text
  Draft(Instant begun, int max, boolean isSpoken) {
    this.begun = begun;
    this.max = max;
    this.isSpoken = isSpoken;
  }

  /// Its time starts here; the text so far was there at once.
  void countFrom(Instant at) {
    begun = at;
    firstToken = firstToken.map(_ -> at);
  }

  void beginPart() {
    part = text.length();
    from = part;
    forgetHeld();
  }

  /// The part was cut off, and another call continues it. It starts with the last word, which may
  /// be incomplete.
  void goOn() {
    int word = text.length();
    while (word > part && !Character.isWhitespace(text.charAt(word - 1))) word--;
    // a text without blanks is continued as it is
    if (word > part && text.length() - word <= WORD_MAX) cutTo(word);
    from = text.length();
    forgetHeld();
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
    cutTo(from);
    forgetHeld();
    return shown;
  }

  private void cutTo(int length) {
    text.setLength(length);
    marks.removeIf(mark -> !mark.isBefore(length));
  }

  private void forgetHeld() {
    held = "";
    reader = new MarkReader();
  }

  /// @return the text that can be shown now
  MarkedText append(String chunk, Instant at) {
    if (firstToken.isEmpty()) firstToken = Optional.of(at);
    var more = held + chunk;
    int whole =
        !more.isEmpty() && Character.isHighSurrogate(more.charAt(more.length() - 1))
            ? more.length() - 1
            : more.length();
    held = more.substring(whole);
    var now = more.substring(0, whole);
    return shown(isSpoken ? reader.add(now) : MarkedText.plain(now));
  }

  /// The model's call has no more text.
  ///
  /// @return what was held back
  MarkedText endPart() {
    return shown(reader.finish());
  }

  private MarkedText shown(MarkedText more) {
    if (more.isEmpty()) return more;
    var joined = text.length() == from && from > 0 ? joined(more) : more;
    var cut = joined.part(0, PromptLines.cut(joined.text(), max - text.length()).length());
    marks.addAll(cut.movedMarks(text.length()));
    text.append(cut.text());
    return cut;
  }

  private MarkedText joined(MarkedText more) {
    if (!goesOn()) return more.stripLeading().after(BETWEEN_PARTS);
    return Character.isWhitespace(text.charAt(from - 1)) ? more.stripLeading() : more;
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

  /// The text, and how parts of it are said.
  MarkedText marked() {
    return new MarkedText(text(), marks);
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
