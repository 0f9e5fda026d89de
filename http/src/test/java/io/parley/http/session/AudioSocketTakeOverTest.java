package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.SessionKey;
import io.parley.http.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A call that goes on over another socket, because the line that it had is dead.
class AudioSocketTakeOverTest {
  private static final long PATIENCE_SECONDS = 60;

  private final HttpClient client = HttpClient.newHttpClient();
  private VoiceServer voice;
  private SessionKey key;

  @BeforeEach
  void open() throws IOException {
    voice = new VoiceServer("");
    key = voice.edge.startSession();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    voice.close();
  }

  /// The texts that the server sends; `closed` at the end.
  private final class Line implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private WebSocket socket;

    Line dial(SessionKey session, String more) {
      var address =
          "ws://localhost:%d/v1/sessions/%s/voice/socket?codec=pcm&language=en%s"
              .formatted(voice.port.address().getPort(), session.session(), more);
      socket =
          client
              .newWebSocketBuilder()
              .subprotocols("parley.audio.v1", "bearer." + voice.edge.token(session))
              .buildAsync(URI.create(address), this)
              .join();
      return this;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      if (!data.toString().contains("\"sign\"")) texts.add(data.toString());
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      texts.add("closed");
      return null;
    }

    String text() throws InterruptedException {
      return texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// @return the id in the first text
    String id() throws InterruptedException {
      var first = JsonText.object(text());
      assertThat(first.path("type").asText()).isEqualTo("call");
      return first.path("id").asText();
    }
  }

  @Test
  void the_same_call_goes_on_over_the_new_socket_and_the_old_one_ends() throws Exception {
    var before = new Line().dial(key, "");
    var id = before.id();
    var after = new Line().dial(key, "&call=" + id);
    assertThat(after.id()).isEqualTo(id);
    assertThat(before.text()).isEqualTo("{\"type\":\"ended\"}");
    assertThat(before.text()).isEqualTo("closed");
    after.socket.sendText("{\"type\":\"x\"}", true).join();
    assertThat(after.text()).contains("\"type\":\"rejected\"");
    after.socket.abort();
  }

  @Test
  void an_unknown_call_and_one_of_another_session_are_refused() throws Exception {
    var before = new Line().dial(key, "");
    var id = before.id();
    assertThat(status(key, "unknown")).isEqualTo(404);
    assertThat(status(voice.edge.startSession(), id)).isEqualTo(404);
    before.socket.abort();
  }

  private int status(SessionKey session, String id) {
    try {
      new Line().dial(session, "&call=" + id);
      return 101;
    } catch (CompletionException refused) {
      return ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode();
    }
  }
}
