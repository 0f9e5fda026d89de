package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transaction.TransactionKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Successes of INVITE and their ACKs, which no transaction repeats.
///
/// @param success of ours that is not acknowledged
/// @param invite ours that began the call, if we called
/// @param acks of its successes, by tags of telephones: of one that is in the call, and of others
/// @param lastAck of a later INVITE of ours
/// @param isByeWanted whether our side hung up before the ACK: BYE must wait for it (section 15)
record Handshake(
    Optional<Success> success,
    Optional<Request> invite,
    Map<String, Request> acks,
    Optional<Request> lastAck,
    boolean isByeWanted) {
  /// Nothing is open.
  static final Handshake NONE =
      new Handshake(Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), false);

  /// @param expectsAnswer whether it had an offer, whose answer comes in the ACK
  record Success(
      TransactionKey key, Response response, Resending resending, boolean expectsAnswer) {
    boolean isFor(Request ack) {
      return ack.cseq().number() == response.cseq().number();
    }
  }

  Handshake {
    acks = Map.copyOf(acks);
  }

  static Handshake called(Request invite, String tag, Request ack) {
    return new Handshake(
        Optional.empty(), Optional.of(invite), Map.of(tag, ack), Optional.empty(), false);
  }

  static Handshake accepted(Success success) {
    return new Handshake(Optional.of(success), Optional.empty(), Map.of(), Optional.empty(), false);
  }

  Handshake with(Optional<Success> next) {
    return new Handshake(next, invite, acks, lastAck, isByeWanted);
  }

  Handshake with(String tag, Request ack) {
    var more = new HashMap<>(acks);
    more.put(tag, ack);
    return new Handshake(success, invite, more, lastAck, isByeWanted);
  }

  Handshake withLast(Request ack) {
    return new Handshake(success, invite, acks, Optional.of(ack), isByeWanted);
  }

  Handshake ending() {
    return new Handshake(success, invite, acks, lastAck, true);
  }
}
