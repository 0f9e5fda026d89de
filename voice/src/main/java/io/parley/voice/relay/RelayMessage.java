package io.parley.voice.relay;

import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.WireObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A message from ConversationRelay. Source: Twilio, "Getting and sending WebSocket messages".
public sealed interface RelayMessage {

  /// The first one.
  ///
  /// @param call SID of the call; @param parameters that our TwiML gave
  record Setup(String call, Map<String, String> parameters) implements RelayMessage {
    public Setup {
      parameters = Map.copyOf(parameters);
    }
  }

  /// Words of the caller.
  ///
  /// @param last whether the caller has finished; otherwise more of the same utterance follows
  record Prompt(String words, boolean last) implements RelayMessage {}

  /// A key of the telephone.
  record Key(char key) implements RelayMessage {}

  /// The caller spoke, or pressed a key, while Twilio spoke.
  ///
  /// @param utterance the part of the text that had been spoken
  /// @param length how long Twilio had spoken
  record Interrupted(Optional<String> utterance, Optional<Duration> length)
      implements RelayMessage {}

  /// Somebody begins to speak, or has finished.
  ///
  /// @param isCaller or else Twilio, in the agent's voice
  record Speaks(boolean isCaller, boolean isOn) implements RelayMessage {}

  /// Twilio did not understand a message of ours.
  record Troubled() implements RelayMessage {}

  /// Nothing that matters.
  record Other() implements RelayMessage {}

  /// The longest message, in characters.
  int TEXT_MAX = 32_768;

  /// @throws MalformedFrame when it does not follow the protocol
  static RelayMessage read(String text) {
    var message = WireObject.read(text);
    return switch (message.text("type", 64)) {
      case "setup" ->
          new Setup(message.text("callSid", 64), message.texts("customParameters", 4_096));
      case "prompt" ->
          new Prompt(
              message.textIfAny("voicePrompt", TEXT_MAX).orElse(""),
              !message.value("last").isBoolean() || message.flag("last"));
      case "dtmf" -> key(message.textIfAny("digit", 8).orElse(""));
      case "interrupt" ->
          new Interrupted(
              message.textIfAny("utteranceUntilInterrupt", TEXT_MAX),
              message.numberIfAny("durationUntilInterruptMs").map(RelayMessage::millis));
      case "info" ->
          speaks(
              message.textIfAny("name", TEXT_MAX).orElse(""),
              message.textIfAny("value", TEXT_MAX).orElse(""));
      case "error" -> new Troubled();
      default -> new Other();
    };
  }

  private static RelayMessage speaks(String name, String value) {
    boolean isOn = value.equals("on");
    if (!isOn && !value.equals("off")) return new Other();
    return switch (name) {
      case "clientSpeaking" -> new Speaks(true, isOn);
      case "agentSpeaking" -> new Speaks(false, isOn);
      default -> new Other();
    };
  }

  private static Duration millis(long count) {
    return Duration.ofMillis(Math.min(count, Duration.ofHours(1).toMillis()));
  }

  private static RelayMessage key(String digit) {
    return digit.length() == 1 && "0123456789*#ABCD".contains(digit)
        ? new Key(digit.charAt(0))
        : new Other();
  }
}
