package io.parley.bench.felt;

import io.parley.bench.speech.Speakers;
import io.parley.bench.speech.Spoken;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.models.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The voices of made callers, all at one level and without silence at either end; and recordings
/// of people from Debian's packages, where they are installed.
final class CallerVoices {
  /// As people speak into a handset: 24 dB below full scale, without the pauses.
  static final double LEVEL = -24;

  private static final int MARGIN = Spoken.RATE / 50;

  /// By engine and voice; most by the quick engine.
  static final List<String> ALL =
      List.of("flite slt", "kokoro am_michael", "flite rms", "kokoro bf_emma", "flite awb");

  static final String ESPEAK = "espeak-ng";

  private final LocalEngines engines;
  private final ModelDirectory models;
  private final Path alsa;
  private final Path asterisk;

  /// @param alsa directory of `alsa-utils`' recordings; @param asterisk directory of the voice of
  ///   `asterisk-core-sounds-en-wav`; both may be missing
  CallerVoices(LocalEngines engines, ModelDirectory models, Path alsa, Path asterisk) {
    this.engines = engines;
    this.models = models;
    this.alsa = alsa;
    this.asterisk = asterisk;
  }

  /// Says each text, by one voice after another.
  List<Spoken> inTurn(List<String> texts) throws IOException, InterruptedException {
    var all = new ArrayList<Spoken>();
    for (int i = 0; i < texts.size(); i++) all.add(say(ALL.get(i % ALL.size()), texts.get(i)));
    return all;
  }

  /// @param who one of [#ALL], or [#ESPEAK]
  Spoken say(String who, String text) throws IOException, InterruptedException {
    return new Spoken(who, text, levelled(sound(who, text), LEVEL));
  }

  private Spoken.Sound sound(String who, String text) throws IOException, InterruptedException {
    if (who.equals(ESPEAK)) return Speakers.espeak(models, List.of(text)).getFirst().sound();
    var parts = who.split(" ", 2);
    var voice =
        engines.voices().stream()
            .filter(each -> each.name().equals(parts[0]))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no voice " + who));
    return Speakers.say(voice, new Utterance(text, "en-US", parts[1], 1));
  }

  /// People's recordings by these names, each of the package that has it.
  ///
  /// @return only those that are installed
  List<Spoken> people(List<String> names) throws IOException {
    var found = new ArrayList<Spoken>();
    for (var name : names)
      for (var directory : List.of(alsa, asterisk)) {
        var file = directory.resolve(name + ".wav");
        if (Files.exists(file))
          found.add(new Spoken("person", name, levelled(Spoken.read(file), LEVEL)));
      }
    return found;
  }

  /// Several pieces one after another.
  ///
  /// @param pauses between them, in seconds
  static Spoken joined(List<Spoken> parts, List<Double> pauses) {
    var all = new short[0];
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        // the margins are silent, too
        int pause = (int) (pauses.get(i - 1) * Spoken.RATE) - 2 * MARGIN;
        all = Arrays.copyOf(all, all.length + Math.max(0, pause));
      }
      var more = parts.get(i).sound().samples();
      int at = all.length;
      all = Arrays.copyOf(all, at + more.length);
      System.arraycopy(more, 0, all, at, more.length);
    }
    var words = String.join(" ", parts.stream().map(Spoken::words).toList());
    return new Spoken(parts.getFirst().who(), words, new Spoken.Sound(all));
  }

  /// The same sound without silence at its ends, its loud parts at this level in dB of full scale.
  static Spoken.Sound levelled(Spoken.Sound sound, double level) {
    var samples = sound.samples();
    int from = Loudness.first(samples);
    int until = Loudness.last(samples);
    double sum = 0;
    int loud = 0;
    for (int at = from; at + MARGIN <= until; at += MARGIN) {
      double power = 0;
      for (int i = at; i < at + MARGIN; i++) power += (double) samples[i] * samples[i];
      if (power < (double) Loudness.LOUD * Loudness.LOUD * MARGIN / 2) continue;
      sum += power;
      loud += MARGIN;
    }
    if (loud == 0) throw new IllegalArgumentException("silent sound (expected: speech)");
    double gain = amplitude(level) / Math.sqrt(sum / loud);
    var out = new short[until - from + 2 * MARGIN];
    for (int i = 0; i < out.length; i++) {
      int at = from - MARGIN + i;
      double sample = at >= 0 && at < samples.length ? gain * samples[at] : 0;
      out[i] = (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return new Spoken.Sound(out);
  }

  /// The root mean square of samples at this level.
  static double amplitude(double level) {
    return 32_768 * Math.pow(10, level / 20);
  }
}
