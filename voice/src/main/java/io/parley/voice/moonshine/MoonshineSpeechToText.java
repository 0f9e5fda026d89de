package io.parley.voice.moonshine;

import ai.onnxruntime.OrtException;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.Transcript;
import io.parley.voice.work.Workers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/// Moonshine base behind the port. The model knows no streams: while somebody speaks, the clip so
/// far is decoded repeatedly for partial transcripts, and once more as a whole when the speech has
/// ended, unless that was done in the pause which turns out to be the end. It knows English, and
/// refuses other languages.
public final class MoonshineSpeechToText implements SpeechToText {
  private final Decoder decoder;
  private final Workers workers;
  private final MoonshineSettings settings;

  /// Decodes a clip; blocks. [MoonshineModel#transcribe], but in tests.
  @FunctionalInterface
  interface Decoder {
    /// @param samples each -1 to 1
    MoonshineModel.Words decode(float[] samples, Demand demand) throws OrtException;
  }

  MoonshineSpeechToText(Decoder decoder, Workers workers, MoonshineSettings settings) {
    this.decoder = decoder;
    this.workers = workers;
    this.settings = settings;
  }

  /// @param model closed by the caller, after the workers
  /// @param workers do all decoding of all streams
  public static MoonshineSpeechToText of(
      MoonshineModel model, Workers workers, MoonshineSettings settings) {
    return new MoonshineSpeechToText(model::transcribe, workers, settings);
  }

  /// The same model on other workers, for a measurement in virtual time.
  ///
  /// @param decoded called in a worker after each clip, with its length, before its words count
  public MoonshineSpeechToText on(Workers others, Consumer<Duration> decoded) {
    return new MoonshineSpeechToText(
        (samples, demand) -> {
          var words = decoder.decode(samples, demand);
          decoded.accept(
              Duration.ofNanos(samples.length * 1_000_000_000L / MoonshineModel.SAMPLE_RATE));
          return words;
        },
        others,
        settings);
  }

  @Override
  public String name() {
    return "moonshine-base";
  }

  @Override
  public int sampleRate() {
    return MoonshineModel.SAMPLE_RATE;
  }

  @Override
  public Flow.Processor<SpeechInput, Transcript> listen(String language) {
    var stream = new MoonshineStream(decoder, workers, settings);
    if (!Locale.forLanguageTag(language).getLanguage().equals("en"))
      stream.fail(SpeechFailure.Category.REFUSED, "moonshine knows English, not " + language, null);
    return stream;
  }
}
