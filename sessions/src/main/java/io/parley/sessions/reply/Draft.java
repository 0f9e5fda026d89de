package io.parley.sessions.reply;

import io.parley.core.model.Completion;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.tool.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The reply as far as it has come: text in parts (one for each call of the model), and what it
/// rests on.
final class Draft {
  private static final String BETWEEN_PARTS = "\n\n";
  private static final int WORD_MAX = 40;

  private Instant begun;
  private final int max;
  private final StringBuilder text = new StringBuilder();
  private final Set<String> cited = new HashSet<>();
  private final List<Source> given = new ArrayList<>();
  private boolean degraded;
  private Optional<Instant> firstToken = Optional.empty();
  private int part;
  // where what the current call of the model says begins: in the middle of a part that goes on
  private int from;
  // a surrogate pair that arrives in two pieces is shown whole
  private String held = "";

  Draft(Instant begun, int max) {
    this.begun = begun;
    this.max = max;
  }

  /// Its time is counted from here; what there is of it was there at once.
  void countFrom(Instant at) {
    begun = at;
    firstToken = firstToken.map(_ -> at);
  }

  void beginPart() {
    part = text.length();
    from = part;
    held = "";
  }

  /// The part was cut off, and another call goes on with it. It begins with the last word, of which
  /// nobody knows whether it is whole.
  void goOn() {
    int word = text.length();
    while (word > part && !Character.isWhitespace(text.charAt(word - 1))) word--;
    // what has no blanks is gone on with as it is
    if (word > part && text.length() - word <= WORD_MAX) text.setLength(word);
    from = text.length();
    held = "";
  }

  /// Whether the current call goes on with a part that was cut off.
  boolean goesOn() {
    return from > part;
  }

  /// Takes back what the current call has said: it is made anew.
  ///
  /// @return whether something of it was to be seen
  boolean dropPart() {
    boolean shown = text.length() > from;
    text.setLength(from);
    held = "";
    return shown;
  }

  /// @return what of it can be shown now
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
    cited.addAll(completion.cited());
    given.addAll(completion.sources());
    degraded |= completion.degraded();
  }

  boolean isFull() {
    return text.length() >= max - 1;
  }

  boolean isBlank() {
    return text.toString().isBlank();
  }

  /// Whether some of it is not a model's, but stands so in the knowledge base.
  boolean isDegraded() {
    return degraded;
  }

  /// What was said since the model was asked last for something new.
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

  /// What the tools found and the model brought along, each once with its best score, best first. A
  /// model that tells what it cites is believed.
  List<Source> sources(List<ToolUse> uses) {
    var best = new LinkedHashMap<String, Source>();
    given.forEach(source -> keep(best, source));
    for (var use : uses)
      for (var source : use.outcome().sources())
        if (cited.isEmpty() || cited.contains(source.ref())) keep(best, source);
    var sources = new ArrayList<>(best.values());
    sources.sort(Comparator.comparingDouble(Source::score).reversed());
    return sources;
  }

  private static void keep(Map<String, Source> best, Source source) {
    best.merge(source.ref(), source, (a, b) -> a.score() >= b.score() ? a : b);
  }
}
