package io.parley.voice.sip.message;

/// Names the provisional response that a PRACK acknowledges (RFC 3262, section 7.2).
///
/// @param rseq of the response's RSeq; @param cseq and @param method of its CSeq
public record RAck(long rseq, long cseq, String method) {
  static RAck read(Scan in) {
    return new RAck(in.number(0xffff_ffffL), in.number(CSeq.MAX), in.token());
  }

  @Override
  public String toString() {
    return rseq + " " + cseq + " " + method;
  }
}
