package io.parley.voice.deepgram;

import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.outbound.http.TextMessages;
import io.parley.voice.remote.Failures;

/// Passes messages of the connection to one ear.
record Incoming(String name, DeepgramListening listening) implements TextMessages.Receiver {
  /// A transcript of some seconds has a few thousand characters, with its words and their times.
  static final int MESSAGE_MAX = 256 * 1024;

  @Override
  public void received(String message) {
    try {
      listening.received(message);
    } catch (SpeechFailure failure) {
      listening.fail(failure);
    }
  }

  @Override
  public void refused(String what) {
    listening.fail(Failures.of(Category.GARBAGE, "%s sent %s".formatted(name, what)));
  }

  @Override
  public void closed(int code) {
    listening.closed(code);
  }

  @Override
  public void failed(Throwable failure) {
    listening.fail(Failures.unreachable(name, failure));
  }
}
