package io.parley.voice.elevenlabs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.remote.PcmSpeech;
import io.parley.voice.remote.RemoteSettings;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Flow;

/// `POST /v1/text-to-speech/{voice}/stream` with `output_format` `pcm_24000`: raw samples, sent as
/// they are made.
///
/// Not the WebSocket (`stream-input`): that is for text which comes in pieces, and holds words back
/// until it has enough of them. Clauses come here whole; its makers say that it is slower then. A
/// request for each also stops making, and costing, when it is cancelled, and connections are kept
/// open between clauses either way.
public final class ElevenLabsSpeech implements TextToSpeech, AutoCloseable {
  private static final int SAMPLE_RATE = 24_000;

  /// The slowest pace of its voices.
  private static final double SPEED_MIN = 0.7;

  private static final double SPEED_MAX = 1.2;

  private final RemoteSettings settings;
  private final HttpClient client;

  public ElevenLabsSpeech(RemoteSettings settings) {
    this.settings = settings;
    this.client = settings.client();
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
    var voice = utterance.voice().isBlank() ? settings.voice() : utterance.voice();
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("text", utterance.text())
            .put("model_id", settings.model());
    if (takesLanguage())
      body.put("language_code", Locale.forLanguageTag(utterance.language()).getLanguage());
    if (utterance.pace() != 1)
      body.putObject("voice_settings")
          .put("speed", Math.clamp(utterance.pace(), SPEED_MIN, SPEED_MAX));
    var path =
        "/v1/text-to-speech/%s/stream?output_format=pcm_%d"
            .formatted(URLEncoder.encode(voice, StandardCharsets.UTF_8), SAMPLE_RATE);
    var request =
        HttpRequest.newBuilder(settings.at(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    settings.apiKey().ifPresent(key -> request.header("xi-api-key", key));
    return new PcmSpeech(name(), client, request.build(), SAMPLE_RATE);
  }

  /// Older models with a single language refuse a language parameter.
  private boolean takesLanguage() {
    return settings.model().endsWith("_v2_5");
  }

  /// Ends all requests.
  @Override
  public void close() {
    client.shutdownNow();
  }
}
