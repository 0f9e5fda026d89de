package io.parley.voice.deepgram;

import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.voice.remote.Failures;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// What comes over the connection: text messages, perhaps in parts.
final class Incoming implements WebSocket.Listener {
  /// A transcript of some seconds has a few thousand characters, with its words and their times.
  private static final int MESSAGE_MAX = 256 * 1024;

  private final String name;
  private final DeepgramListening listening;
  private final StringBuilder message = new StringBuilder();

  Incoming(String name, DeepgramListening listening) {
    this.name = name;
    this.listening = listening;
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
    if (message.length() + part.length() > MESSAGE_MAX) {
      listening.fail(Failures.of(Category.GARBAGE, name + " sent a message without an end"));
      return null;
    }
    message.append(part);
    if (isLast) {
      var whole = message.toString();
      message.setLength(0);
      try {
        listening.received(whole);
      } catch (SpeechFailure failure) {
        listening.fail(failure);
      }
    }
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean isLast) {
    listening.fail(Failures.of(Category.GARBAGE, name + " sent bytes in place of text"));
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    listening.closed(code);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    listening.fail(Failures.unreachable(name, failure));
  }
}
