package io.parley.voice.stream;

import java.time.Duration;
import java.util.Map;

/// A frame of a provider, in one form for all of them.
public sealed interface StreamEvent {

  /// The stream begins.
  ///
  /// @param call the provider's id of the call
  /// @param parameters that our answer to the webhook gave the provider
  record Started(String call, MediaFormat format, Map<String, String> parameters)
      implements StreamEvent {
    public Started {
      parameters = Map.copyOf(parameters);
    }
  }

  /// Sound of the caller. Its bytes are handed over.
  final class Media implements StreamEvent {
    private final long chunk;
    private final byte[] payload;

    Media(long chunk, byte[] payload) {
      this.chunk = chunk;
      this.payload = payload;
    }

    /// Its number in the stream: one more for each, in whatever order they come.
    public long chunk() {
      return chunk;
    }

    public byte[] payload() {
      return payload;
    }
  }

  /// @param key `0` to `9`, `*`, `#`, `A` to `D`; @param length zero where the provider does not
  ///   say it
  record Pressed(char key, Duration length) implements StreamEvent {}

  /// All sound that was sent before this mark has been played, or was cleared.
  record Marked(String name) implements StreamEvent {}

  /// The caller hung up, or the provider ends the stream.
  record Stopped() implements StreamEvent {}

  /// The provider reports an error; the stream goes on.
  record Troubled() implements StreamEvent {}

  /// Nothing that matters to a call.
  record Other() implements StreamEvent {}
}
