package io.parley.voice.openai;

import io.parley.core.speech.Expectation;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.Transcript;
import io.parley.voice.remote.Hints;
import io.parley.voice.remote.RemoteSettings;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Flow;

/// `POST /audio/transcriptions`: speech is collected until it ends, and then sent as a WAV file. So
/// there are no partial transcripts during speech; with [AnswerForm#STREAM] there are some while
/// the answer is streamed.
public final class OpenAiTranscription implements SpeechToText, AutoCloseable {
  static final int SAMPLE_RATE = 16_000;

  private final RemoteSettings settings;
  private final AnswerForm form;
  private final Duration soundMax;
  private final HttpClient client;

  /// @param soundMax the longest that is sent at once; longer speech is transcribed in pieces
  public OpenAiTranscription(RemoteSettings settings, AnswerForm form, Duration soundMax) {
    this.settings = settings;
    this.form = form;
    this.soundMax = soundMax;
    this.client = settings.client();
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public int sampleRate() {
    return SAMPLE_RATE;
  }

  @Override
  public Flow.Processor<SpeechInput, Transcript> listen(String language) {
    return new Dictation(
        name(), client, (wav, expected) -> request(wav, language, expected), form, soundMax);
  }

  /// @param language a BCP 47 tag, of which servers take the language alone (ISO 639-1)
  private HttpRequest request(byte[] wav, String language, Expectation expected) {
    var parts =
        new Form()
            .file("file", "speech.wav", "audio/wav", wav)
            .field("model", settings.model())
            .field("response_format", form == AnswerForm.VERBOSE_JSON ? "verbose_json" : "json")
            .field("temperature", "0");
    var spoken = Locale.forLanguageTag(language).getLanguage();
    if (!spoken.isEmpty()) parts.field("language", spoken);
    Hints.prompt(expected, language).ifPresent(hint -> parts.field("prompt", hint));
    if (form == AnswerForm.STREAM) parts.field("stream", "true");
    var request =
        HttpRequest.newBuilder(settings.at("/audio/transcriptions"))
            .header("Content-Type", parts.contentType())
            .POST(BodyPublishers.ofByteArray(parts.bytes()));
    settings.apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request.build();
  }

  /// Ends all requests.
  @Override
  public void close() {
    client.shutdownNow();
  }
}
