package io.parley.voice.local;

import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.kokoro.FloatKokoro;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.models.ModelPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// The engines of this machine. Opening loads nothing, so that a server without models, or with
/// voice disabled, pays nothing; [#warmUp] loads the installed models, and before it returns there
/// are no engines. Missing models are reported, and not an error. Thread safe.
///
/// To be closed before the JVM ends (see [io.parley.voice.onnx.Networks]), after all streams.
public final class LocalEngines implements AutoCloseable {
  private final ModelDirectory models;
  private final LocalSettings settings;
  private final List<String> broken = new ArrayList<>();
  private volatile Optional<LoadedEngines> loaded = Optional.empty();

  private LocalEngines(ModelDirectory models, LocalSettings settings) {
    this.models = models;
    this.settings = settings;
  }

  /// @param models the directory of `parley models`
  public static LocalEngines open(ModelDirectory models, LocalSettings settings) {
    return new LocalEngines(models, settings);
  }

  /// Loads the installed models, has the JVM compile the codec, and measures the voices. Blocks for
  /// some ten seconds: run it in a thread of its own while the program starts, and again after
  /// models were installed. Does nothing when voice is disabled.
  public synchronized void warmUp() {
    if (!settings.enabled() || isReady()) return;
    close();
    broken.clear();
    loaded = Optional.of(LoadedEngines.load(models, settings, broken));
  }

  /// Empty without the model, or before [#warmUp] has returned.
  public Optional<SpeechDetector> detector() {
    return loaded.flatMap(LoadedEngines::detector);
  }

  /// In the order in which a call tries them; empty when there are none.
  public List<SpeechToText> ears() {
    return loaded.map(LoadedEngines::ears).orElse(List.of());
  }

  /// In the order in which a call tries them; empty when there are none. Each call has those of
  /// [TextToSpeech#forCall], so that each has a choice of voice of its own (see [ChosenVoice]).
  public List<TextToSpeech> voices() {
    return loaded.map(LoadedEngines::voices).orElse(List.of());
  }

  /// Makes frequent sentences ahead and caches them as sound, with each voice, as calls choose
  /// different ones. Returns at once.
  ///
  /// @param pace begins each sentence of the voice that needs the cores: at once, or later
  public void prepare(List<Utterance> sayings, Executor pace) {
    loaded.ifPresent(engines -> engines.prepare(sayings, pace));
  }

  /// The missing parts, for people; looked up now. Without the first three there are no calls,
  /// without a voice there are none either, and one of the two voices is enough.
  public synchronized List<String> missing() {
    var missing = new ArrayList<String>();
    for (var each : ModelPackage.ALL) if (models.find(each).isEmpty()) missing.add(each.purpose());
    if (models.find(ModelPackage.KOKORO).isPresent() && FloatKokoro.find(models).isEmpty())
      missing.add("Kokoro, converted for this machine");
    for (var each : DebianProgram.ALL) if (models.find(each).isEmpty()) missing.add(each.purpose());
    missing.addAll(broken);
    return missing;
  }

  /// Whether a call is possible: there is an ear and a voice.
  public boolean isReady() {
    return detector().isPresent() && !ears().isEmpty() && !voices().isEmpty();
  }

  @Override
  public synchronized void close() {
    loaded.ifPresent(LoadedEngines::close);
    loaded = Optional.empty();
  }
}
