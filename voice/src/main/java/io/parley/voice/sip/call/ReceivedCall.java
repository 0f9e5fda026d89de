package io.parley.voice.sip.call;

import io.parley.core.fault.Stages;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.sdp.SdpRefused;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.CallNews;
import io.parley.voice.sip.message.Body;
import io.parley.voice.telephony.CallTransfer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call that came in, from its first offer to its end: it rings, gets a session and a place, is
/// answered, and is the agent's from then on. One that another node has left begins with the answer
/// to our offer.
final class ReceivedCall implements CallListener {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivedCall.class);

  private final PhoneCall phone;
  private final Function<String, CompletionStage<AgentCalls.Place>> admit;
  private final Function<SipCall, CallTransfer> transfers;
  private final SipSound sound;
  private final SipMeter meter;
  private final InstantSource clock;
  private final Runnable settled;
  private final Instant began;
  private Stage stage = Stage.NEW;

  /// A place for a leg that an answer to our offer makes.
  private Optional<AgentCalls.Place> later = Optional.empty();

  private enum Stage {
    NEW,
    /// Its offer waits for a place.
    RINGING,
    ANSWERED,
    OVER
  }

  /// @param admit gives it a session and a place; gets an id for the log
  /// @param transfers hands its caller over
  /// @param settled called once, when it is answered or over
  ReceivedCall(
      PhoneCall phone,
      Function<String, CompletionStage<AgentCalls.Place>> admit,
      Function<SipCall, CallTransfer> transfers,
      SipSound sound,
      SipMeter meter,
      InstantSource clock,
      Runnable settled) {
    this.phone = phone;
    this.admit = admit;
    this.transfers = transfers;
    this.sound = sound;
    this.meter = meter;
    this.clock = clock;
    this.settled = settled;
    began = clock.instant();
  }

  /// One that another node has left.
  ///
  /// @param place of its own; @param transfers hands its caller over
  /// @param sound which has been offered
  static ReceivedCall goingOn(
      PhoneCall phone,
      AgentCalls.Place place,
      Function<SipCall, CallTransfer> transfers,
      SipSound sound,
      SipMeter meter,
      InstantSource clock) {
    var call =
        new ReceivedCall(
            phone,
            _ -> {
              throw new IllegalStateException("a call that goes on has its place");
            },
            transfers,
            sound,
            meter,
            clock,
            () -> {});
    call.stage = Stage.ANSWERED;
    call.later = Optional.of(place);
    return call;
  }

  @Override
  public synchronized void told(SipCall call, CallNews news) {
    switch (news) {
      case CallNews.Offered(var description) -> offered(call, description);
      case CallNews.Answered(var description) -> answered(call, description);
      // it says nothing about sound before its answer, so that nothing is agreed on to be changed
      case CallNews.EarlyOffered(var update, _, _) ->
          call.say(CallEvent.UpdateAnswer.refused(update, 488));
      case CallNews.Confirmed _ -> sound.leg().ifPresent(SipLeg::confirmed);
      case CallNews.Informed(var info) -> sound.leg().ifPresent(leg -> leg.informed(info));
      case CallNews.TransferAsked(var refer, var target, _) ->
          sound
              .leg()
              .ifPresentOrElse(
                  leg ->
                      leg.transferAsked(
                          new LegEvent.TransferAsked(
                              target.uri().toString(),
                              isDone ->
                                  call.say(
                                      new CallEvent.TransferAnswer(refer, isDone ? 202 : 603)))),
                  () -> call.say(new CallEvent.TransferAnswer(refer, 603)));
      case CallNews.Ended ended -> ended(ended);
      case CallNews.OfferRefused(int status) -> offerRefused(call, status);
      case CallNews.Ringing _,
          CallNews.Early _,
          CallNews.Challenged _,
          CallNews.TransferProgress _,
          CallNews.Transferred _ -> {
        // of calls and transfers of ours
      }
    }
  }

  private void offered(SipCall call, Body description) {
    if (stage == Stage.ANSWERED) reoffered(call, description);
    else if (stage == Stage.NEW) {
      stage = Stage.RINGING;
      ring(call, description);
    }
  }

  private void ring(SipCall call, Body description) {
    try {
      // before a session begins for it
      if (!description.isEmpty()) sound.check(description.text());
    } catch (SdpRefused e) {
      refused(call, e);
      return;
    }
    call.say(new CallEvent.Ring());
    admit
        .apply(call.id())
        .whenComplete(
            (place, failure) -> {
              if (failure == null) admitted(call, description, place);
              else refused(call, failure);
            });
  }

  private synchronized void admitted(SipCall call, Body description, AgentCalls.Place place) {
    if (stage != Stage.RINGING) {
      place.forgo();
      return;
    }
    Body ours;
    try {
      ours = sound.describe(description);
    } catch (RuntimeException e) {
      place.forgo();
      refused(call, e);
      return;
    }
    stage = Stage.ANSWERED;
    call.say(new CallEvent.Accept(ours));
    meter.answered(Duration.between(began, clock.instant()));
    settled.run();
    // an offer of ours has no leg before its answer
    sound.leg().ifPresentOrElse(leg -> lead(call, place, leg), () -> later = Optional.of(place));
  }

  private void lead(SipCall call, AgentCalls.Place place, SipLeg leg) {
    call.talks(new SipCall.Talk(phone, place.session(), sound));
    call.leadTo(place, leg, transfers.apply(call));
  }

  /// Of a call that goes on nothing was agreed on here before.
  private void offerRefused(SipCall call, int status) {
    if (later.isEmpty()) return;
    LOG.info("a call cannot go on here: the other end answered our offer with {}", status);
    call.say(new CallEvent.HangUp());
  }

  private void reoffered(SipCall call, Body description) {
    try {
      call.say(new CallEvent.Accept(sound.describe(description)));
    } catch (RuntimeException e) {
      // the earlier agreement holds
      var refusal = RefusedCall.of(e);
      LOG.info("an offer by SIP gets {}: {}", refusal.with().status(), refusal.reason());
      call.say(refusal.with());
      // there is none in a call that goes on
      if (later.isPresent()) call.say(new CallEvent.HangUp());
      return;
    }
    // in a call that goes on, theirs may come before an answer to ours
    if (later.isPresent()) sound.leg().ifPresent(leg -> agreed(call, leg));
  }

  private void agreed(SipCall call, SipLeg leg) {
    leg.confirmed();
    later.ifPresent(place -> lead(call, place, leg));
    later = Optional.empty();
  }

  private void answered(SipCall call, Body description) {
    if (stage != Stage.ANSWERED) return;
    if (description.isEmpty()) {
      if (later.isPresent()) call.say(new CallEvent.HangUp());
      return;
    }
    try {
      sound.answered(description.text());
    } catch (SdpRefused | SipSound.NoPort e) {
      LOG.info("a telephone's answer is not usable: {}", e.getMessage());
      call.say(new CallEvent.HangUp());
      return;
    }
    agreed(call, sound.leg().orElseThrow());
  }

  private synchronized void refused(SipCall call, Throwable failure) {
    if (stage != Stage.RINGING) return;
    var refusal = RefusedCall.of(Stages.cause(failure));
    LOG.info("a call by SIP gets {}: {}", refusal.with().status(), refusal.reason());
    meter.refused(refusal.why());
    over();
    call.say(refusal.with());
  }

  private void ended(CallNews.Ended ended) {
    switch (stage) {
      case NEW, RINGING -> {
        meter.cancelled();
        over();
      }
      case ANSWERED -> {
        stage = Stage.OVER;
        meter.ended();
        // an answer that waits for the caller's PRACK has not gone out
        if (ended.cause() == CallNews.Cause.CANCELLED) meter.cancelled();
        later.ifPresent(AgentCalls.Place::forgo);
        if (ended.cause() == CallNews.Cause.OTHER_HUNG_UP) sound.leg().ifPresent(SipLeg::hungUp);
        sound.close();
      }
      case OVER -> {
        // refused by us
      }
    }
  }

  /// Without an answer.
  private void over() {
    stage = Stage.OVER;
    settled.run();
    sound.close();
  }
}
