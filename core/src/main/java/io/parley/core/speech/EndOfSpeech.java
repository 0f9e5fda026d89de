package io.parley.core.speech;

/// Speech has ended: requests a final transcript of all sound since the last one, now. An engine
/// that finds no words in it sends a final transcript without text. The answer is marked as such,
/// because unrequested final transcripts may come before it.
///
/// @param expected what the speaker was expected to say; engines may ignore it
public record EndOfSpeech(Expectation expected) implements SpeechInput {
  public EndOfSpeech() {
    this(Expectation.FREE);
  }
}
