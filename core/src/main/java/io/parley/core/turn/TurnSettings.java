package io.parley.core.turn;

import io.parley.core.setting.Expect;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Settings of turn-taking in a call. Everything is checked here, so that no rule has to.
///
/// @param language the spoken language, a BCP 47 tag; decides which words are backchannels or trail
///   off
/// @param confidenceMin below this confidence of a transcript the agent asks the customer to
///   repeat, 0 to 1
/// @param asksAgainMax the most such questions in a row; then the customer is told once how they
///   are understood, and further words are used as they are; 0: words are used as they are
// two more than STYLE allows: one for each kind of rule
public record TurnSettings(
    String language,
    Endpointing endpointing,
    BargeIn bargeIn,
    Early early,
    Patience patience,
    Engines engines,
    Keys keys,
    double confidenceMin,
    int asksAgainMax) {
  public TurnSettings {
    language = Locale.forLanguageTag(language).toLanguageTag();
    Expect.between("confidenceMin", confidenceMin, 0.0, 1.0);
    Expect.atLeast("asksAgainMax", asksAgainMax, 0);
  }

  /// Values that have proved good in other voice stacks, for an agent that speaks `language`.
  public static TurnSettings typical(String language) {
    return new TurnSettings(
        language,
        new Endpointing(
            Duration.ofMillis(250),
            Duration.ofMillis(1_000),
            Duration.ofSeconds(3),
            Duration.ofMillis(2_500),
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
        new Keys(Duration.ofMillis(2_500), Duration.ofSeconds(1), "#", 32),
        0.4,
        2);
  }

  /// The same for another language, a BCP 47 tag.
  public TurnSettings in(String other) {
    return new TurnSettings(
        other, endpointing, bargeIn, early, patience, engines, keys, confidenceMin, asksAgainMax);
  }

  /// Keys of a telephone, which are words of the customer.
  ///
  /// @param pause after a key that ends the utterance, if no other follows; @param alonePause the
  ///   same after a single key that may answer a question, or choose from a menu
  /// @param terminator the key that ends an utterance at once; empty for none
  /// @param most keys in one utterance
  public record Keys(Duration pause, Duration alonePause, String terminator, int most) {
    public Keys {
      Expect.positive("keys.alonePause", alonePause);
      Expect.atLeast("keys.pause", pause, "keys.alonePause", alonePause);
      if (terminator.length() > 1 || !"0123456789*#".contains(terminator))
        throw Expect.wrong("keys.terminator", terminator, "one of 0 to 9, * and #, or none");
      Expect.atLeast("keys.most", most, 1);
    }

    boolean isTerminator(char key) {
      return terminator.indexOf(key) >= 0;
    }
  }

  /// The silences that end an utterance. Others lie between them, by what words and melody tell.
  ///
  /// @param minimum when the words read complete and the voice falls; @param usual when the words
  ///   could be either and the voice tells nothing; @param maximum when the words trail off; @param
  ///   spelling while somebody spells, and may not be at the end
  /// @param longestUtterance a customer who speaks without a pause is answered after this time
  public record Endpointing(
      Duration minimum,
      Duration usual,
      Duration maximum,
      Duration spelling,
      Duration longestUtterance) {
    public Endpointing {
      Expect.positive("endpointing.minimum", minimum);
      Expect.atLeast("endpointing.usual", usual, "endpointing.minimum", minimum);
      Expect.atLeast("endpointing.maximum", maximum, "endpointing.usual", usual);
      Expect.atLeast("endpointing.spelling", spelling, "endpointing.usual", usual);
      Expect.atLeast(
          "endpointing.longestUtterance", longestUtterance, "endpointing.maximum", maximum);
    }

    /// When words are a whole question: a fifth of the way from the minimum to the usual silence.
    Duration fifth() {
      return minimum.plus(usual.minus(minimum).dividedBy(5));
    }

    /// So many thirds of the way from the minimum to the usual silence.
    Duration thirds(int count) {
      return minimum.plus(usual.minus(minimum).multipliedBy(count).dividedBy(3));
    }

    /// So many quarters of that way, in whole milliseconds.
    Duration quarters(int count) {
      var way = usual.minus(minimum).multipliedBy(count).dividedBy(4);
      return minimum.plus(way).truncatedTo(ChronoUnit.MILLIS);
    }

    /// When more is likely, as while somebody counts: a tenth of the way from the usual to the
    /// maximum.
    Duration patient() {
      return usual.plus(maximum.minus(usual).dividedBy(10));
    }

    /// When words are no sentence yet: a fifth of that way, so that an answer to those that were
    /// one after all comes within a second and a half.
    Duration unfinished() {
      return usual.plus(maximum.minus(usual).dividedBy(5));
    }
  }

  /// Conditions that stop the agent in the middle of a reply.
  ///
  /// @param minimumSpeech this much speech stops the sound even without a word; interrupting words
  ///   stop it at once
  /// @param longestBackchannel this much speech stops it although all its words are backchannels
  /// @param falseInterruption stopped sound goes on after this time without words
  /// @param wordConfidenceMin words with a lower confidence stop nothing, 0 to 1
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

    /// The longest time that sound goes on over detected speech.
    public Duration bound() {
      return longestBackchannel;
    }
  }

  /// Replies that are prepared before the customer has certainly finished.
  ///
  /// @param stabilityMin the least stability of the words, 0 to 1
  /// @param attemptsMax the most in one utterance; each one thrown away has cost money
  public record Early(boolean enabled, double stabilityMin, int attemptsMax) {
    public Early {
      Expect.between("early.stabilityMin", stabilityMin, 0.0, 1.0);
      Expect.atLeast("early.attemptsMax", attemptsMax, 0);
    }
  }

  /// Prompts for a customer who says nothing.
  ///
  /// @param silence after this time they are asked whether they are still there
  /// @param muted the same, for one who has muted the microphone or can only type
  /// @param promptsMax the most prompts in a row; then the call ends
  public record Patience(Duration silence, Duration muted, int promptsMax) {
    public Patience {
      Expect.positive("patience.silence", silence);
      Expect.atLeast("patience.muted", muted, "patience.silence", silence);
      Expect.atLeast("patience.promptsMax", promptsMax, 0);
    }
  }

  /// Deadlines of engines.
  ///
  /// @param finalWords from the end of speech to a final transcript, where a partial one is there.
  ///   Then the partial one is used, so this should be longer than the deadline after which a
  ///   recogniser is replaced: answering half of an utterance and being corrected is worse than
  ///   waiting
  /// @param anyWords from the end of speech to anything at all; likewise
  /// @param wordlessSpeech speech without a new word for this time is noise. Longer than a
  ///   recogniser needs that processes speech in pieces
  /// @param reply from the customer's words to the first sound of the reply
  /// @param stall from the end of available sound to the next sound
  /// @param longestReply a reply that sounds for longer without a pause has lost its end
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
