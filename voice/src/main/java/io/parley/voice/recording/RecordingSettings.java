package io.parley.voice.recording;

import com.typesafe.config.Config;
import io.parley.core.recording.RecordingMode;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Section `parley.telephony.recording`.
///
/// @param agents whose calls are recorded; empty: all
/// @param segment whole seconds; @param queue segments of a call that may wait for the store
/// @param bitrate of each channel, in bits a second
/// @param keep how long recordings are kept; @param eraseEvery how often older ones are looked for
/// @param lines said before a call, by language; always with English
public record RecordingSettings(
    RecordingMode mode,
    Set<String> agents,
    Duration segment,
    int queue,
    int bitrate,
    Duration keep,
    Duration eraseEvery,
    Map<String, Lines> lines) {
  private static final String ROOT = "parley.telephony.recording";
  private static final String KEY = ROOT + ".";
  private static final String FALLBACK = "en";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Set<String> MODES = Set.of("off", "announced", "asked");

  /// @param announced said before a call that is recorded; @param asked the question
  public record Lines(String announced, String asked) {}

  public RecordingSettings {
    agents = Set.copyOf(agents);
    lines = Map.copyOf(lines);
    Expect.between(KEY + "segment", segment, SECOND, Duration.ofSeconds(10));
    if (!segment.equals(SECOND.multipliedBy(segment.toSeconds())))
      throw Expect.wrong(KEY + "segment", segment, "whole seconds");
    Expect.between(KEY + "queue", queue, 1, 60);
    Expect.between(KEY + "bitrate", bitrate, 8_000, 64_000);
    Expect.between(KEY + "keep", keep, Duration.ofMinutes(1), Duration.ofDays(3_660));
    Expect.between(KEY + "erase-every", eraseEvery, SECOND, Duration.ofDays(1));
    lines.forEach(
        (language, texts) -> {
          Expect.notBlank(KEY + "lines." + language + ".announced", texts.announced());
          Expect.notBlank(KEY + "lines." + language + ".asked", texts.asked());
        });
    if (!lines.containsKey(FALLBACK))
      throw Expect.wrong(KEY + "lines", lines.keySet(), "en among the languages");
  }

  /// @param root the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static RecordingSettings from(Config root) {
    var section = Section.of(root, ROOT);
    return new RecordingSettings(
        mode(section.word("mode")),
        Set.copyOf(section.texts("agents")),
        section.duration("segment"),
        section.integer("queue"),
        section.integer("bitrate"),
        section.duration("keep"),
        section.duration("erase-every"),
        lines(section.section("lines")));
  }

  private static RecordingMode mode(String word) {
    Expect.oneOf(KEY + "mode", word, MODES);
    return RecordingMode.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Map<String, Lines> lines(Section section) {
    var lines = new LinkedHashMap<String, Lines>();
    for (var language : section.keys()) {
      var texts = section.section(language);
      lines.put(language, new Lines(texts.word("announced"), texts.word("asked")));
    }
    return lines;
  }

  /// Whether calls of this agent are recorded.
  boolean isFor(String agent) {
    return mode != RecordingMode.OFF && (agents.isEmpty() || agents.contains(agent));
  }

  /// The sentence before a call.
  ///
  /// @param language a BCP 47 tag
  String line(String language) {
    return line(in(language));
  }

  /// The sentence that a call is recorded.
  ///
  /// @param language a BCP 47 tag
  String announcement(String language) {
    return in(language).announced();
  }

  private Lines in(String language) {
    var tongue = Locale.forLanguageTag(language).getLanguage();
    return lines.getOrDefault(tongue, lines.get(FALLBACK));
  }

  private String line(Lines texts) {
    return mode == RecordingMode.ASKED ? texts.asked() : texts.announced();
  }

  /// The sentences of this language, to be cached as sound.
  public List<String> sayings(String language) {
    var texts = lines.get(language);
    var sayings = new ArrayList<String>();
    if (mode != RecordingMode.OFF && texts != null) sayings.add(line(texts));
    return sayings;
  }
}
