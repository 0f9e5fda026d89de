package io.parley.voice.sip.call;

import io.parley.outbound.guard.Reach;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.sip.call.SipMeter.Refusal;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.NumberPlan.Destination;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Decides on calls that come in: by the number that was dialled, and by whether a call could begin
/// now. The slow part follows in a [ReceivedCall].
///
/// | a call | gets |
/// |---|---|
/// | to a number that leads nowhere | 404 |
/// | to an organisation that is not served | 480 |
/// | to an agent that there is not, or that does not speak the language | 480 |
/// | while this node drains, or its limits are reached | 503 with `Retry-After`, so that a trunk tries another node |
/// | of a caller beyond their own limits | 486 with `Retry-After` |
/// | without sound that we know | 488 |
public final class Receptionist implements IncomingCalls {
  /// Of the provider, in a session's metadata.
  static final String PROVIDER = "sip";

  /// Calls that may be on their way to their agents at once.
  private static final int SETUPS_MAX = 200;

  private static final Duration MODELS = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Function<Dialled, Optional<Led>> numbers;
  private final AgentCalls agents;
  private final BiFunction<SipCall, PhoneCall, CallTransfer> transfers;
  private final SipSound.Parts sound;
  private final OwnEnd soundEnd;
  private final SipMeter meter;
  private final InstantSource clock;
  private final AtomicInteger setups = new AtomicInteger();

  /// @param number as it was dialled; @param from where its signalling comes from
  public record Dialled(String number, Request invite, Peer from) {
    /// The number that was dialled, where the request goes to an address at which we registered;
    /// empty if it is none.
    public String addressee() {
      return PhoneNumbers.addressee(invite);
    }
  }

  /// Where a call leads.
  ///
  /// @param caller of a telephone that is known; empty to take the caller's own word
  /// @param isVerified whether the call comes over a trunk whose word on the caller's number counts
  /// @param number that was dialled, where it is another one than that of the request; may be empty
  /// @param reach addresses that the sound may have; empty for all
  public record Led(
      Destination to,
      Optional<String> caller,
      boolean isVerified,
      Optional<String> number,
      Optional<Reach> reach) {
    /// To the number of the request.
    public Led(Destination to, Optional<String> caller, boolean isVerified) {
      this(to, caller, isVerified, Optional.empty(), Optional.empty());
    }
  }

  /// @param numbers where a number leads
  /// @param transfers hands a call's other end over
  /// @param soundEnd where others reach the ports of sound
  public Receptionist(
      Function<Dialled, Optional<Led>> numbers,
      AgentCalls agents,
      BiFunction<SipCall, PhoneCall, CallTransfer> transfers,
      SipSound.Parts sound,
      OwnEnd soundEnd,
      SipMeter meter,
      InstantSource clock) {
    this.numbers = numbers;
    this.agents = agents;
    this.transfers = transfers;
    this.sound = sound;
    this.soundEnd = soundEnd;
    this.meter = meter;
    this.clock = clock;
  }

  @Override
  public Decision incoming(SipCall call, Request invite, Peer from) {
    var number = PhoneNumbers.dialled(invite);
    var led = numbers.apply(new Dialled(number, invite, from));
    if (led.isEmpty()) return refused(Refusal.UNKNOWN_NUMBER, new CallEvent.Refuse(404));
    var to = led.get().to();
    var caller = led.get().caller().orElseGet(() -> PhoneNumbers.caller(invite));
    var phone =
        new PhoneCall(
            PROVIDER,
            call.id(),
            to.tenant(),
            to.agent(),
            to.language(),
            caller,
            led.get().number().orElse(number),
            led.get().isVerified() && Verstat.vouches(invite, caller));
    return switch (agents.readiness(phone)) {
      case DRAINING -> refused(Refusal.DRAINING, new CallEvent.Refuse(503, SOON));
      case NO_SPEECH -> refused(Refusal.NO_SPEECH, new CallEvent.Refuse(503, MODELS));
      case NOT_SERVED -> refused(Refusal.NOT_SERVED, new CallEvent.Refuse(480));
      case NO_AGENT -> refused(Refusal.NO_AGENT, new CallEvent.Refuse(480));
      case LOADED -> refused(Refusal.LIMIT, new CallEvent.Refuse(503, SOON));
      case READY -> taken(phone, from, led.get().reach());
    };
  }

  private Decision refused(Refusal why, CallEvent.Refuse with) {
    meter.refused(why);
    return new Decision.Refused(with);
  }

  private Decision taken(PhoneCall phone, Peer from, Optional<Reach> reach) {
    if (setups.incrementAndGet() > SETUPS_MAX) {
      setups.decrementAndGet();
      return refused(Refusal.LIMIT, new CallEvent.Refuse(503, SOON));
    }
    var own =
        new SipSound(
            sound,
            soundEnd.towards(from.address()),
            from.address().getAddress(),
            from.transport().isSecure(),
            reach);
    return new Decision.Taken(
        new ReceivedCall(
            phone,
            id -> agents.admit(phone, id),
            call -> transfers.apply(call, phone),
            own,
            meter,
            clock,
            setups::decrementAndGet));
  }
}
