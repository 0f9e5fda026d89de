package io.parley.outbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TextMessagesTest {
  private final List<String> told = new ArrayList<>();
  private final Asked socket = new Asked();
  private final TextMessages messages =
      new TextMessages(
          8,
          new TextMessages.Receiver() {
            @Override
            public void received(String message) {
              told.add(message);
            }

            @Override
            public void refused(String what) {
              told.add("(" + what + ")");
            }

            @Override
            public void closed(int code) {
              told.add("(closed: " + code + ")");
            }

            @Override
            public void failed(Throwable failure) {
              told.add("(" + failure.getMessage() + ")");
            }
          });

  @Test
  void parts_of_a_message_are_joined_and_the_next_is_requested() {
    var _ = messages.onText(socket, "ab", false);
    var _ = messages.onText(socket, "cd", true);
    var _ = messages.onText(socket, "12345678", true);
    assertThat(told).containsExactly("abcd", "12345678");
    assertThat(socket.asked).isEqualTo(3);
  }

  @Test
  void a_message_over_the_limit_is_refused_and_no_more_are_requested() {
    var _ = messages.onText(socket, "12345678", false);
    var _ = messages.onText(socket, "9", true);
    assertThat(told).containsExactly("(a message over 8 characters)");
    assertThat(socket.asked).isEqualTo(1);
  }

  @Test
  void binary_messages_are_refused_and_closings_and_errors_reported() {
    var _ = messages.onBinary(socket, ByteBuffer.allocate(1), true);
    var _ = messages.onClose(socket, 1008, "");
    messages.onError(socket, new IOException("gone"));
    assertThat(told)
        .containsExactly("(a binary message (expected: text))", "(closed: 1008)", "(gone)");
    assertThat(socket.asked).isZero();
  }

  /// Counts requests for messages.
  private static final class Asked implements WebSocket {
    private long asked;

    @Override
    public void request(long n) {
      asked += n;
    }

    @Override
    public CompletableFuture<WebSocket> sendText(CharSequence data, boolean last) {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendClose(int statusCode, String reason) {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public String getSubprotocol() {
      return "";
    }

    @Override
    public boolean isOutputClosed() {
      return false;
    }

    @Override
    public boolean isInputClosed() {
      return false;
    }

    @Override
    public void abort() {}
  }
}
