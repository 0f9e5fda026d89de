package io.parley.voice.sip.dial;

import io.parley.voice.sdp.SdpRefused;
import io.parley.voice.sip.call.CallListener;
import io.parley.voice.sip.call.SipCall;
import io.parley.voice.sip.call.SipLeg;
import io.parley.voice.sip.call.SipSound;
import io.parley.voice.sip.dial.Attempts.Attempt;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.CallNews;
import io.parley.voice.sip.dialog.CallPlan;
import io.parley.voice.sip.dns.Locating;
import io.parley.voice.sip.media.Direction;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.trunk.Trunk;
import io.parley.voice.sip.trunk.Trunks;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallProgress.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call of ours on its way: attempt after attempt until an end answers or decides. For the
/// port's thread.
final class PlacedCall {
  private static final Logger LOG = LoggerFactory.getLogger(PlacedCall.class);
  static final String PROVIDER = "sip";
  private static final int DECLINED = 603;
  private static final int NOT_ACCEPTABLE = 488;

  /// After a call, for late messages of its other end.
  private static final Duration LINGER = Duration.ofSeconds(64);

  private final String id;
  private final Wanted wanted;
  private final DialParts parts;
  private final Taker taker;
  private Attempts attempts;
  private Optional<Attempted> current = Optional.empty();
  private Optional<Instant> answeredAt = Optional.empty();
  private Optional<CallProgress> last = Optional.empty();
  private long reported;
  private boolean isRinging;
  private boolean isCancelled;
  private boolean isOver;

  /// The wishes of whoever places the call.
  ///
  /// @param from one of our numbers, or another name of ours at the other end; empty for the
  ///   trunk's own
  /// @param ring after so long without an answer it is given up
  record Wanted(Optional<String> from, Duration ring) {}

  /// @param taker learns everything
  PlacedCall(String id, Wanted wanted, Attempts attempts, DialParts parts, Taker taker) {
    this.id = id;
    this.wanted = wanted;
    this.attempts = attempts;
    this.parts = parts;
    this.taker = taker;
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
    if (isOver) return;
    isCancelled = true;
    current.ifPresent(tried -> tried.call.say(new CallEvent.HangUp()));
  }

  private void report(Status status) {
    var length =
        status == Status.COMPLETED
            ? answeredAt.map(at -> Duration.between(at, parts.port().clock().instant()))
            : Optional.<Duration>empty();
    var progress = new CallProgress(PROVIDER, id, status, length, Optional.of(reported++));
    last = Optional.of(progress);
    taker.went(progress);
  }

  /// The newest report.
  Optional<CallProgress> progress() {
    return last;
  }

  private void end(Status status) {
    if (isOver) return;
    isOver = true;
    report(status);
  }

  /// One INVITE, from its first byte to its last.
  private final class Attempted implements CallListener {
    private final Attempt attempt;
    private final SipSound sound;
    private final String own;
    private SipCall call;
    private boolean isAnswered;
    private boolean isSilent;

    Attempted(Attempt attempt) {
      this.attempt = attempt;
      var address = attempt.peer().address();
      var media = parts.media();
      own = media.end().towards(address);
      sound =
          new SipSound(
              media.parts(), own, address.getAddress(), attempt.encrypts(), attempt.reach());
    }

    /// For the trunk, if there is one.
    private void count(BiConsumer<Trunks, Trunk> what) {
      attempt.trunk().ifPresent(trunk -> what.accept(parts.trunks(), trunk));
    }

    void begin() {
      Body offer;
      try {
        offer = Body.of(sound.offer(Direction.SENDRECV));
      } catch (SipSound.NoPort e) {
        LOG.warn("a call out cannot begin: {}", e.getMessage());
        sound.close();
        end(Status.FAILED);
        return;
      }
      count(Trunks::beginsOut);
      if (attempt.trunk().isEmpty()) parts.expected().begins(attempt.peer().address().getAddress());
      var plan =
          new CallPlan(
              attempt.target(),
              new Address(from()),
              new Address(attempt.target()),
              attempt.routes(),
              offer,
              wanted.ring());
      call = parts.port().calls().call(plan, attempt.peer(), this);
      parts
          .delays()
          .accept(attempt.patience(), () -> parts.port().wire().execute(this::waitedLong));
    }

    /// Our address at the other end; without a trunk it has none, and gets ours here.
    private SipUri from() {
      var domain = attempt.domain().orElseGet(() -> HostPort.ofAddress(own, 0));
      var user = wanted.from().or(() -> attempt.trunk().map(Trunk::user)).orElse(Trunk.NOBODY);
      return SipUri.of(user, domain.host(), domain.port());
    }

    private boolean isCurrent() {
      return current.filter(tried -> tried == this).isPresent();
    }

    /// Without any response another address or trunk is tried, if there is one.
    private void waitedLong() {
      if (!isCurrent() || isAnswered || isOver || call.isHeard()) return;
      count(Trunks::failed);
      isSilent = true;
      if (attempts.first().isEmpty()) return;
      current = Optional.empty();
      call.say(new CallEvent.HangUp());
      next();
    }

    @Override
    public void told(SipCall of, CallNews news) {
      switch (news) {
        case CallNews.Ringing _, CallNews.Early _ -> ringing();
        case CallNews.Challenged(var response, var request) -> challenged(of, response, request);
        case CallNews.Answered(var description) -> answered(of, description);
        case CallNews.Offered(var description) -> offered(of, description);
        case CallNews.EarlyOffered(var update, var before, var offer) ->
            of.say(answer(update, before, offer));
        case CallNews.Informed(var info) -> sound.leg().ifPresent(leg -> leg.informed(info));
        case CallNews.TransferAsked(var refer, _, _) ->
            // a call of ours is not led elsewhere by the end that we called
            of.say(new CallEvent.TransferAnswer(refer, DECLINED));
        case CallNews.Ended ended -> ended(ended);
        case CallNews.Confirmed _,
            CallNews.OfferRefused _,
            CallNews.TransferProgress _,
            CallNews.Transferred _ -> {
          // nothing follows
        }
      }
    }

    private void challenged(SipCall of, Response response, Request request) {
      // within the call it is answered by others
      if (isAnswered || !request.is(Method.INVITE)) return;
      attempt
          .trunk()
          .flatMap(Trunk::account)
          .flatMap(
              account -> account.digest().answer(response, request, parts.port().seeds().get()))
          .ifPresentOrElse(
              proof -> of.say(new CallEvent.Authorize(proof.header(), proof.credentials())),
              () -> {
                LOG.atLevel(attempt.trouble()).log("{} does not take our password", attempt.name());
                refused(response.status());
                of.say(new CallEvent.HangUp());
              });
    }

    private void ringing() {
      isSilent = false;
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
      count(Trunks::worked);
      attempt
          .domain()
          .ifPresent(
              domain ->
                  of.over(
                      domain, attempt.trunk().flatMap(Trunk::account).map(Trunk.Account::digest)));
      attempt.trunk().ifPresent(trunk -> TrunkCalls.overOwn(of, trunk, parts.trunks()));
      report(Status.ANSWERED);
      SipLeg leg = sound.leg().orElseThrow();
      leg.confirmed();
      of.carry(leg);
      taker.answered(of, leg);
    }

    private void offered(SipCall of, Body description) {
      try {
        of.say(new CallEvent.Accept(sound.describe(description)));
      } catch (SdpRefused | SipSound.NoPort _) {
        of.say(new CallEvent.Refuse(NOT_ACCEPTABLE));
      }
    }

    /// To an offer before the call is answered.
    private CallEvent answer(CallEvent.Asked update, Body before, Body offer) {
      try {
        return CallEvent.UpdateAnswer.accepted(
            update, Body.of(sound.early(before.text(), offer.text())));
      } catch (SdpRefused _) {
        return CallEvent.UpdateAnswer.refused(update, NOT_ACCEPTABLE);
      }
    }

    private void ended(CallNews.Ended ended) {
      count(Trunks::ended);
      if (attempt.trunk().isEmpty()) expectNoMore();
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
        case CANCELLED, HUNG_UP -> cancelled();
        case OTHER_HUNG_UP, REFUSED_BY_US, NO_DESCRIPTION -> end(Status.FAILED);
      }
    }

    private void expectNoMore() {
      var address = attempt.peer().address().getAddress();
      parts.delays().accept(LINGER, () -> parts.expected().ended(address));
    }

    /// By us: nobody wanted it any more, or nobody answered in time.
    private void cancelled() {
      if (!isSilent) count(Trunks::worked);
      if (isCancelled) end(Status.CANCELED);
      else end(isSilent ? Status.FAILED : Status.NO_ANSWER);
    }

    private void elsewhere() {
      if (!isSilent) count(Trunks::failed);
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
          count(Trunks::worked);
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
      count(Trunks::worked);
      var to = attempts.allowed(attempt, contacts);
      if (to.isEmpty()) {
        LOG.atLevel(attempt.trouble())
            .log(
                "{} led a call to another number, or to a host that it does not list; expected: one"
                    + " of its redirects in parley.sip.trunks",
                attempt.name());
        end(Status.FAILED);
        return;
      }
      current = Optional.empty();
      var host = Attempts.host(to.get());
      var query =
          attempt
              .trunk()
              .flatMap(Trunk::target)
              .map(target -> target.query(host))
              .orElseGet(() -> new Locating.Query(host, Optional.empty()));
      parts
          .locator()
          .locate(query, attempt.trouble())
          .thenAccept(
              peers ->
                  parts
                      .port()
                      .wire()
                      .execute(
                          () -> {
                            attempts = attempts.redirected(attempt, to.get(), open(peers));
                            next();
                          }));
    }

    private List<Peer> open(List<Peer> peers) {
      return attempt.trunk().map(trunk -> parts.trunks().open(trunk, peers)).orElse(peers);
    }
  }
}
