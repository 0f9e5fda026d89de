package io.parley.voice.local;

import ai.onnxruntime.OrtException;
import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.codec.OpusSettings;
import io.parley.voice.codec.OpusWarmUp;
import io.parley.voice.espeak.EspeakPhonemes;
import io.parley.voice.flite.FliteSpeech;
import io.parley.voice.kokoro.FloatKokoro;
import io.parley.voice.kokoro.KokoroModel;
import io.parley.voice.kokoro.KokoroSpeech;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.models.ModelPackage;
import io.parley.voice.moonshine.MoonshineModel;
import io.parley.voice.moonshine.MoonshineSpeechToText;
import io.parley.voice.phrase.PhraseCache;
import io.parley.voice.silero.SileroDetector;
import io.parley.voice.silero.SileroModel;
import io.parley.voice.work.Throughput;
import io.parley.voice.work.Workers;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The part of [LocalEngines] in memory: models, the threads that compute on them, and the engines.
final class LoadedEngines implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedEngines.class);
  private static final int OPUS_FRAMES = 1_000;
  private static final int WINDOWS = 50;

  /// "Your order is on its way.", for measuring.
  private static final String TRIAL = "jʊɹ ˈɔɹdəɹ ɪz ˌɔn ɪts wˈA.";

  private static final Duration CLOSING = Duration.ofSeconds(20);

  private final LocalSettings settings;
  private final Throughput throughput;
  private final Workers ears;
  private final Workers voices;
  private final Workers processes;
  private final int perClause;

  /// In the order in which they are closed.
  private final List<AutoCloseable> models = new ArrayList<>();

  private Optional<SpeechDetector> detector = Optional.empty();
  private Optional<SpeechToText> moonshine = Optional.empty();
  private Optional<PhraseCache> kokoro = Optional.empty();
  private Optional<PhraseCache> flite = Optional.empty();

  private LoadedEngines(LocalSettings settings) {
    this.settings = settings;
    var threads = settings.threads().on(Runtime.getRuntime().availableProcessors());
    throughput = new Throughput(threads.voices(), settings.tryEvery(), InstantSource.system());
    ears = new Workers("parley-ears", threads.ears(), settings.queueMax());
    voices = new Workers("parley-voices", threads.voices(), settings.queueMax());
    processes = new Workers("parley-processes", threads.processes(), settings.queueMax());
    perClause = threads.perClause();
  }

  /// Loads the installed models and uses each once. Blocks.
  ///
  /// @param broken collects models that cannot be used, for people
  static LoadedEngines load(ModelDirectory models, LocalSettings settings, List<String> broken) {
    var engines = new LoadedEngines(settings);
    attempt(ModelPackage.SILERO.purpose(), broken, () -> engines.loadSilero(models));
    // without a detector there are no calls
    if (engines.detector.isPresent())
      OpusWarmUp.run(settings.opus(), OPUS_FRAMES, OpusSettings.typical());
    attempt(ModelPackage.MOONSHINE.purpose(), broken, () -> engines.loadMoonshine(models));
    if (settings.voice() != LocalSettings.Choice.FLITE)
      attempt(ModelPackage.KOKORO.purpose(), broken, () -> engines.loadKokoro(models));
    if (settings.voice() != LocalSettings.Choice.KOKORO) engines.findFlite(models);
    return engines;
  }

  @FunctionalInterface
  private interface Loading {
    void run() throws OrtException, IOException;
  }

  private static void attempt(String purpose, List<String> broken, Loading loading) {
    try {
      loading.run();
    } catch (OrtException | IOException e) {
      LOG.warn("{}: is installed but cannot be used", purpose, e);
      broken.add(purpose + ", which is installed but cannot be used");
    }
  }

  private void loadSilero(ModelDirectory models) throws OrtException {
    var files = models.find(ModelPackage.SILERO);
    if (files.isEmpty()) return;
    var model = kept(SileroModel.load(files.get().resolve("package/dist/silero_vad_v6.onnx")));
    try (var stream = model.stream()) {
      var silence = new short[SileroModel.WINDOW];
      for (int i = 0; i < WINDOWS; i++) stream.speech(silence, 0);
    }
    detector = Optional.of(new SileroDetector(model));
  }

  private void loadMoonshine(ModelDirectory models) throws OrtException, IOException {
    var files = models.find(ModelPackage.MOONSHINE);
    var vocabulary = models.find(ModelPackage.VOCABULARY);
    if (files.isEmpty() || vocabulary.isEmpty()) return;
    var model =
        kept(
            MoonshineModel.load(
                files.get().resolve("package/dist/model/base/quantized"),
                vocabulary.get().resolve("package/llama-tokenizer.js")));
    model.transcribe(new float[MoonshineModel.SAMPLE_RATE]);
    moonshine = Optional.of(MoonshineSpeechToText.of(model, ears, settings.moonshine()));
  }

  private void loadKokoro(ModelDirectory models) throws OrtException, IOException {
    var files = models.find(ModelPackage.KOKORO);
    var network = FloatKokoro.find(models);
    var espeak = models.find(DebianProgram.ESPEAK);
    if (files.isEmpty() || network.isEmpty() || espeak.isEmpty()) return;
    var model =
        kept(KokoroModel.load(network.get(), FloatKokoro.tokenizer(files.get()), perClause));
    var voice = FloatKokoro.voice(files.get(), settings.kokoro().voice());
    // the first clause is slower than those after it
    model.speak(TRIAL, voice, 1);
    long began = System.nanoTime();
    var sound = model.speak(TRIAL, voice, 1);
    throughput.measured((System.nanoTime() - began) / 1e9 / sound.length * KokoroModel.SAMPLE_RATE);
    kokoro =
        Optional.of(
            keeping(
                new KokoroSpeech(
                    model,
                    FloatKokoro.voices(files.get()),
                    new EspeakPhonemes(espeak.get(), settings.kokoro().deadline()),
                    processes,
                    voices,
                    throughput,
                    settings.kokoro())));
  }

  private void findFlite(ModelDirectory models) {
    flite =
        models
            .find(DebianProgram.FLITE)
            .map(program -> keeping(new FliteSpeech(program, processes, settings.flite())));
  }

  private PhraseCache keeping(TextToSpeech voice) {
    return new PhraseCache(voice, settings.phrases());
  }

  private <T extends AutoCloseable> T kept(T model) {
    models.add(model);
    return model;
  }

  Optional<SpeechDetector> detector() {
    return detector;
  }

  List<SpeechToText> ears() {
    return moonshine.stream().toList();
  }

  /// First the choosing voice, then the voices that it chooses from.
  List<TextToSpeech> voices() {
    var list = new ArrayList<TextToSpeech>();
    if (kokoro.isPresent() && flite.isPresent())
      list.add(
          new ChosenVoice(
              kokoro.get(), throughput, flite.get(), settings.patience(), InstantSource.system()));
    flite.ifPresent(list::add);
    kokoro.ifPresent(list::add);
    return list;
  }

  /// Makes frequent sentences, with each voice, as a call may get either.
  ///
  /// @param pace begins each sentence of Kokoro, which takes more than a core; flite is quick
  void prepare(List<Utterance> sayings, Executor pace) {
    flite.ifPresent(voice -> voice.prepare(sayings));
    kokoro.ifPresent(voice -> voice.prepare(sayings, pace));
  }

  /// Seconds of computing for a second of Kokoro's sound; NaN without it.
  double factor() {
    return throughput.factor();
  }

  @Override
  public void close() {
    try {
      // models are freed after their last computation
      boolean isIdle = true;
      for (var each : List.of(ears, voices, processes)) isIdle &= each.close(CLOSING);
      if (!isIdle) {
        LOG.warn("engines of speech did not stop within {} s", CLOSING.toSeconds());
        return;
      }
      for (var model : models) model.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("a model of speech cannot be closed", e);
    }
  }
}
