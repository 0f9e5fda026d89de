package io.parley.core.session;

/// How words were made. The channel alone does not tell: on a telephone people speak and press
/// keys. A reply to words that were not written is said aloud.
public enum Modality {
  WRITTEN,
  SPOKEN,
  /// By the keys of a telephone.
  KEYED;

  /// The modality implied by the channel: before modalities were stored, words on `voice` were
  /// spoken and all others were written.
  static Modality of(Channel channel) {
    return channel.equals(Channel.VOICE) ? SPOKEN : WRITTEN;
  }

  public boolean isAloud() {
    return this != WRITTEN;
  }
}
