package io.parley.voice.call;

import com.typesafe.config.Config;
import io.parley.core.agent.KeyMenu;
import io.parley.core.setting.Expect;
import io.parley.core.text.ConstantWord;
import io.parley.core.turn.Line;
import io.parley.core.turn.SpeechGate;
import io.parley.core.turn.TurnSettings;
import io.parley.voice.echo.EchoSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// Settings of calls; keys `parley.voice.*`, explained in `reference.conf`.
///
/// @param turns for English; the language of each call takes its place
/// @param phrases spoken without asking a model, by language; always with English
public record CallSettings(
    boolean enabled,
    int callsMax,
    Duration lengthMax,
    int mediaThreads,
    Duration fillAfter,
    Duration fillAgain,
    LoadSettings load,
    SpeechGate.Settings gate,
    TurnSettings turns,
    Map<String, Phrases> phrases,
    EchoSettings echo) {
  private static final String KEY = "parley.voice.";
  private static final String FALLBACK = "en";

  /// Silero's sample rate, and so that of every detector.
  private static final int DETECTION_RATE = 16_000;

  /// @param lines all but the greeting and the menu
  public record Phrases(Map<Line, String> lines, List<String> fillers, List<String> openings) {
    public Phrases {
      lines = Map.copyOf(lines);
      fillers = List.copyOf(fillers);
      openings = List.copyOf(openings);
    }
  }

  public CallSettings {
    phrases = Map.copyOf(phrases);
    Expect.positive(KEY + "calls-max", callsMax);
    Expect.positive(KEY + "call-length-max", lengthMax);
    Expect.positive(KEY + "media-threads", mediaThreads);
    Expect.positive(KEY + "fill-after", fillAfter);
    Expect.positive(KEY + "fill-again", fillAgain);
    if (!phrases.containsKey(FALLBACK))
      throw Expect.wrong(KEY + "lines", phrases.keySet(), "en among the languages");
  }

  /// @param config holds `parley.voice`
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static CallSettings from(Config config) {
    var c = config.getConfig("parley.voice");
    return new CallSettings(
        c.getBoolean("enabled"),
        c.getInt("calls-max"),
        c.getDuration("call-length-max"),
        c.getInt("media-threads"),
        c.getDuration("fill-after"),
        c.getDuration("fill-again"),
        LoadSettings.from(config),
        prefixed("detection", () -> gate(c.getConfig("detection"))),
        prefixed("turn", () -> turns(c.getConfig("turn"))),
        phrases(c.getConfig("lines")),
        EchoSettings.from(config));
  }

  /// Checks `turn.engines.final-words` against the ears' deadlines: when unsettled words are taken
  /// as final, no better ones may still be due.
  ///
  /// @param slowest time from the end of speech until an ear is replaced
  /// @throws IllegalArgumentException when the two contradict each other
  public void checkAgainst(Duration slowest) {
    var least = slowest.plus(gate.stop());
    if (turns.engines().finalWords().compareTo(least) <= 0)
      throw Expect.wrong(
          KEY + "turn.engines.final-words",
          turns.engines().finalWords(),
          "> %dms, which deadlines.transcript and detection.stop take together"
              .formatted(least.toMillis()));
  }

  /// In a language, or in English where it has none.
  ///
  /// @param language a BCP 47 tag
  public Phrases phrases(String language) {
    return phrases.getOrDefault(
        Locale.forLanguageTag(language).getLanguage(), phrases.get(FALLBACK));
  }

  /// @param language a BCP 47 tag; @param first spoken first, if there is anything
  CallPlan plan(String id, String language, FirstWords first) {
    var words = phrases(language);
    var lines = new EnumMap<>(words.lines());
    lines.put(Line.GREETING, first.greeting().orElse(""));
    lines.put(Line.MENU, first.menu().map(KeyMenu::prompt).orElse(""));
    return new CallPlan(
        id,
        turns.in(language),
        gate,
        lines,
        words.fillers(),
        words.openings(),
        fillAfter,
        fillAgain,
        first.isAny(),
        first.menu(),
        lengthMax,
        first.asks());
  }

  /// All frequent sentences, to be cached as sound.
  public List<String> sayings(String language) {
    var words = phrases.get(language);
    if (words == null) return List.of();
    var lines = new EnumMap<>(words.lines());
    // no sentence of its own
    lines.remove(Line.ASKED_ABOUT);
    var all = new ArrayList<>(lines.values());
    all.removeIf(String::isBlank);
    all.addAll(words.fillers());
    all.addAll(words.openings());
    all.addAll(Beginnings.in(language));
    return all;
  }

  private static SpeechGate.Settings gate(Config c) {
    return new SpeechGate.Settings(
        c.getDouble("threshold"),
        c.getDouble("release"),
        c.getDuration("start"),
        c.getDuration("stop"),
        DETECTION_RATE);
  }

  private static TurnSettings turns(Config c) {
    return new TurnSettings(
        FALLBACK,
        new TurnSettings.Endpointing(
            c.getDuration("endpointing.minimum"),
            c.getDuration("endpointing.usual"),
            c.getDuration("endpointing.maximum"),
            c.getDuration("endpointing.spelling"),
            c.getDuration("endpointing.longest-utterance")),
        new TurnSettings.BargeIn(
            c.getDuration("barge-in.minimum-speech"),
            c.getDuration("barge-in.longest-backchannel"),
            c.getDuration("barge-in.false-interruption"),
            c.getDouble("barge-in.word-confidence-min")),
        new TurnSettings.Early(
            c.getBoolean("early.enabled"),
            c.getDouble("early.stability-min"),
            c.getInt("early.attempts-max")),
        new TurnSettings.Patience(
            c.getDuration("patience.silence"),
            c.getDuration("patience.muted"),
            c.getInt("patience.prompts-max")),
        new TurnSettings.Engines(
            c.getDuration("engines.final-words"),
            c.getDuration("engines.any-words"),
            c.getDuration("engines.wordless-speech"),
            c.getDuration("engines.reply"),
            c.getDuration("engines.stall"),
            c.getDuration("engines.longest-reply")),
        new TurnSettings.Keys(
            c.getDuration("keys.pause"),
            c.getDuration("keys.alone-pause"),
            c.getString("keys.terminator"),
            c.getInt("keys.most")),
        c.getDouble("confidence-min"),
        c.getInt("asks-again-max"));
  }

  private static Map<String, Phrases> phrases(Config c) {
    var phrases = new HashMap<String, Phrases>();
    for (var language : c.root().keySet()) {
      var section = c.getConfig(language);
      var lines = new EnumMap<Line, String>(Line.class);
      Arrays.stream(Line.values())
          .filter(line -> line != Line.GREETING && line != Line.MENU)
          .forEach(line -> lines.put(line, line(language, line, section)));
      phrases.put(
          language, new Phrases(lines, section.getStringList("fillers"), openings(section)));
    }
    return phrases;
  }

  /// An operator's own languages may have none.
  private static List<String> openings(Config section) {
    return section.hasPath("openings") ? section.getStringList("openings") : List.of();
  }

  private static String line(String language, Line line, Config section) {
    var key = ConstantWord.of(line);
    // an operator's own languages may have no such line yet
    if (line == Line.WITHHELD && !section.hasPath(key))
      return line(language, Line.TROUBLE, section);
    boolean mayBeBlank = line == Line.GO_ON || line == Line.ASKED_ABOUT;
    if (mayBeBlank && !section.hasPath(key)) return "";
    if (line == Line.CUT_OFF && !section.hasPath(key))
      return line(language, Line.STILL_THERE, section);
    if (line == Line.NOT_CONNECTED && !section.hasPath(key))
      return line(language, Line.TROUBLE, section);
    if (line == Line.NOT_UNDERSTOOD && !section.hasPath(key))
      return line(language, Line.SAY_AGAIN, section);
    // without words to judge the answer, the question is not asked in such a language
    boolean isQuestion =
        switch (line) {
          case SHALL_I, YES_OR_NO, IS_THAT_RIGHT, SPELL_AGAIN -> true;
          default -> false;
        };
    if (isQuestion && !section.hasPath(key)) return line(language, Line.SAY_AGAIN, section);
    if (line == Line.ASKING_COLLEAGUE && !section.hasPath(key))
      return section.getStringList("fillers").stream()
          .findFirst()
          .orElseGet(() -> line(language, Line.STILL_THERE, section));
    var text = section.getString(key);
    if (text.isBlank() && !mayBeBlank)
      throw Expect.wrong(KEY + "lines." + language + "." + key, "blank", "words");
    return text;
  }

  private static <T> T prefixed(String section, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(KEY + section + ": " + e.getMessage(), e);
    }
  }
}
