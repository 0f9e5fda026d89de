package io.parley.bench.speech;

import io.parley.core.speech.Expectation;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.core.speech.spelling.Spelling;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.models.ModelDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Names and addresses that are spelled: what the recogniser writes of them, and what a call reads
/// back. Each wrong row is a candidate for the reader's table of misreadings.
final class SpelledBench {
  /// @param words as they are spoken; @param meant as they are written
  private record Wanted(String words, String meant) {}

  private static final List<Wanted> ALL =
      List.of(
          new Wanted("A, N, N, A, at example dot com.", "anna@example.com"),
          new Wanted("My e-mail is Z, O, E, at example dot org.", "zoe@example.org"),
          new Wanted("J, O, underscore, four, two, at web dot D, E.", "jo_42@web.de"),
          new Wanted("anna dot meier at gmail dot com.", "anna.meier@gmail.com"),
          new Wanted("M, E, I, E, R.", "meier"),
          new Wanted("S, M, I, T, H.", "smith"),
          new Wanted("Q, U, I, double N.", "quinn"),
          new Wanted("B as in Bravo, E, N.", "ben"),
          new Wanted("F, I, S, C, H, E, R.", "fischer"),
          new Wanted("P, L, one, zero, two.", "pl102"));

  private final LocalEngines engines;
  private final ModelDirectory models;
  private final PrintStream out;

  SpelledBench(LocalEngines engines, ModelDirectory models, PrintStream out) {
    this.engines = engines;
    this.models = models;
    this.out = out;
  }

  void run() throws IOException, InterruptedException {
    var spoken = spoken();
    out.println("| line | voice | said | heard | read | |");
    out.println("|---|---|---|---|---|---|");
    for (var line : DigitsBench.LINES) {
      int right = 0;
      for (int i = 0; i < spoken.size(); i++)
        if (row(line, spoken.get(i), ALL.get(i % ALL.size()).meant())) right++;
      out.printf("| %s | all | %d of %d right ||||%n", name(line), right, spoken.size());
      out.flush();
    }
  }

  private boolean row(Line line, Spoken spoken, String meant) {
    var sound = line.carried(DigitsBench.inSilence(spoken.sound().samples()));
    var heard = Listener.heard(engines.ears().getFirst(), sound, Expectation.SPELLED).text();
    var read = Spelling.in("en", Expectation.SPELLED).heard(heard).text();
    boolean isRight = read.equals(meant);
    out.printf(
        "| %s | %s | %s | %s | %s | %s |%n",
        name(line),
        spoken.who(),
        spoken.words(),
        heard.replace('|', '/'),
        read,
        isRight ? "right" : "wrong");
    out.flush();
    return isRight;
  }

  private static String name(Line line) {
    return line.name().toLowerCase(Locale.ROOT);
  }

  /// Everything by each voice, in the order of the list.
  private List<Spoken> spoken() throws IOException, InterruptedException {
    var spoken = new ArrayList<Spoken>();
    for (var engine : DigitsBench.VOICES.entrySet()) {
      var voice =
          engines.voices().stream()
              .filter(each -> each.name().equals(engine.getKey()))
              .findFirst()
              .orElseThrow();
      for (var name : engine.getValue())
        for (var wanted : ALL)
          spoken.add(
              new Spoken(
                  engine.getKey() + " " + name,
                  wanted.words(),
                  Speakers.say(voice, new Utterance(wanted.words(), "en-US", name, 1))));
    }
    if (models.find(DebianProgram.ESPEAK).isPresent())
      spoken.addAll(Speakers.espeak(models, ALL.stream().map(Wanted::words).toList()));
    return spoken;
  }
}
