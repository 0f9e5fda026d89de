package io.parley.core.turn;

import io.parley.core.setting.Expect;
import java.time.Duration;
import java.util.Locale;

/// How patient an agent is in a call. Everything is checked here, so that no rule has to.
///
/// @param language a BCP 47 tag, what is spoken; decides which words are backchannels or trail off
/// @param confidenceMin a transcript that the engine is less sure of is asked for again, 0 to 1
/// @param asksAgainMax so often in a row; then the words are taken as they are
public record TurnSettings(
    String language,
    Endpointing endpointing,
    BargeIn bargeIn,
    Early early,
    Patience patience,
    Engines engines,
    double confidenceMin,
    int asksAgainMax) {
  public TurnSettings {
    language = Locale.forLanguageTag(language).toLanguageTag();
    Expect.between("confidenceMin", confidenceMin, 0.0, 1.0);
    Expect.atLeast("asksAgainMax", asksAgainMax, 0);
  }

  /// What other voice stacks have found to be good, for an agent that speaks `language`.
  public static TurnSettings typical(String language) {
    return new TurnSettings(
        language,
        new Endpointing(
            Duration.ofMillis(500),
            Duration.ofMillis(1_000),
            Duration.ofSeconds(3),
            Duration.ofSeconds(60)),
        new BargeIn(Duration.ofMillis(500), Duration.ofMillis(1_500), Duration.ofSeconds(2), 0.5),
        new Early(true, 0.9, 2),
        new Patience(Duration.ofSeconds(10), Duration.ofMinutes(2), 2),
        new Engines(
            Duration.ofMillis(1_500),
            Duration.ofSeconds(3),
            Duration.ofSeconds(12),
            Duration.ofSeconds(20),
            Duration.ofSeconds(4),
            Duration.ofMinutes(5)),
        0.4,
        2);
  }

  /// How long a silence ends an utterance.
  ///
  /// @param minimum when the words read complete; @param usual when they could be either
  /// @param maximum when they trail off
  /// @param longestUtterance who speaks on without a pause is answered after so long
  public record Endpointing(
      Duration minimum, Duration usual, Duration maximum, Duration longestUtterance) {
    public Endpointing {
      Expect.positive("endpointing.minimum", minimum);
      Expect.atLeast("endpointing.usual", usual, "endpointing.minimum", minimum);
      Expect.atLeast("endpointing.maximum", maximum, "endpointing.usual", usual);
      Expect.atLeast(
          "endpointing.longestUtterance", longestUtterance, "endpointing.maximum", maximum);
    }
  }

  /// What stops the agent in the middle of a reply.
  ///
  /// @param minimumSpeech so much speech stops the sound, as yet without a word; words of their own
  ///   do at once
  /// @param longestBackchannel so much speech does, although all its words are backchannels
  /// @param falseInterruption sound that was stopped goes on when no words came for so long
  /// @param wordConfidenceMin words that the engine is less sure of stop nothing, 0 to 1
  public record BargeIn(
      Duration minimumSpeech,
      Duration longestBackchannel,
      Duration falseInterruption,
      double wordConfidenceMin) {
    public BargeIn {
      Expect.positive("bargeIn.minimumSpeech", minimumSpeech);
      Expect.atLeast(
          "bargeIn.longestBackchannel", longestBackchannel, "bargeIn.minimumSpeech", minimumSpeech);
      Expect.positive("bargeIn.falseInterruption", falseInterruption);
      Expect.between("bargeIn.wordConfidenceMin", wordConfidenceMin, 0.0, 1.0);
    }

    /// Sound never goes on for longer over detected speech.
    public Duration bound() {
      return longestBackchannel;
    }
  }

  /// Replies that are begun before the customer has certainly finished.
  ///
  /// @param stabilityMin how sure the engine must be not to change its words, 0 to 1
  /// @param attemptsMax so many in an utterance; each that is thrown away has cost money
  public record Early(boolean enabled, double stabilityMin, int attemptsMax) {
    public Early {
      Expect.between("early.stabilityMin", stabilityMin, 0.0, 1.0);
      Expect.atLeast("early.attemptsMax", attemptsMax, 0);
    }
  }

  /// What is done about a customer who says nothing.
  ///
  /// @param silence after so long they are asked whether they are still there
  /// @param muted the same, for one who has muted the microphone or can only type
  /// @param promptsMax so often; then the call is ended
  public record Patience(Duration silence, Duration muted, int promptsMax) {
    public Patience {
      Expect.positive("patience.silence", silence);
      Expect.atLeast("patience.muted", muted, "patience.silence", silence);
      Expect.atLeast("patience.promptsMax", promptsMax, 0);
    }
  }

  /// How long engines may be silent.
  ///
  /// @param finalWords from the end of speech to a final transcript, where a partial one is there.
  ///   Then that is taken, so it should be more than any recogniser is given before another takes
  ///   its place: to answer half of what was said and be corrected is worse than to wait
  /// @param anyWords from the end of speech to anything at all; likewise
  /// @param wordlessSpeech speech in which no new word is found for so long is noise. More than a
  ///   recogniser needs that hears speech in pieces
  /// @param reply from the customer's words to the first sound of the reply
  /// @param stall from sound that ran dry to sound again
  /// @param longestReply what sounds for longer without a pause has no end
  public record Engines(
      Duration finalWords,
      Duration anyWords,
      Duration wordlessSpeech,
      Duration reply,
      Duration stall,
      Duration longestReply) {
    public Engines {
      Expect.positive("engines.finalWords", finalWords);
      Expect.atLeast("engines.anyWords", anyWords, "engines.finalWords", finalWords);
      Expect.positive("engines.wordlessSpeech", wordlessSpeech);
      Expect.positive("engines.reply", reply);
      Expect.positive("engines.stall", stall);
      Expect.positive("engines.longestReply", longestReply);
    }
  }
}
