package io.parley.voice.kokoro;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.espeak.EspeakPhonemes;
import io.parley.voice.work.Throughput;
import io.parley.voice.work.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Flow;

/// Kokoro behind the port: the good voice of this machine. It makes a clause in one or more pieces,
/// each as a whole, so the first frame comes when the first piece is made. It speaks English, and
/// refuses other languages; unknown voices are replaced by its default.
public final class KokoroSpeech implements TextToSpeech {
  /// For guessing how long a text will be.
  private static final double CHARACTERS_PER_SECOND = 15;

  private final KokoroModel model;
  private final KokoroVoices voices;
  private final EspeakPhonemes espeak;
  private final Workers processes;
  private final Workers computing;
  private final Throughput throughput;

  /// @param model closed by the caller, after the workers
  /// @param voices a directory of `.bin` files
  /// @param processes run espeak; @param computing runs the network
  /// @param throughput measures requests and how long they take
  /// @throws IOException when the voice of the settings does not exist
  public KokoroSpeech(
      KokoroModel model,
      Path voices,
      EspeakPhonemes espeak,
      Workers processes,
      Workers computing,
      Throughput throughput,
      KokoroSettings settings)
      throws IOException {
    this.model = model;
    this.voices = new KokoroVoices(voices, settings.voice());
    this.espeak = espeak;
    this.processes = processes;
    this.computing = computing;
    this.throughput = throughput;
  }

  @Override
  public String name() {
    return "kokoro";
  }

  @Override
  public Duration readyIn(Utterance utterance) {
    double seconds = throughput.readyIn(secondsToFirst(utterance));
    return Double.isNaN(seconds) ? Duration.ZERO : Duration.ofMillis(Math.round(1_000 * seconds));
  }

  @Override
  public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
    var clause = new KokoroClause(this, utterance);
    return Locale.forLanguageTag(utterance.language()).getLanguage().equals("en")
        ? clause.frames()
        : clause.refused("kokoro speaks English here, not " + utterance.language());
  }

  /// The estimated seconds of speech, in any voice.
  public static double seconds(Utterance utterance) {
    return Math.max(0.5, utterance.text().length() / CHARACTERS_PER_SECOND / utterance.pace());
  }

  /// The estimated seconds of the first piece, which is heard while the rest is made.
  public static double secondsToFirst(Utterance utterance) {
    return Math.min(
        seconds(utterance), KokoroPieces.FIRST_MAX / CHARACTERS_PER_SECOND / utterance.pace());
  }

  KokoroModel model() {
    return model;
  }

  KokoroVoices voices() {
    return voices;
  }

  EspeakPhonemes espeak() {
    return espeak;
  }

  Workers processes() {
    return processes;
  }

  Workers computing() {
    return computing;
  }

  Throughput throughput() {
    return throughput;
  }
}
