package io.parley.voice.call;

/// The outcome of a wish.
///
/// @param body an SDP fragment, or empty when there is none
/// @param tag of the leg's new negotiation, or empty
/// @param refusal what was expected instead, or empty when the wish was carried out
public record Outcome(String body, String tag, String refusal) {
  public static final Outcome DONE = new Outcome("", "", "");

  public static Outcome refused(String why) {
    return new Outcome("", "", why);
  }
}
