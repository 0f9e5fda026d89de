package io.parley.bench.speech;

import io.parley.core.speech.Expectation;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.core.speech.Transcript;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.models.ModelDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Counts the digits and the four-digit numbers that are understood whole: without and with the
/// recogniser's knowledge that a number comes, on a clean line and over a telephone.
final class DigitsBench {
  static final Map<String, List<String>> VOICES =
      Map.of(
          "flite", List.of("slt", "rms", "awb"),
          "kokoro", List.of("af_heart", "am_michael", "bf_emma", "bm_george"));
  static final List<Line> LINES = List.of(Line.NONE, Line.G711_U);

  /// Faint noise before and after, as a call gives it to the recogniser: 300 and 200 ms.
  private static final int BEFORE = Spoken.RATE * 3 / 10;

  private static final int AFTER = Spoken.RATE / 5;
  private static final double FAINT = 8;

  private static final String EVERYBODY = "all";

  /// Of whole answers: without, and with the recogniser's knowledge that a number comes.
  private final CalibrationTable free = new CalibrationTable();

  private final CalibrationTable expected = new CalibrationTable();
  private final LocalEngines engines;
  private final ModelDirectory models;
  private final Path recordings;
  private final PrintStream out;

  /// @param recordings of single digits, `0.wav` to `9.wav`, by a person; may be missing
  DigitsBench(LocalEngines engines, ModelDirectory models, Path recordings, PrintStream out) {
    this.engines = engines;
    this.models = models;
    this.recordings = recordings;
    this.out = out;
  }

  void run() throws IOException, InterruptedException {
    var all = new ArrayList<Spoken>();
    for (var engine : VOICES.entrySet())
      for (var name : engine.getValue()) all.addAll(spoken(engine.getKey(), name));
    all.addAll(espeak());
    all.addAll(person());
    var ear = engines.ears().getFirst();
    out.println("| line | voice | digits | expected | numbers | expected |");
    out.println("|---|---|---|---|---|---|");
    for (var line : LINES) {
      var everybody = new ArrayList<List<Boolean>>();
      for (var who : all.stream().map(Spoken::who).distinct().toList()) {
        var cells = cells(ear, line, all.stream().filter(each -> each.who().equals(who)).toList());
        row(line, who, cells);
        if (everybody.isEmpty()) cells.forEach(_ -> everybody.add(new ArrayList<>()));
        for (int i = 0; i < cells.size(); i++) everybody.get(i).addAll(cells.get(i));
      }
      row(line, EVERYBODY, everybody);
    }
    var thresholds = SpeechBench.thresholds();
    free.print("digits and numbers, anything expected; each is a word", thresholds, out);
    expected.print("the same, a number expected", thresholds, out);
  }

  private void row(Line line, String who, List<List<Boolean>> cells) {
    out.printf("| %s | %s |", line.name().toLowerCase(Locale.ROOT), who);
    for (var cell : cells)
      out.printf(" %d of %d |", cell.stream().filter(isRight -> isRight).count(), cell.size());
    out.println();
    out.flush();
  }

  /// Digits and numbers, each without and with the knowledge: which were right.
  private List<List<Boolean>> cells(SpeechToText ear, Line line, List<Spoken> said) {
    var cells = new ArrayList<List<Boolean>>();
    for (int length : new int[] {1, Digits.NUMBERS.getFirst().length()})
      for (var known : List.of(Expectation.FREE, Expectation.DIGITS))
        cells.add(
            said.stream()
                .filter(each -> each.words().length() == length)
                .map(each -> isRight(ear, line, each, known))
                .toList());
    return cells;
  }

  private boolean isRight(SpeechToText ear, Line line, Spoken spoken, Expectation known) {
    var sound = line.carried(inSilence(spoken.sound().samples()));
    Transcript heard = Listener.heard(ear, sound, known);
    boolean isRight = Digits.written(heard.text()).filter(spoken.words()::equals).isPresent();
    (known.equals(Expectation.FREE) ? free : expected).add(heard.confidence(), isRight ? 1 : 0, 1);
    return isRight;
  }

  static short[] inSilence(short[] speech) {
    var random = new Random(1);
    var all = new short[BEFORE + speech.length + AFTER];
    for (int i = 0; i < all.length; i++) {
      int at = i - BEFORE;
      double sample = at >= 0 && at < speech.length ? speech[at] : 0;
      sample += FAINT * random.nextGaussian();
      all[i] = (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return all;
  }

  private List<Spoken> spoken(String engine, String name) {
    TextToSpeech voice =
        engines.voices().stream()
            .filter(each -> each.name().equals(engine))
            .findFirst()
            .orElseThrow();
    var who = engine + " " + name;
    return numbers().entrySet().stream()
        .map(
            each -> {
              var text = each.getValue() + ".";
              var said = Speakers.say(voice, new Utterance(text, "en-US", name, 1));
              return new Spoken(who, each.getKey(), said);
            })
        .toList();
  }

  private List<Spoken> espeak() throws IOException, InterruptedException {
    if (models.find(DebianProgram.ESPEAK).isEmpty()) return List.of();
    var numbers = List.copyOf(numbers().entrySet());
    var said = Speakers.espeak(models, numbers.stream().map(Map.Entry::getValue).toList());
    var spoken = new ArrayList<Spoken>();
    for (int i = 0; i < numbers.size(); i++)
      spoken.add(new Spoken("espeak-ng", numbers.get(i).getKey(), said.get(i).sound()));
    return spoken;
  }

  /// The numbers are the person's digits, one after another.
  private List<Spoken> person() throws IOException {
    if (!Files.isDirectory(recordings)) return List.of();
    var spoken = new ArrayList<Spoken>();
    for (var number : numbers().keySet()) {
      var digits = new ArrayList<short[]>();
      for (char digit : number.toCharArray())
        digits.add(Spoken.read(recordings.resolve(digit + ".wav")).samples());
      spoken.add(new Spoken("person", number, new Spoken.Sound(joined(digits))));
    }
    return spoken;
  }

  private static short[] joined(List<short[]> parts) {
    var all = new short[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /// In words; every other number with pauses.
  private static Map<String, String> numbers() {
    var numbers = new LinkedHashMap<String, String>();
    for (var digit : Digits.SINGLE) numbers.put(digit, Digits.spoken(digit, " "));
    for (int i = 0; i < Digits.NUMBERS.size(); i++)
      numbers.put(
          Digits.NUMBERS.get(i), Digits.spoken(Digits.NUMBERS.get(i), i % 2 == 0 ? " " : ", "));
    return numbers;
  }
}
