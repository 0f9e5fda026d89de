package io.parley.voice.sip.message;

/// More about a refusal (RFC 3261, section 20.43).
///
/// @param code of three digits; @param agent host or pseudonym; @param text for people
public record Warning(int code, String agent, String text) {
  static Warning read(Scan in) {
    int code = (int) in.number(999);
    if (code < 100) throw in.expected("three digits");
    return new Warning(code, in.word(Chars.VALUE, "an agent"), Params.unquoted(in.quoted()));
  }

  @Override
  public String toString() {
    return code + " " + agent + " " + Params.quoted(text);
  }
}
