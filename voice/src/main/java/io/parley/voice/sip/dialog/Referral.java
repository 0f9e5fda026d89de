package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.transaction.Transaction;
import java.time.Instant;

/// A transfer that the other end was asked for (RFC 3515). A value.
///
/// @param refer the last request: credentials make another
/// @param until when its last report is due
record Referral(Address target, Request refer, Phase phase, Instant until) {
  /// Of its life.
  enum Phase {
    /// No response has come.
    ASKED,
    /// Our side has to find credentials.
    CHALLENGED,
    /// The other end calls the target, and reports.
    ACCEPTED,
    /// Its last report is late. It still counts.
    OVERDUE
  }

  /// Whether another one must wait.
  boolean isUnderWay() {
    return phase == Phase.ASKED || phase == Phase.ACCEPTED;
  }

  Instant due() {
    return isUnderWay() ? until : Transaction.NEVER;
  }

  Referral in(Phase next) {
    return new Referral(target, refer, next, until);
  }

  /// With the same request once more.
  Referral again(Request next) {
    return new Referral(target, next, Phase.ASKED, until);
  }

  /// Whether a report is of this one: several in a call are told apart by the number of their
  /// requests (section 2.4.6).
  boolean isOf(Request notify) {
    return notify
        .headers()
        .first(HeaderType.EVENT)
        .flatMap(event -> event.params().value("id"))
        .filter(id -> !id.equals(Long.toString(refer.cseq().number())))
        .isEmpty();
  }
}
