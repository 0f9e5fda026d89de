package io.parley.voice.sip.trunk;

import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.CSeq;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Headers;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transaction.Transaction;
import io.parley.voice.sip.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One registration at one moment (RFC 3261, section 10.2; Service-Route: RFC 3608). Over a
/// connection it is one flow (RFC 5626). A value: [#on] gives the next one. It registers, refreshes
/// before the registration ends and when the other end is back after an outage or its connection
/// was lost, tries again after growing pauses, and takes it back at last.
///
/// @param end our end, at which the other one reaches us; its seed stays the same
/// @param asked how long the registration is to last; `request` may ask for longer
/// @param request the last one
/// @param failures in a row
record Registering(
    Plan plan,
    LocalEnd end,
    Phase phase,
    Duration asked,
    Request request,
    int failures,
    Standing standing) {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int DOUBLINGS_MAX = 6;
  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final String OUTBOUND = "outbound";

  /// Status: First Hop Lacks Outbound Support.
  private static final int LACKS_OUTBOUND = 439;

  /// The same in all requests.
  ///
  /// @param instance a URN of this node at this trunk; empty where the first hop knows no flows
  record Plan(
      Way way, Trunk.Registration registration, Trunk.Account account, Optional<String> instance) {
    Plan withoutFlow() {
      return new Plan(way, registration, account, Optional.empty());
    }

    /// Of UDP we make none: it would be kept by STUN.
    boolean hasFlow(LocalEnd end) {
      return instance.isPresent() && !end.transport().equals(Transport.UDP.name());
    }
  }

  /// Of its life.
  enum Phase {
    ASKING,
    WAITING,
    /// No longer wanted, while a request is open: only one may be at a time.
    ASKING_LAST,
    LEAVING,
    OVER
  }

  /// @param until when it ends; [Instant#MIN] when there is none
  /// @param routes that requests take then
  /// @param askAt when to ask again; [Transaction#NEVER] while a request is open
  record Standing(Instant until, List<Address> routes, Instant askAt) {
    static final Standing NONE = new Standing(Instant.MIN, List.of(), Transaction.NEVER);

    Standing {
      routes = List.copyOf(routes);
    }

    Standing askAt(Instant at) {
      return new Standing(until, routes, at);
    }
  }

  /// An event of a registration.
  sealed interface Event {
    /// @param nonce random, another one each time; @param chance from 0 to 1
    record Answered(Response response, String nonce, double chance) implements Event {}

    /// No answer, or no way.
    ///
    /// @param hasAnother whether the request can go to another address of the registrar
    record Failed(boolean hasAnother, double chance) implements Event {}

    record Passed() implements Event {}

    /// The other end was not there for a while, and is again: it may have forgotten us.
    record Back() implements Event {}

    /// The connection by which it was made, and by which calls come, is gone.
    ///
    /// @param chance from 0 to 1
    record Lost(double chance) implements Event {}

    /// It is no longer wanted.
    record Stop() implements Event {}
  }

  /// An action of a registration.
  sealed interface Action {
    record Send(Request request) implements Action {}

    record Registered(Instant until) implements Action {}

    /// The other end keeps the connection as a flow, and answers pings over it.
    ///
    /// @param every how often it wants one at least; empty if it does not say
    record Kept(Optional<Duration> every) implements Action {}

    /// Our calls do not come any more.
    record Lapsed() implements Action {}

    /// It was refused or not answered; it goes on.
    ///
    /// @param status 0 for no answer
    record Refused(int status, Instant nextAt) implements Action {}
  }

  /// @param next the registration after an event; @param actions in order
  record Step(Registering next, List<Action> actions) {
    static Step of(Registering next, Action... actions) {
      return new Step(next, List.of(actions));
    }
  }

  /// @param instance see [Flows#instance]
  static Step start(Trunk trunk, LocalEnd end, String instance) {
    var plan =
        new Plan(
            Way.of(trunk),
            trunk.registration().orElseThrow(),
            trunk.account().orElseThrow(),
            Optional.of(instance));
    var asked = plan.registration.expires();
    var request = request(plan, end, asked, 1);
    return Step.of(
        new Registering(plan, end, Phase.ASKING, asked, request, 0, Standing.NONE),
        new Action.Send(request));
  }

  private static Request request(Plan plan, LocalEnd end, Duration asked, long number) {
    var domain = plan.registration.registrar();
    var plain = plan.way.request(Method.REGISTER, domain, plan.way.address(domain), end, number);
    var headers = plain.headers().with(HeaderType.EXPIRES, asked.toSeconds());
    return plain.with(
        plan.hasFlow(end) ? flow(headers, end.contact(), plan.instance.orElseThrow()) : headers);
  }

  /// This node's one flow (RFC 5626, section 4.2).
  private static Headers flow(Headers headers, Address contact, String instance) {
    var params = contact.params().with("+sip.instance", "<" + instance + ">").with("reg-id", "1");
    return headers
        .with(HeaderType.CONTACT, new Address(contact.display(), contact.uri(), params))
        .with(HeaderType.SUPPORTED, List.of("path", OUTBOUND));
  }

  boolean isRegistered(Instant at) {
    return standing.until.isAfter(at);
  }

  boolean isOver() {
    return phase == Phase.OVER;
  }

  /// When [Event.Passed] is due: to ask again, or because the registration ends.
  Instant due() {
    boolean lasts = !standing.until.equals(Instant.MIN);
    return lasts ? Transaction.earlier(standing.askAt, standing.until) : standing.askAt;
  }

  Step on(Event event, Instant at) {
    return switch (event) {
      case Event.Answered answered ->
          answered.response.cseq().equals(request.cseq()) && answered.response.isFinal()
              ? answered(answered, at)
              : Step.of(this);
      case Event.Failed failed -> failed(failed, at);
      case Event.Passed _ -> passed(at);
      case Event.Back _ -> phase == Phase.WAITING && isRegistered(at) ? ask() : Step.of(this);
      case Event.Lost(double chance) -> lost(chance, at);
      case Event.Stop _ -> stop();
    };
  }

  private boolean isAsking() {
    return switch (phase) {
      case ASKING, ASKING_LAST, LEAVING -> true;
      case WAITING, OVER -> false;
    };
  }

  private Step answered(Event.Answered answered, Instant at) {
    if (!isAsking()) return Step.of(this);
    var response = answered.response;
    if (response.isSuccess()) return succeeded(response, at);
    return switch (response.status()) {
      case 401, 407 -> {
        var proof = plan.account.digest().answer(response, request, answered.nonce);
        yield proof.isPresent()
            ? again(request.headers().with(proof.get().header(), proof.get().credentials()))
            : refused(response, answered.chance, at);
      }
      case 423 -> {
        var least = Duration.ofSeconds(response.headers().first(HeaderType.MIN_EXPIRES).orElse(0L));
        // once: a registrar that wants more each time would get a request at each answer
        boolean isTaken = phase == Phase.ASKING && wanted().equals(asked);
        yield isTaken && least.compareTo(asked) > 0 && least.compareTo(LONGEST) <= 0
            ? again(request.headers().with(HeaderType.EXPIRES, least.toSeconds()))
            : refused(response, answered.chance, at);
      }
      case LACKS_OUTBOUND ->
          plan.hasFlow(end) && phase != Phase.LEAVING
              ? withoutFlow()
              : refused(response, answered.chance, at);
      default -> refused(response, answered.chance, at);
    };
  }

  /// The first hop cannot keep flows: it is registered as ever (RFC 5626, section 11.6).
  private Step withoutFlow() {
    var plain = plan.withoutFlow();
    var next = request(plain, end, asked, request.cseq().number() + 1);
    return Step.of(
        new Registering(plain, end, phase, asked, next, failures, standing), new Action.Send(next));
  }

  private Step succeeded(Response response, Instant at) {
    if (phase == Phase.LEAVING) return Step.of(over());
    var lasts = granted(response);
    if (lasts.isZero()) return refused(response, 0, at);
    var half = lasts.dividedBy(2);
    var early = half.compareTo(MARGIN) > 0 ? lasts.minus(MARGIN) : half;
    // a registrar that grants a second would get two requests in each
    var wait = early.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : early;
    var next =
        new Registering(
            plan,
            end,
            Phase.WAITING,
            wanted(),
            request,
            0,
            new Standing(
                at.plus(lasts), response.headers().all(HeaderType.SERVICE_ROUTE), at.plus(wait)));
    var registered = new Action.Registered(at.plus(lasts));
    if (phase != Phase.ASKING) return next.leave();
    boolean isKept = plan.hasFlow(end) && response.headers().has(HeaderType.REQUIRE, OUTBOUND);
    var timer = response.headers().first(HeaderType.FLOW_TIMER).map(Duration::ofSeconds);
    return isKept ? Step.of(next, registered, new Action.Kept(timer)) : Step.of(next, registered);
  }

  private Duration wanted() {
    return request.headers().first(HeaderType.EXPIRES).map(Duration::ofSeconds).orElse(asked);
  }

  /// The other end's grant to our contact (section 10.2.4).
  private Duration granted(Response response) {
    var own =
        response.headers().all(HeaderType.CONTACT).stream()
            .filter(contact -> isSame(contact, end.contact()))
            .findFirst()
            .flatMap(contact -> contact.params().number("expires"))
            .map(Integer::longValue);
    long seconds =
        own.or(() -> response.headers().first(HeaderType.EXPIRES)).orElse(wanted().toSeconds());
    return Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
  }

  private static boolean isSame(Address one, Address other) {
    return one.uri() instanceof SipUri a
        && other.uri() instanceof SipUri b
        && a.user().equals(b.user())
        && a.host().equalsIgnoreCase(b.host())
        && a.port() == b.port();
  }

  /// The same request as another one.
  private Step again(Headers headers) {
    long number = request.cseq().number() + 1;
    var next =
        request.with(
            headers
                .with(HeaderType.VIA, end.via(Method.REGISTER, number, ""))
                .with(HeaderType.CSEQ, new CSeq(number, Method.REGISTER)));
    return Step.of(
        new Registering(plan, end, phase, asked, next, failures, standing), new Action.Send(next));
  }

  private Step refused(Response response, double chance, Instant at) {
    var after =
        response.headers().first(HeaderType.RETRY_AFTER).map(retry -> retry.seconds()).orElse(0L);
    return pause(response.status(), Duration.ofSeconds(after), chance, at);
  }

  private Step failed(Event.Failed failed, Instant at) {
    if (!isAsking()) return Step.of(this);
    return failed.hasAnother && phase == Phase.ASKING
        ? ask()
        : pause(0, Duration.ZERO, failed.chance, at);
  }

  /// Between half and all of a time that doubles (RFC 5626, section 4.5), and as long as the other
  /// end wants.
  private Step pause(int status, Duration least, double chance, Instant at) {
    if (phase != Phase.ASKING) return Step.of(over());
    var longest = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, DOUBLINGS_MAX));
    if (longest.compareTo(LONGEST_PAUSE) > 0) longest = LONGEST_PAUSE;
    var wait = drawn(longest, chance);
    if (least.compareTo(wait) > 0) wait = least.compareTo(LONGEST) > 0 ? LONGEST : least;
    var next =
        new Registering(
            plan, end, Phase.WAITING, asked, request, failures + 1, standing.askAt(at.plus(wait)));
    return Step.of(next, new Action.Refused(status, at.plus(wait)));
  }

  private static Duration drawn(Duration longest, double chance) {
    return Duration.ofMillis(Math.round(longest.toMillis() * (0.5 + chance / 2)));
  }

  /// Asks again soon, and not at once: the other end may close whatever is opened. While nothing is
  /// answered, the pauses go on as they are.
  private Step lost(double chance, Instant at) {
    if (phase != Phase.WAITING || failures > 0 || !isRegistered(at)) return Step.of(this);
    var soon = at.plus(drawn(FIRST_PAUSE, chance));
    return Step.of(with(standing.askAt(Transaction.earlier(standing.askAt, soon))));
  }

  private Step passed(Instant at) {
    boolean hasLapsed = !standing.until.equals(Instant.MIN) && !isRegistered(at);
    var now = hasLapsed ? with(new Standing(Instant.MIN, List.of(), standing.askAt)) : this;
    var step = phase == Phase.WAITING && !at.isBefore(standing.askAt) ? now.ask() : Step.of(now);
    if (!hasLapsed) return step;
    var actions = new ArrayList<Action>(List.of(new Action.Lapsed()));
    actions.addAll(step.actions);
    return new Step(step.next, actions);
  }

  private Step ask() {
    var next = request(plan, end, asked, request.cseq().number() + 1);
    return Step.of(
        new Registering(
            plan, end, Phase.ASKING, asked, next, failures, standing.askAt(Transaction.NEVER)),
        new Action.Send(next));
  }

  private Step stop() {
    return switch (phase) {
      case ASKING ->
          Step.of(
              new Registering(plan, end, Phase.ASKING_LAST, asked, request, failures, standing));
      case WAITING -> standing.until.equals(Instant.MIN) ? Step.of(over()) : leave();
      case ASKING_LAST, LEAVING, OVER -> Step.of(this);
    };
  }

  /// Takes the registration back (section 10.2.2).
  private Step leave() {
    var next = request(plan, end, Duration.ZERO, request.cseq().number() + 1);
    return Step.of(
        new Registering(
            plan, end, Phase.LEAVING, asked, next, failures, standing.askAt(Transaction.NEVER)),
        new Action.Send(next));
  }

  private Registering over() {
    return new Registering(plan, end, Phase.OVER, asked, request, failures, Standing.NONE);
  }

  /// Our end towards another address of the registrar; its seed must be the same.
  Registering at(LocalEnd other) {
    return new Registering(plan, other, phase, asked, request, failures, standing);
  }

  private Registering with(Standing other) {
    return new Registering(plan, end, phase, asked, request, failures, other);
  }

  /// For requests that begin something, while it is registered.
  Optional<List<Address>> routes() {
    return standing.routes.isEmpty() ? Optional.empty() : Optional.of(standing.routes);
  }
}
