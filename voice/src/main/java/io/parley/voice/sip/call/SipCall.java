package io.parley.voice.sip.call;

import io.parley.core.tenant.SessionKey;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.sip.dialog.Call;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.EndedCall;
import io.parley.voice.sip.dialog.EstablishedCall;
import io.parley.voice.sip.dialog.IncomingCall;
import io.parley.voice.sip.dialog.OutgoingCall;
import io.parley.voice.sip.digest.DigestClient;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.telephony.CallTransfer;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call by SIP, of either direction. Its state belongs to the port's thread.
public final class SipCall {
  private static final Logger LOG = LoggerFactory.getLogger(SipCall.class);

  private final SipCalls calls;
  private final String id;
  private final Set<TransactionKey> requests = new HashSet<>();
  private CallListener listener;
  private Peer peer;
  private Call state;
  private Instant armedFor = Instant.MIN;
  private final BlindTransfer transfer = new BlindTransfer();
  private boolean refers;
  private Optional<WayBack> back = Optional.empty();

  /// From any thread, like the next one.
  private volatile Optional<SipLeg> led = Optional.empty();

  private volatile Optional<HostPort> domain = Optional.empty();

  /// The addresses of the trunk, if an organisation has brought it.
  private volatile Optional<Predicate<InetAddress>> ownTrunk = Optional.empty();

  private volatile Optional<Talk> talk = Optional.empty();
  private Optional<String> trunk = Optional.empty();

  /// A call that came in, with the agent.
  record Talk(PhoneCall phone, SessionKey session, SipSound sound) {}

  /// @param id the tag of our end; @param peer the other end as a socket sees it
  SipCall(SipCalls calls, String id, Peer peer, Call state) {
    this.calls = calls;
    this.id = id;
    this.peer = peer;
    this.state = state;
  }

  /// Unguessable and unique.
  public String id() {
    return id;
  }

  /// Something that our side wants: accept, refuse, hang up, offer, transfer. From any thread; what
  /// comes of it is news. Without effect in a state that it does not fit.
  public void say(CallEvent event) {
    calls.say(this, event);
  }

  /// It came in, and is led to the agent. From any thread.
  void talks(Talk begun) {
    talk = Optional.of(begun);
  }

  /// As another node would go on with it; empty where none could: a call of ours, one over a
  /// connection, or one in which an offer or a transfer is open. In the port's thread.
  Optional<LeftCall> forAnotherNode() {
    if (peer.transport() != Transport.UDP || !(state instanceof EstablishedCall established))
      return Optional.empty();
    return talk.flatMap(
        begun ->
            established
                .forAnotherNode()
                .map(
                    dialog ->
                        new LeftCall(
                            dialog,
                            established.dialog().remoteNumber(),
                            peer.address(),
                            begun.phone,
                            begun.session,
                            trunk,
                            domain,
                            begun.sound.line())));
  }

  /// Leads it, once it was answered, to the agent.
  ///
  /// @param handsOver its other end
  void leadTo(AgentCalls.Place place, SipLeg leg, CallTransfer handsOver) {
    carry(leg);
    try {
      place.open(leg, handsOver);
    } catch (RuntimeException e) {
      LOG.error("a call by SIP was answered and cannot begin", e);
      leg.close();
    }
  }

  /// When its leg is over, it is hung up, or led to another node where this one drains.
  public void carry(SipLeg leg) {
    led = Optional.of(leg);
    leg.gone()
        .thenAccept(
            _ -> {
              if (leg.isLeft()) calls.left(this);
              else say(new CallEvent.HangUp());
            });
  }

  /// It goes over a trunk. In the port's thread, before any news.
  ///
  /// @param where numbers are dialled at its other end
  /// @param digest with the trunk's credentials
  public void over(HostPort where, Optional<DigestClient> digest) {
    domain = Optional.of(where);
    transfer.proves(digest);
  }

  /// It came in over the trunk of this name. In the port's thread, before any news.
  public void comesOver(String name) {
    trunk = Optional.of(name);
  }

  /// It goes over a trunk that an organisation has brought: the numbers in it are its other end's
  /// word.
  ///
  /// @param addresses from which requests within it may come, besides that of its other end
  public void overOwnTrunk(Predicate<InetAddress> addresses) {
    ownTrunk = Optional.of(addresses);
  }

  public boolean isOverOwnTrunk() {
    return ownTrunk.isPresent();
  }

  /// Whether a request is within it, by the tags of both ends, and its trunk has this address. In
  /// the port's thread, like the next one.
  boolean mayComeFrom(Request request, InetAddress address) {
    return ownTrunk.filter(has -> has.test(address)).isPresent() && isWithin(request);
  }

  private boolean isWithin(Request request) {
    return switch (state) {
      case IncomingCall incoming -> incoming.dialog().has(request);
      case EstablishedCall established -> established.dialog().has(request);
      case OutgoingCall _, EndedCall _ -> false;
    };
  }

  /// Whether a request with its tag has its Call-ID. The tag alone is unguessable; an end that
  /// mixes its calls up is told so.
  boolean takes(Request request) {
    return switch (state) {
      case IncomingCall incoming -> incoming.dialog().callId().equals(request.callId());
      case OutgoingCall outgoing -> outgoing.invite().callId().equals(request.callId());
      case EstablishedCall established -> established.dialog().callId().equals(request.callId());
      case EndedCall _ -> true;
    };
  }

  /// Where its other end dials numbers; empty for a telephone.
  public Optional<HostPort> domain() {
    return domain;
  }

  /// Asks the other end to call somebody else (REFER), follows what it reports, and hangs up once
  /// the target has answered. One at a time. From any thread.
  ///
  /// @param patience after so long without a last report it is not known what became of it
  /// @return completes when the target has answered, or the other end has left for it; fails with
  ///   [io.parley.voice.telephony.TelephonyFailure]
  public CompletionStage<Void> transfer(Address target, Duration patience) {
    return calls.transfer(this, new CallEvent.Transfer(target, patience));
  }

  BlindTransfer transfer() {
    return transfer;
  }

  /// To be called once, before any news.
  void listen(CallListener given) {
    listener = given;
  }

  /// The other end knows how to be led elsewhere (REFER).
  void refers() {
    refers = true;
  }

  /// Where this node drains, the other end may be asked to call another one. In the port's thread.
  public void comesBack(WayBack way) {
    back = Optional.of(way);
  }

  /// How the other end calls another node; empty where it cannot be asked to.
  Optional<WayBack> wayBack() {
    return refers ? back : Optional.empty();
  }

  /// Whether this node has left it, and it may go on elsewhere.
  boolean isMoving() {
    return !isOver()
        && (wayBack().isPresent() || talk.isPresent())
        && led.filter(SipLeg::isLeft).isPresent();
  }

  CallListener listener() {
    return listener;
  }

  Peer peer() {
    return peer;
  }

  /// A message of the other end came from there.
  void heardFrom(Peer from) {
    peer = from;
  }

  Call state() {
    return state;
  }

  void become(Call next) {
    state = next;
  }

  /// Whether the other end of a call of ours has sent anything. In the port's thread.
  public boolean isHeard() {
    return !(state instanceof OutgoingCall outgoing) || outgoing.isHeard();
  }

  boolean isOver() {
    return state instanceof EndedCall;
  }

  /// @return whether a timer is to be set for its next instant
  boolean arm() {
    var due = state.due();
    if (due.equals(armedFor)) return false;
    armedFor = due;
    return true;
  }

  void disarm() {
    armedFor = Instant.MIN;
  }

  /// Requests of ours that have no final response.
  Set<TransactionKey> requests() {
    return requests;
  }
}
