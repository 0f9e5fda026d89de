package io.parley.voice.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.remote.PcmSpeech;
import io.parley.voice.remote.RemoteSettings;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.Flow;

/// `POST /audio/speech` with `response_format` `pcm`: 24 kHz, 16 bits, little endian, one channel,
/// sent as it is made.
public final class OpenAiSpeech implements TextToSpeech, AutoCloseable {
  private static final int SAMPLE_RATE = 24_000;

  private final RemoteSettings settings;
  private final HttpClient client;

  public OpenAiSpeech(RemoteSettings settings) {
    this.settings = settings;
    this.client = settings.client();
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("model", settings.model())
            .put("input", utterance.text())
            .put("voice", utterance.voice().isBlank() ? settings.voice() : utterance.voice())
            .put("response_format", "pcm");
    if (utterance.pace() != 1) body.put("speed", utterance.pace());
    var request =
        HttpRequest.newBuilder(settings.at("/audio/speech"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    settings.apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return new PcmSpeech(name(), client, request.build(), SAMPLE_RATE);
  }

  /// Ends all requests.
  @Override
  public void close() {
    client.shutdownNow();
  }
}
