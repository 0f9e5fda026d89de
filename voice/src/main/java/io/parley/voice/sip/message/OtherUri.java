package io.parley.voice.sip.message;

/// A URI that is neither `sip:` nor `sips:`, unread.
///
/// @param text `*` stands for all contacts in `Contact: *`
public record OtherUri(String text) implements Uri {
  @Override
  public String toString() {
    return text;
  }
}
