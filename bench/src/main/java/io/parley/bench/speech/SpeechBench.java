package io.parley.bench.speech;

import ai.onnxruntime.OrtException;
import com.typesafe.config.ConfigFactory;
import io.parley.bench.measure.Spread;
import io.parley.core.quality.WordErrors;
import io.parley.voice.call.CallSettings;
import io.parley.voice.kokoro.FloatKokoro;
import io.parley.voice.kokoro.KokoroModel;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.local.LocalSettings;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.models.ModelPackage;
import io.parley.voice.moonshine.MoonshineModel;
import io.parley.voice.silero.SileroModel;
import io.parley.voice.sound.Resampler;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Speaks sentences, adds noise and line codecs, transcribes them, and counts errors.
public final class SpeechBench {
  private static final double[] DECIBELS = {20, 10, 5};
  private static final int ROUNDS = 5;
  private static final String PHONEMES =
      "jʊɹ ˈɔɹdəɹ ɪz ˌɔn ɪts wˈA, ænd ɪt wɪl bi ðˈɛɹ təmˈɑɹO mˈɔɹnɪŋ.";

  private final ModelDirectory models;
  private final Path recordings;
  private final PrintStream out;
  private final List<Double> factors = new ArrayList<>();
  private final CalibrationTable quiet = new CalibrationTable();
  private final CalibrationTable noisy = new CalibrationTable();

  /// @param models directory of `parley models`
  /// @param recordings of Debian's `alsa-utils`; may be missing
  public SpeechBench(ModelDirectory models, Path recordings, PrintStream out) {
    this.models = models;
    this.recordings = recordings;
    this.out = out;
  }

  /// Digits and numbers alone.
  ///
  /// @param recorded single digits by a person, `0.wav` to `9.wav`; may be missing
  public void digits(Path recorded) throws IOException, InterruptedException {
    try (var engines = engines()) {
      new DigitsBench(engines, models, recorded, out).run();
    }
  }

  /// Spelled names and addresses alone: what the recogniser writes, and what a call reads.
  public void spelled() throws IOException, InterruptedException {
    try (var engines = engines()) {
      new SpelledBench(engines, models, out).run();
    }
  }

  private LocalEngines engines() throws IOException {
    var engines = LocalEngines.open(models, LocalSettings.from(ConfigFactory.load()));
    engines.warmUp();
    if (engines.isReady()) return engines;
    engines.close();
    throw new IOException("missing: " + engines.missing() + " (expected: parley models)");
  }

  /// @param sentences number of sentences for each voice
  public void run(int sentences) throws IOException, InterruptedException, OrtException {
    var texts = Sentences.SUPPORT.subList(0, Math.min(sentences, Sentences.SUPPORT.size()));
    var said = new ArrayList<List<Spoken>>();
    var begun = new ArrayList<List<Spoken>>();
    try (var engines = engines()) {
      said.add(timed(engines, "flite", texts));
      said.add(timed(engines, "kokoro", texts));
      begun.add(Speakers.engine(engines, "flite", Cadences.BEGINNINGS));
      begun.add(Speakers.engine(engines, "kokoro", Cadences.BEGINNINGS));
    }
    said.add(Speakers.espeak(models, texts));
    begun.add(Speakers.espeak(models, Cadences.BEGINNINGS));
    for (var each : said) Cadences.print("whole sentences", each, out);
    for (var each : begun) Cadences.print("beginnings", each, out);
    said.add(Speakers.person(recordings));
    said.removeIf(List::isEmpty);
    try (var ear = moonshine()) {
      errors(ear, said);
    }
    line("Moonshine base, a clip of 1 to 4 s", new Spread(factors).median());
    kokoro("Kokoro, as downloaded", FloatKokoro.network(kokoroFiles()));
    kokoro("Kokoro, with convolutions of floats", FloatKokoro.find(models).orElseThrow());
    silero(said.getFirst());
    resampler();
  }

  private List<Spoken> timed(LocalEngines engines, String voice, List<String> texts) {
    long began = System.nanoTime();
    var spoken = Speakers.engine(engines, voice, texts);
    double took = (System.nanoTime() - began) / 1e9;
    line(voice + " by its port, processes included", took / seconds(spoken));
    return spoken;
  }

  private void errors(MoonshineModel ear, List<List<Spoken>> said) throws OrtException {
    var everybody = said.stream().flatMap(List::stream).toList();
    out.print("| line | noise |");
    for (var each : said) out.printf(" %s |", each.getFirst().who());
    out.println();
    for (var line : Line.values()) {
      row(ear, said, line, "none", (sound, _) -> sound, quiet);
      if (line == Line.NONE) continue;
      for (var noise : Noise.values())
        for (double decibels : DECIBELS)
          row(
              ear,
              said,
              line,
              "%s, %.0f dB".formatted(noise.name().toLowerCase(Locale.ROOT), decibels),
              (sound, random) -> noise.over(sound, decibels, random, everybody),
              noisy);
    }
    var thresholds = thresholds();
    quiet.print("without noise", thresholds, out);
    noisy.print("with noise", thresholds, out);
  }

  /// Below these confidences words are low for a call: by their settings.
  static Map<String, Double> thresholds() {
    var turns = CallSettings.from(ConfigFactory.load()).turns();
    var thresholds = new LinkedHashMap<String, Double>();
    thresholds.put("parley.voice.turn.confidence-min", turns.confidenceMin());
    thresholds.put(
        "parley.voice.turn.barge-in.word-confidence-min", turns.bargeIn().wordConfidenceMin());
    return thresholds;
  }

  @FunctionalInterface
  private interface Surroundings {
    Spoken.Sound heard(Spoken.Sound sound, Random random);
  }

  private void row(
      MoonshineModel ear,
      List<List<Spoken>> said,
      Line line,
      String noise,
      Surroundings surroundings,
      CalibrationTable certainty)
      throws OrtException {
    out.printf("| %s | %s |", line.name().toLowerCase(Locale.ROOT), noise);
    for (var each : said) {
      var random = new Random(1);
      var errors = WordErrors.NONE;
      for (var spoken : each) {
        var heard = written(ear, line, surroundings.heard(spoken.sound(), random));
        errors = errors.plus(EnglishWords.errors(spoken.words(), heard.text()));
        certainty.add(heard.confidence(), spoken.words(), heard.text());
      }
      out.printf(Locale.ROOT, " %.1f %% |", 100 * errors.rate());
    }
    out.println();
    out.flush();
  }

  private MoonshineModel.Words written(MoonshineModel ear, Line line, Spoken.Sound sound)
      throws OrtException {
    var samples = line.carried(sound.samples());
    var floats = new float[Math.min(samples.length, MoonshineModel.SAMPLES_MAX)];
    for (int i = 0; i < floats.length; i++) floats[i] = samples[i] / 32_768f;
    long began = System.nanoTime();
    var heard = ear.transcribe(floats);
    factors.add((System.nanoTime() - began) / 1e9 / floats.length * MoonshineModel.SAMPLE_RATE);
    return heard;
  }

  private void kokoro(String name, Path network) throws OrtException, IOException {
    var voice = FloatKokoro.voice(kokoroFiles(), "af_heart");
    for (int threads = 1; threads <= 2; threads++)
      try (var model = KokoroModel.load(network, FloatKokoro.tokenizer(kokoroFiles()), threads)) {
        model.speak(PHONEMES, voice, 1);
        var measured = new ArrayList<Double>();
        for (int i = 0; i < ROUNDS; i++) {
          long began = System.nanoTime();
          int length = model.speak(PHONEMES, voice, 1).length;
          measured.add((System.nanoTime() - began) / 1e9 / length * KokoroModel.SAMPLE_RATE);
        }
        line("%s, %d thread(s)".formatted(name, threads), new Spread(measured).median());
      }
  }

  private void silero(List<Spoken> spoken) throws OrtException {
    var sound = Line.NONE.carried(spoken.getFirst().sound().samples());
    var file = models.find(ModelPackage.SILERO).orElseThrow();
    try (var model = SileroModel.load(file.resolve("package/dist/silero_vad_v6.onnx"));
        var stream = model.stream()) {
      micros(
          "Silero v6, a window of 32 ms",
          32_000,
          () -> {
            int windows = 0;
            try {
              for (int at = 0; at + SileroModel.WINDOW <= sound.length; at += SileroModel.WINDOW) {
                stream.speech(sound, at);
                windows++;
              }
            } catch (OrtException e) {
              throw new IllegalStateException(e);
            }
            return windows;
          });
    }
  }

  private void resampler() {
    for (var rates :
        List.of(
            List.of(48_000, 16_000),
            List.of(24_000, 16_000),
            List.of(24_000, 48_000),
            List.of(8_000, 16_000))) {
      var resampler = new Resampler(rates.getFirst(), rates.getLast());
      var in = new short[rates.getFirst() / 50];
      new Random(1).ints(in.length).forEach(each -> in[each & 0x7f] = (short) each);
      var converted = new short[resampler.outputMax(in.length)];
      micros(
          "resampler, %d to %d kHz, a frame of 20 ms"
              .formatted(rates.getFirst() / 1_000, rates.getLast() / 1_000),
          20_000,
          () -> {
            for (int i = 0; i < 1_000; i++) resampler.convert(in, 0, in.length, converted, 0);
            return 1_000;
          });
    }
  }

  @FunctionalInterface
  private interface Work {
    /// @return the number of processed pieces
    int run();
  }

  private void micros(String name, double lasts, Work work) {
    for (int i = 0; i < ROUNDS; i++) work.run();
    var measured = new ArrayList<Double>();
    for (int i = 0; i < ROUNDS; i++) {
      long began = System.nanoTime();
      double pieces = work.run();
      measured.add((System.nanoTime() - began) / 1e3 / pieces);
    }
    double micros = new Spread(measured).median();
    out.printf(Locale.ROOT, "| %s | %.1f µs | %.5f |%n", name, micros, micros / lasts);
  }

  private void line(String name, double factor) {
    out.printf(Locale.ROOT, "| %s | | %.3f |%n", name, factor);
    out.flush();
  }

  private MoonshineModel moonshine() throws OrtException, IOException {
    return MoonshineModel.load(
        models
            .find(ModelPackage.MOONSHINE)
            .orElseThrow()
            .resolve("package/dist/model/base/quantized"),
        models.find(ModelPackage.VOCABULARY).orElseThrow().resolve("package/llama-tokenizer.js"));
  }

  private Path kokoroFiles() {
    return models.find(ModelPackage.KOKORO).orElseThrow();
  }

  private static double seconds(List<Spoken> spoken) {
    return spoken.stream().mapToDouble(each -> each.sound().seconds()).sum();
  }
}
