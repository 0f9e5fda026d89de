package io.parley.voice.sip.dial;

import io.parley.voice.desk.PhoneCall;
import io.parley.voice.sdp.SdpRefused;
import io.parley.voice.sip.call.AgentCalls;
import io.parley.voice.sip.call.CallListener;
import io.parley.voice.sip.call.SipCall;
import io.parley.voice.sip.call.SipLeg;
import io.parley.voice.sip.call.SipSound;
import io.parley.voice.sip.dial.Attempts.Attempt;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.CallNews;
import io.parley.voice.sip.dialog.CallPlan;
import io.parley.voice.sip.digest.DigestClient;
import io.parley.voice.sip.dns.Locating;
import io.parley.voice.sip.media.Direction;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.trunk.Trunk;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallProgress.Status;
import io.parley.voice.telephony.OutboundCalls.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One order on its way: attempt after attempt until an end answers or decides, and then a call
/// with the agent. For the port's thread.
final class PlacedCall {
  private static final Logger LOG = LoggerFactory.getLogger(PlacedCall.class);
  static final String PROVIDER = "sip";
  private static final int DECLINED = 603;

  private final String id;
  private final Order order;
  private final DialParts parts;
  private final Runnable over;
  private Attempts attempts;
  private Optional<Attempted> current = Optional.empty();
  private Optional<Instant> answeredAt = Optional.empty();
  private Optional<CompletableFuture<Void>> transfer = Optional.empty();
  private Optional<CallProgress> last = Optional.empty();
  private long reported;
  private boolean isRinging;
  private boolean isCancelled;
  private boolean isOver;

  /// @param over called once, when nothing follows
  PlacedCall(String id, Order order, Attempts attempts, DialParts parts, Runnable over) {
    this.id = id;
    this.order = order;
    this.attempts = attempts;
    this.parts = parts;
    this.over = over;
  }

  void begin() {
    report(Status.INITIATED);
    next();
  }

  private void next() {
    var attempt = attempts.first();
    if (attempt.isEmpty() || isCancelled) {
      end(isCancelled ? Status.CANCELED : Status.FAILED);
      return;
    }
    attempts = attempts.afterFirst();
    var tried = new Attempted(attempt.get());
    current = Optional.of(tried);
    tried.begin();
  }

  void hangUp() {
    isCancelled = true;
    current.ifPresent(tried -> tried.call.say(new CallEvent.HangUp()));
  }

  /// @return completes when the other end has agreed and reached the number
  CompletableFuture<Void> transfer(String number) {
    var done = new CompletableFuture<Void>();
    if (answeredAt.isEmpty() || isOver || transfer.isPresent() || current.isEmpty()) {
      done.completeExceptionally(SipOutboundCalls.refused());
      return done;
    }
    transfer = Optional.of(done);
    var host = current.get().attempt.target();
    var target = new Address(SipUri.of(number, host.host(), host.port()));
    current.get().call.say(new CallEvent.Transfer(target));
    return done;
  }

  private void transferred(int status) {
    if (status < 200 || transfer.isEmpty()) return;
    var done = transfer.get();
    transfer = Optional.empty();
    if (status < 300) done.complete(null);
    else done.completeExceptionally(SipOutboundCalls.refused());
  }

  private void report(Status status) {
    var length =
        status == Status.COMPLETED
            ? answeredAt.map(at -> Duration.between(at, parts.port().clock().instant()))
            : Optional.<Duration>empty();
    var progress = new CallProgress(PROVIDER, id, status, length, Optional.of(reported++));
    last = Optional.of(progress);
    parts.reports().call(progress);
  }

  /// The newest report.
  Optional<CallProgress> progress() {
    return last;
  }

  private void end(Status status) {
    if (isOver) return;
    isOver = true;
    transfer.ifPresent(done -> done.completeExceptionally(SipOutboundCalls.refused()));
    report(status);
    over.run();
  }

  /// One INVITE, from its first byte to its last.
  private final class Attempted implements CallListener {
    private final Attempt attempt;
    private final SipSound sound;
    private SipCall call;
    private boolean isAnswered;

    Attempted(Attempt attempt) {
      this.attempt = attempt;
      var address = attempt.peer().address();
      var media = parts.media();
      sound =
          new SipSound(
              media.parts(),
              media.end().towards(address),
              address.getAddress(),
              attempt.encrypts());
    }

    void begin() {
      parts.trunks().beginsOut(attempt.trunk());
      Body offer;
      try {
        offer = Body.of(sound.offer(Direction.SENDRECV));
      } catch (SipSound.NoPort e) {
        LOG.warn("a call out cannot begin: {}", e.getMessage());
        parts.trunks().ended(attempt.trunk());
        sound.close();
        end(Status.FAILED);
        return;
      }
      var target = attempt.trunk().target().orElseThrow();
      var from = SipUri.of(order.from(), target.host().host(), target.host().port());
      var plan =
          new CallPlan(
              attempt.target(),
              new Address(from),
              new Address(attempt.target()),
              attempt.way().routes(),
              offer,
              order.ring());
      call = parts.port().calls().call(plan, attempt.peer(), this);
      parts.delays().accept(target.patience(), () -> parts.port().wire().execute(this::waitedLong));
    }

    private boolean isCurrent() {
      return current.filter(tried -> tried == this).isPresent();
    }

    /// Without any response another address or trunk is tried, if there is one.
    private void waitedLong() {
      if (!isCurrent() || isAnswered || isOver || call.isHeard() || attempts.first().isEmpty())
        return;
      current = Optional.empty();
      call.say(new CallEvent.HangUp());
      parts.trunks().failed(attempt.trunk());
      next();
    }

    @Override
    public void told(SipCall of, CallNews news) {
      switch (news) {
        case CallNews.Ringing _, CallNews.Early _ -> ringing();
        case CallNews.Challenged(var response, var request) -> {
          var proof =
              attempt
                  .trunk()
                  .account()
                  .map(Attempted.this::digest)
                  .flatMap(digest -> digest.answer(response, request, parts.port().seeds().get()));
          proof.ifPresentOrElse(
              given -> of.say(new CallEvent.Authorize(given.header(), given.credentials())),
              () -> {
                LOG.warn("Trunk {} does not take our password", attempt.trunk().name());
                refused(response.status());
                of.say(new CallEvent.HangUp());
              });
        }
        case CallNews.Answered(var description) -> answered(of, description);
        case CallNews.Offered(var description) -> offered(of, description);
        case CallNews.Informed(var info) -> sound.leg().ifPresent(leg -> leg.informed(info));
        case CallNews.TransferAsked(var refer, _, _) ->
            // a call of ours is not led elsewhere by the end that we called
            of.say(new CallEvent.TransferAnswer(refer, DECLINED));
        case CallNews.TransferProgress(int status) -> transferred(status);
        case CallNews.Ended ended -> ended(ended);
        case CallNews.Confirmed _, CallNews.OfferRefused _ -> {
          // nothing follows
        }
      }
    }

    private DigestClient digest(Trunk.Account account) {
      return new DigestClient(account.login(), account.password(), account.algorithms());
    }

    private void ringing() {
      if (!isCurrent() || isRinging) return;
      isRinging = true;
      report(Status.RINGING);
    }

    private void answered(SipCall of, Body description) {
      if (isAnswered || description.isEmpty()) return;
      if (!isCurrent() || isCancelled) {
        of.say(new CallEvent.HangUp());
        return;
      }
      try {
        sound.answered(description.text());
      } catch (SdpRefused | SipSound.NoPort e) {
        LOG.info("the answer to a call out is not usable: {}", e.getMessage());
        of.say(new CallEvent.HangUp());
        return;
      }
      isAnswered = true;
      answeredAt = Optional.of(parts.port().clock().instant());
      parts.trunks().worked(attempt.trunk());
      report(Status.ANSWERED);
      var leg = sound.leg().orElseThrow();
      leg.confirmed();
      parts
          .agents()
          .admit(phone(), id)
          .whenComplete(
              (place, failure) ->
                  parts.port().wire().execute(() -> admitted(of, leg, place, failure)));
    }

    private PhoneCall phone() {
      return new PhoneCall(
          PROVIDER, id, order.tenant(), order.agent(), order.language(), order.to(), order.from());
    }

    private void admitted(SipCall of, SipLeg leg, AgentCalls.Place place, Throwable failure) {
      if (failure != null) {
        LOG.warn("a call out was answered and has no place", failure);
        of.say(new CallEvent.HangUp());
      } else if (isOver) place.forgo();
      else of.leadTo(place, leg);
    }

    private void offered(SipCall of, Body description) {
      try {
        of.say(new CallEvent.Accept(sound.describe(description)));
      } catch (SdpRefused | SipSound.NoPort _) {
        of.say(new CallEvent.Refuse(488));
      }
    }

    private void ended(CallNews.Ended ended) {
      parts.trunks().ended(attempt.trunk());
      if (ended.cause() == CallNews.Cause.OTHER_HUNG_UP) sound.leg().ifPresent(SipLeg::hungUp);
      sound.close();
      if (!isCurrent()) return;
      if (isAnswered) {
        end(Status.COMPLETED);
        return;
      }
      switch (ended.cause()) {
        case LOST -> elsewhere();
        case REFUSED -> refused(ended.status());
        case REDIRECTED -> redirected(ended.elsewhere());
        case CANCELLED, HUNG_UP -> {
          parts.trunks().worked(attempt.trunk());
          end(isCancelled ? Status.CANCELED : Status.NO_ANSWER);
        }
        case OTHER_HUNG_UP, REFUSED_BY_US, NO_DESCRIPTION -> end(Status.FAILED);
      }
    }

    private void elsewhere() {
      parts.trunks().failed(attempt.trunk());
      current = Optional.empty();
      next();
    }

    private void refused(int status) {
      switch (Attempts.verdict(status)) {
        case ELSEWHERE -> elsewhere();
        case OTHER_TRUNK -> {
          attempts = attempts.withoutTrunk(attempt.trunk());
          elsewhere();
        }
        case FINAL -> {
          parts.trunks().worked(attempt.trunk());
          end(status(status));
        }
      }
    }

    private Status status(int status) {
      return switch (status) {
        case 486, 600 -> Status.BUSY;
        case 408, 480, 487 -> Status.NO_ANSWER;
        default -> Status.FAILED;
      };
    }

    private void redirected(List<Address> contacts) {
      parts.trunks().worked(attempt.trunk());
      var to = attempts.allowed(attempt, contacts);
      if (to.isEmpty()) {
        LOG.warn(
            "Trunk {} led a call to another number, or to a host that it does not list; expected:"
                + " one of parley.sip.trunks.{}.redirects",
            attempt.trunk().name(),
            attempt.trunk().name());
        end(Status.FAILED);
        return;
      }
      current = Optional.empty();
      var query =
          new Locating.Query(
              Attempts.host(to.get()), attempt.trunk().target().orElseThrow().transport());
      parts
          .locator()
          .locate(query)
          .thenAccept(
              peers ->
                  parts
                      .port()
                      .wire()
                      .execute(
                          () -> {
                            attempts = attempts.redirected(attempt, to.get(), peers);
                            next();
                          }));
    }
  }
}
