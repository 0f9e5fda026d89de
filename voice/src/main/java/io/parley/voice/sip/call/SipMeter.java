package io.parley.voice.sip.call;

import java.time.Duration;

/// Counts calls by SIP. Called in any thread; must not block.
public interface SipMeter {
  /// Why a call that came in was not taken.
  enum Refusal {
    /// No entry of the numbers has it.
    UNKNOWN_NUMBER,
    /// This node drains.
    DRAINING,
    /// Calls are turned off, or the speech models are missing or still loaded.
    NO_SPEECH,
    /// A number leads to an organisation that is suspended, or is being deleted.
    NOT_SERVED,
    /// A number leads to an agent that there is not, or that does not speak its language.
    NO_AGENT,
    /// A limit of callers or calls.
    LIMIT,
    /// Its description has nothing for us.
    DESCRIPTION,
    /// No port for sound is free.
    NO_PORT,
    /// Something of ours failed.
    FAILED
  }

  /// How a telephone sends its keys.
  enum KeyWay {
    /// In packets of their own (RFC 4733).
    PACKETS,
    /// In INFO.
    INFO,
    /// As tones in its sound.
    TONES
  }

  void refused(Refusal why);

  /// A caller pressed a key.
  void keyed(KeyWay way);

  /// The caller hung up before we answered.
  void cancelled();

  /// @param after from the INVITE to our answer
  void answered(Duration after);

  /// A call that another node has left goes on here.
  void wentOn();

  /// A call that was answered is over, or has left this node.
  void ended();
}
