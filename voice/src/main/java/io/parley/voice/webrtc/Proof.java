package io.parley.voice.webrtc;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// The question whether somebody is at an address from which a valid check came: a check of our
/// own, which nobody answers who does not receive there. Who sends checks with a false sender would
/// else make us send a call's sound to whomever they like.
///
/// Until the answer comes, no more bytes go there than came from there, and only so few packets.
/// For one thread at a time.
final class Proof {
  /// Our check, each time after twice the time of before. The first time is shorter than that of
  /// RFC 8445, section 14.3, because somebody waits to be heard, and can be: what is sent is paid
  /// for.
  static final int ASKED_MAX = 6;

  static final Duration ASKED_AGAIN = Duration.ofMillis(250);

  /// The other end's checks, so that it need not wait for our answer as long as for two.
  static final int ANSWERED_MAX = 4;

  /// An address that does not answer is asked no more, and not believed any sooner.
  static final Duration KEPT = Duration.ofSeconds(30);

  private final long beganAt;
  private IceCredentials other;
  private Transaction transaction;
  private ByteBuffer question;
  private Optional<ByteBuffer> waiting = Optional.empty();
  private long credit;
  private int asked;
  private int answered;
  private long askedAt;

  Proof(long now) {
    beganAt = now;
  }

  /// Asks for somebody else from now on: nothing is forgotten of what was sent.
  void of(IceCredentials other, Transaction transaction, ByteBuffer question) {
    this.other = other;
    this.transaction = transaction;
    this.question = question;
  }

  /// Takes a valid check from the address, and what is to be answered to it in time.
  void checked(int length, ByteBuffer answer, long now, Consumer<ByteBuffer> send) {
    credit += length;
    ask(now, send);
    if (answered < ANSWERED_MAX && credit >= answer.remaining()) {
      answered++;
      spend(answer, send);
      waiting = Optional.empty();
    } else waiting = Optional.of(answer);
  }

  /// Asks, or asks again, if it is time to and what came from there has paid for it.
  void ask(long now, Consumer<ByteBuffer> send) {
    long since = now - askedAt;
    boolean isTime = asked == 0 || since >= ASKED_AGAIN.toNanos() << (asked - 1);
    if (!isTime || asked == ASKED_MAX || credit < question.remaining()) return;
    asked++;
    askedAt = now;
    spend(question, send);
  }

  private void spend(ByteBuffer datagram, Consumer<ByteBuffer> send) {
    credit -= datagram.remaining();
    send.accept(datagram.duplicate());
  }

  boolean isAskedFor(IceCredentials someone) {
    return someone.equals(other);
  }

  Transaction transaction() {
    return transaction;
  }

  /// Whether this is the answer that was waited for.
  boolean isAnsweredBy(StunCheck answer) {
    return answer.transaction().equals(transaction) && answer.isFrom(other.password());
  }

  /// The answer to the newest check, unless it was sent at once.
  Optional<ByteBuffer> waiting() {
    return waiting;
  }

  boolean isTooOld(long now) {
    return now - beganAt > KEPT.toNanos();
  }
}
