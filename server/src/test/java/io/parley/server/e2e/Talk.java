package io.parley.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.quality.WordErrors;
import io.parley.core.speech.SpeechToText;
import io.parley.core.text.Unicode;
import io.parley.server.e2e.HeardSound.Stretch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A spoken conversation that is over: both sides, as they sounded and as the session recorded
/// them.
///
/// @param heard the agent's speech; @param sound the same, with its times
/// @param agents the engines that spoke for the agent
/// @param events of the session, in order
/// @param failure the answer that did not come, if one did not
record Talk(
    TalkScript script,
    List<Utterance> utterances,
    List<Stretch> heard,
    HeardSound sound,
    List<String> agents,
    List<JsonNode> events,
    Optional<String> failure) {
  /// The longest silence at the end of what a recogniser hears at once.
  private static final int SILENCE = AudioCaller.RATE / 2;

  private static final List<String> DIGITS =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  private static final Pattern BETWEEN = Pattern.compile("(?<=\\d)(?=\\d)|[^\\p{L}\\p{Nd}']+");

  /// Something that the caller said.
  ///
  /// @param from when, from the beginning of the call; @param into whether into an answer
  record Utterance(String words, Duration from, Duration to, boolean into) {}

  private record Line(Duration at, String who, String words) {}

  Talk {
    utterances = List.copyOf(utterances);
    heard = List.copyOf(heard);
    events = List.copyOf(events);
  }

  static boolean isCallers(JsonNode event) {
    return event.path("kind").asText().equals("said")
        && event.path("by").asText().equals("customer");
  }

  /// The caller's words, as the session recorded it.
  List<String> understood() {
    return events.stream().filter(Talk::isCallers).map(e -> e.path("text").asText()).toList();
  }

  /// The agent's replies, as the session recorded them.
  List<String> replies() {
    return of("reply-completed").map(event -> event.path("text").asText()).toList();
  }

  /// The replies that the caller did not hear to their end.
  List<JsonNode> cut() {
    return Stream.concat(of("reply-cut"), of("turn-interrupted")).toList();
  }

  /// The spoken words of the agent's replies, as the session recorded it.
  String aloud() {
    var said = new TreeMap<Integer, String>();
    of("reply-completed").forEach(e -> said.put(e.path("turn").asInt(), e.path("text").asText()));
    cut().forEach(event -> said.put(event.path("turn").asInt(), event.path("heard").asText()));
    return String.join(" ", said.values());
  }

  private Stream<JsonNode> of(String kind) {
    return events.stream().filter(event -> event.path("kind").asText().equals(kind));
  }

  /// The errors of the recogniser over the conversation. Utterances that were said again count
  /// again.
  WordErrors errors() {
    var said = utterances.stream().map(Utterance::words).collect(Collectors.joining(" "));
    return WordErrors.of(inFigures(said), inFigures(String.join(" ", understood())));
  }

  /// Digits one by one, whether they are written in figures or in words.
  private static String inFigures(String text) {
    return BETWEEN
        .splitAsStream(Unicode.small(text))
        .map(Talk::inFigure)
        .collect(Collectors.joining(" "));
  }

  private static String inFigure(String word) {
    if (word.equals("oh")) return "0";
    int digit = DIGITS.indexOf(word);
    return digit < 0 ? word : Integer.toString(digit);
  }

  /// Silence between an utterance and its answer.
  Optional<Duration> answeredAfter(Utterance utterance) {
    return sound.firstLoud(utterance.to()).map(at -> at.minus(utterance.to()));
  }

  /// Everything that the agent said, in the words of that recogniser.
  String transcript(SpeechToText ear) throws Exception {
    var all = new ArrayList<String>();
    for (var stretch : heard) all.add(words(ear, stretch));
    return String.join(" ", all);
  }

  private static String words(SpeechToText ear, Stretch stretch) throws Exception {
    var sound = Arrays.copyOf(stretch.samples(), stretch.samples().length + SILENCE);
    return SpokenWave.transcribed(ear, sound);
  }

  /// Writes both sides into a file for people.
  void write(Path file, SpeechToText ear) throws Exception {
    var lines = new ArrayList<Line>();
    for (var stretch : heard)
      lines.add(
          new Line(
              stretch.at(),
              "agent",
              "%s  [until %s]".formatted(words(ear, stretch), seconds(stretch.end()))));
    for (var said : utterances)
      lines.add(
          new Line(
              said.from(),
              said.into() ? "CALLER" : "caller",
              "%s  [until %s, next sound after %s]"
                  .formatted(
                      said.words(),
                      seconds(said.to()),
                      answeredAfter(said).map(Talk::seconds).orElse("none"))));
    lines.sort(Comparator.comparing(Line::at));
    var text = new StringBuilder();
    text.append(
        "%s\ncaller: %s; agent: %s; word errors of the caller: %s\n%s\n"
            .formatted(
                script.name(),
                script.speaker(),
                String.join(", ", agents),
                errors(),
                failure.map("BROKEN OFF "::concat).orElse("")));
    text.append("On the line, in seconds; the agent as its sound was transcribed\n");
    for (var line : lines)
      text.append("%7s %s  %s\n".formatted(seconds(line.at()), line.who(), line.words()));
    text.append("\nAs the session recorded it\n");
    for (var event : events) recorded(event).ifPresent(line -> text.append(line).append('\n'));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Optional<String> recorded(JsonNode event) {
    var kind = event.path("kind").asText();
    var text = event.path("text").asText();
    return switch (kind) {
      case "said" ->
          Optional.of(
              "%10s  %s%s"
                  .formatted(
                      event.path("by").asText(),
                      text,
                      event.has("confidence")
                          ? "  (%.2f)".formatted(event.path("confidence").asDouble())
                          : ""));
      case "reply-completed" -> Optional.of("%10s  %s".formatted("agent", text));
      case "reply-cut", "turn-interrupted" ->
          Optional.of("%10s  heard only: %s".formatted(kind, event.path("heard").asText()));
      case "tool-call-requested" ->
          Optional.of("%10s  %s".formatted("tool", event.path("tool").asText()));
      case "turn-failed", "session-ended" -> Optional.of("%10s  %s".formatted(kind, event));
      default -> Optional.empty();
    };
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1e3);
  }
}
