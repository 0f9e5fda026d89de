package io.parley.voice.webrtc;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Verifies an address from which a valid check came, by a check of our own, which only a receiver
/// at that address can answer. Otherwise checks with a forged sender could direct a call's sound to
/// any victim.
///
/// Until the answer comes, no more bytes are sent there than came from there, and only a few
/// packets. For one thread at a time.
final class Proof {
  /// Our checks, each after twice the time of the one before. The first time is shorter than in RFC
  /// 8445, section 14.3, because a caller waits, and the bytes sent stay below those received.
  static final int ASKED_MAX = 6;

  static final Duration ASKED_AGAIN = Duration.ofMillis(250);

  /// Answers to the other end's checks before it is verified, so that it need not wait for two
  /// round trips.
  static final int ANSWERED_MAX = 4;

  /// An address that does not answer is not asked again for so long.
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

  /// Changes the credentials after a restart; keeps the count of bytes sent.
  void of(IceCredentials other, Transaction transaction, ByteBuffer question) {
    this.other = other;
    this.transaction = transaction;
    this.question = question;
  }

  /// Takes a valid check from the address, and the answer to send later.
  void checked(int length, ByteBuffer answer, long now, Consumer<ByteBuffer> send) {
    credit += length;
    ask(now, send);
    if (answered < ANSWERED_MAX && credit >= answer.remaining()) {
      answered++;
      spend(answer, send);
      waiting = Optional.empty();
    } else waiting = Optional.of(answer);
  }

  /// Sends or repeats the check, if it is due and enough bytes came from the address.
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

  /// Whether this is the expected answer.
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
