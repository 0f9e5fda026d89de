package io.parley.voice.deepgram;

import io.parley.core.speech.Expectation;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.Transcript;
import io.parley.voice.flow.Timer;
import io.parley.voice.remote.Hints;
import io.parley.voice.remote.RemoteSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `wss /v1/listen`: sound is sent while it is spoken, and words come back meanwhile. The call
/// detects where speech begins and ends, so Deepgram's own endpointing is off, and each end of
/// speech is a `Finalize`.
public final class DeepgramSpeechToText implements SpeechToText, AutoCloseable {
  static final int SAMPLE_RATE = 16_000;

  /// The models that take `keyterm`; those before take `keywords`.
  private static final String KEYTERM_MODELS = "nova-3";

  private final RemoteSettings settings;
  private final DeepgramPatience patience;
  private final Timer timer;
  private final HttpClient client;

  /// @param soundMax how much may wait for the connection
  /// @param keepAlive after so long without sound a message keeps the connection open; the server
  ///   closes it after 10 s
  /// @param finalizeWait how long to wait for the words of the last sound, which the server may not
  ///   send when there was hardly any
  public DeepgramSpeechToText(
      RemoteSettings settings,
      Duration soundMax,
      Duration keepAlive,
      Duration finalizeWait,
      Timer timer) {
    this.settings = settings;
    this.patience = new DeepgramPatience(soundMax, keepAlive, finalizeWait);
    this.timer = timer;
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
    return listen(language, Expectation.FREE);
  }

  /// Terms belong to the address of a connection.
  @Override
  public boolean takesHintsAtStart() {
    return true;
  }

  /// Connects at once, so that the connection is open when somebody speaks.
  @Override
  public Flow.Processor<SpeechInput, Transcript> listen(String language, Expectation expected) {
    var listening = new DeepgramListening(name(), patience, timer);
    var socket = client.newWebSocketBuilder().connectTimeout(settings.connectTimeout());
    settings.apiKey().ifPresent(key -> socket.header("Authorization", "Token " + key));
    listening.connected(socket.buildAsync(address(language, expected), listening.incoming()));
    return listening;
  }

  private URI address(String language, Expectation expected) {
    var query = new LinkedHashMap<String, String>();
    query.put("model", settings.model());
    query.put("language", Locale.forLanguageTag(language).getLanguage());
    query.put("encoding", "linear16");
    query.put("sample_rate", Integer.toString(SAMPLE_RATE));
    query.put("channels", "1");
    query.put("interim_results", "true");
    query.put("punctuate", "true");
    query.put("smart_format", "true");
    query.put("endpointing", "false");
    var parameter = settings.model().startsWith(KEYTERM_MODELS) ? "keyterm" : "keywords";
    var terms = Hints.terms(expected, language).stream().map(term -> Map.entry(parameter, term));
    var text =
        Stream.concat(query.entrySet().stream(), terms)
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    // http becomes ws, and https wss
    return URI.create(
        "ws" + settings.at("/v1/listen?" + text).toString().substring("http".length()));
  }

  /// Ends all connections.
  @Override
  public void close() {
    client.shutdownNow();
  }
}
