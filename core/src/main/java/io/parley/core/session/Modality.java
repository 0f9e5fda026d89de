package io.parley.core.session;

/// How words came. A channel alone does not tell: on a telephone people speak and press keys. A
/// reply to words that were not written is said aloud.
public enum Modality {
  WRITTEN,
  SPOKEN,
  /// By the keys of a telephone.
  KEYED;

  /// The modality where nothing but the channel is told: before there were modalities, spoken words
  /// came by `voice`, and all others were written.
  static Modality of(Channel channel) {
    return channel.equals(Channel.VOICE) ? SPOKEN : WRITTEN;
  }

  public boolean isAloud() {
    return this != WRITTEN;
  }
}
