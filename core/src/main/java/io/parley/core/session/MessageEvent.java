package io.parley.core.session;

import io.parley.core.party.Party;
import io.parley.core.speech.SpokenDigits;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/// Words of a customer, a human of the company, or the agent outside its replies.
public sealed interface MessageEvent extends SessionEvent {
  /// Words with a number are read back below this confidence.
  double NUMBER_SURE_FROM = 0.8;

  /// Fewer digits are no number of an order.
  int NUMBER_DIGITS = 3;

  /// A short answer is asked for again below this confidence, before it has an effect.
  double ANSWER_SURE_FROM = 0.6;

  /// Longer words are no mere yes or no.
  int ANSWER_WORDS = 6;

  /// @param modality where the channel does not imply it; callers use [#mode]
  /// @param confidence how sure the recogniser was of these words, 0 to 1; of spoken ones alone
  /// @param to who is spoken to, where it is not the agent: the customer's words open no turn then;
  ///   empty in older events
  /// @param digits the keys of a telephone that were pressed: the text, or a part of it, or what
  ///   stands for it in a menu; empty in older events, whose keys are their text
  // two more than STYLE allows: an event's fields
  record Said(
      String id,
      Party by,
      String text,
      Channel channel,
      Optional<Modality> modality,
      OptionalDouble confidence,
      Optional<Party> to,
      Optional<String> digits,
      Instant at)
      implements MessageEvent {
    public Said {
      modality = modality.filter(told -> told != Modality.of(channel));
    }

    /// Without keys.
    public Said(
        String id,
        Party by,
        String text,
        Channel channel,
        Optional<Modality> modality,
        OptionalDouble confidence,
        Optional<Party> to,
        Instant at) {
      this(id, by, text, channel, modality, confidence, to, Optional.empty(), at);
    }

    /// To the agent, or from somebody else to the customer.
    public Said(
        String id,
        Party by,
        String text,
        Channel channel,
        Optional<Modality> modality,
        OptionalDouble confidence,
        Instant at) {
      this(id, by, text, channel, modality, confidence, Optional.empty(), Optional.empty(), at);
    }

    /// A message whose channel implies its modality.
    public Said(
        String id, Party by, String text, Channel channel, OptionalDouble confidence, Instant at) {
      this(id, by, text, channel, Optional.empty(), confidence, at);
    }

    /// A written message.
    public Said(String id, Party by, String text, Channel channel, Instant at) {
      this(id, by, text, channel, OptionalDouble.empty(), at);
    }

    /// Whether the agent answers it.
    public boolean asksAgent() {
      return by == Party.CUSTOMER && to.isEmpty();
    }

    /// Whether the recogniser may well have misheard what has an effect: a number, or a yes.
    public boolean mayBeMisheard() {
      double sure = confidence.orElse(1);
      return (sure < NUMBER_SURE_FROM && SpokenDigits.count(text) >= NUMBER_DIGITS)
          || (sure < ANSWER_SURE_FROM && isShort());
    }

    private boolean isShort() {
      return text.strip().chars().filter(Character::isWhitespace).count() < ANSWER_WORDS;
    }

    /// The modality, stored or implied by the channel.
    public Modality mode() {
      return modality.orElse(Modality.of(channel));
    }
  }
}
