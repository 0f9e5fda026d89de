package io.parley.voice.sip.message;

/// The dialog that a call replaces (RFC 3891).
///
/// @param toTag and @param fromTag as the dialog's owner sees them: its own and its peer's
/// @param isEarlyOnly only while it has not been answered
public record Replaces(String callId, String toTag, String fromTag, boolean isEarlyOnly) {
  static Replaces read(Scan in) {
    var callId = in.word(Chars.CALL_ID, "a Call-ID");
    var params = in.params();
    return new Replaces(
        callId,
        params.value("to-tag").orElseThrow(() -> in.expected("to-tag")),
        params.value("from-tag").orElseThrow(() -> in.expected("from-tag")),
        params.has("early-only"));
  }

  @Override
  public String toString() {
    return callId
        + ";to-tag="
        + toTag
        + ";from-tag="
        + fromTag
        + (isEarlyOnly ? ";early-only" : "");
  }
}
