package io.parley.voice.desk;

import io.parley.core.access.Principal;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.Agents;
import io.parley.core.fault.Stages;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.party.Party;
import io.parley.core.phone.KnownCallers;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.Modality;
import io.parley.core.session.Role;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.SessionView;
import io.parley.sessions.entry.Entry;
import io.parley.sessions.entry.Hurdle;
import io.parley.sessions.entry.SessionStarter;
import io.parley.sessions.entry.StartOutcome;
import io.parley.sessions.entry.StartRequest;
import io.parley.sessions.entry.Visit;
import io.parley.voice.call.FirstWords;
import io.parley.voice.call.Negotiation;
import io.parley.voice.call.OverloadRetry;
import io.parley.voice.desk.CallPlaces.Place;
import io.parley.voice.leg.Leg;
import io.parley.voice.telephony.CallTransfer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins calls of telephones: a session of the call's own, and the call in it. A provider that
/// connects one call twice finds its session again, and a caller whose last call was lost goes on
/// in its session. A caller whom the company knows by an attested number is its customer.
public final class PhoneDesk {
  private static final Logger LOG = LoggerFactory.getLogger(PhoneDesk.class);

  /// The request id of calls in the log.
  private static final String REQUEST = "call";

  private final SessionStarter starter;
  private final CallDesk desk;
  private final Entry entry;
  private final Agents agents;
  private final LostCalls lost;
  private final KnownCallers known;

  public PhoneDesk(
      SessionStarter starter,
      CallDesk desk,
      Entry entry,
      Agents agents,
      LostCalls lost,
      KnownCallers known) {
    this.starter = starter;
    this.desk = desk;
    this.entry = entry;
    this.agents = agents;
    this.lost = lost;
    this.known = known;
  }

  /// Whether a call could begin now.
  public enum Readiness {
    READY,
    /// This node drains: another one takes calls.
    DRAINING,
    /// Calls are turned off, or the speech models are missing or still loaded.
    NO_SPEECH,
    /// The tenant is an organisation that is suspended, or is being deleted.
    NOT_SERVED,
    /// The tenant has no such agent.
    NO_AGENT,
    /// This node carries no further call now; a session would be started for nothing.
    LOADED
  }

  /// @param withSound whether Parley is to listen and speak
  public Readiness readiness(PhoneCall call, boolean withSound) {
    if (entry.readers().isDraining() || desk.isDraining()) return Readiness.DRAINING;
    if (withSound && !(desk.availability() instanceof Availability.Ready))
      return Readiness.NO_SPEECH;
    if (!entry.serves(call.tenant())) return Readiness.NOT_SERVED;
    if (agents.current(call.tenant(), call.agent()).isEmpty()) return Readiness.NO_AGENT;
    return withSound && desk.isLoaded() ? Readiness.LOADED : Readiness.READY;
  }

  /// Whether this node could talk in a call that it places now. No other call gives way to one that
  /// may be placed later, or by another node.
  ///
  /// @param withSound whether Parley is to listen and speak
  public boolean mayPlace(PhoneCall call, boolean withSound) {
    return readiness(call, withSound) == Readiness.READY && !(withSound && desk.isFull());
  }

  /// A person on the telephone, in a session.
  ///
  /// @param first the agent's first words to them
  public record Visited(Visit visit, SessionView view, FirstWords first) {}

  /// Starts the session of a call that came in, or finds it.
  ///
  /// @param requestId for the log
  /// @return fails with [NotPossible], and as the entry does
  public CompletionStage<Visited> start(PhoneCall call, String requestId) {
    return customer(call)
        .thenCompose(
            customer ->
                start(
                    call,
                    caller(call, customer),
                    customer,
                    Map.of(),
                    callerWords(call),
                    requestId));
  }

  private static Principal caller(PhoneCall call, Optional<Customer> customer) {
    return customer.isPresent()
        ? Principal.provedCustomer(call.tenant())
        : Principal.visitor(call.tenant());
  }

  /// A store that does not answer knows nobody: the caller is a visitor.
  private CompletionStage<Optional<Customer>> customer(PhoneCall call) {
    return CompletableFuture.completedStage(call)
        .thenCompose(
            _ -> known.find(call.tenant(), call.caller(), call.attested(), entry.clock().instant()))
        .exceptionally(
            failure -> {
              LOG.warn("whether a caller is a customer is not known", Stages.cause(failure));
              return Optional.empty();
            });
  }

  /// Starts the session of a call that we have placed, or finds it.
  ///
  /// @param opening the agent's first words, where the order has some
  /// @param told further metadata of the session; @param requestId for the log
  /// @return fails with [NotPossible], and as the entry does
  public CompletionStage<Visited> startPlaced(
      PhoneCall call, Map<String, String> told, Optional<String> opening, String requestId) {
    // the company has wanted the call: it is no visitor's
    var company = Principal.staff(call.tenant(), Role.OPERATOR);
    // anybody may have taken it, or a machine: the number that we dialled proves no customer
    return start(call, company, Optional.empty(), told, calledWords(call, opening), requestId);
  }

  /// The first words to a caller.
  public FirstWords callerWords(PhoneCall call) {
    return texts(call).map(FirstWords::toCaller).orElse(FirstWords.NONE);
  }

  /// The first words to somebody whom we call.
  ///
  /// @param opening of the order
  public FirstWords calledWords(PhoneCall call, Optional<String> opening) {
    return texts(call).map(agent -> FirstWords.toCalled(agent, opening)).orElse(FirstWords.NONE);
  }

  private Optional<Texts> texts(PhoneCall call) {
    return agents
        .current(call.tenant(), call.agent())
        .map(agent -> agent.presentation())
        .map(agent -> call.language().map(agent::in).orElseGet(agent::preferred));
  }

  private CompletionStage<Visited> start(
      PhoneCall call,
      Principal who,
      Optional<Customer> customer,
      Map<String, String> told,
      FirstWords first,
      String requestId) {
    var from = call.from();
    var metadata = new HashMap<>(told);
    metadata.putAll(call.metadata());
    var request =
        new StartRequest(call.agent(), call.language(), Channel.PHONE, customer, metadata)
            .withGreeting(first.greeting());
    return CompletableFuture.completedStage(call)
        .thenCompose(
            _ ->
                starter.start(
                    starter.admit(who, from, Hurdle.NONE),
                    request,
                    Optional.of(call.key()),
                    requestId,
                    Optional.empty()))
        .thenApply(outcome -> started(outcome, from, first));
  }

  private static Visited started(StartOutcome outcome, RemoteAddress from, FirstWords first) {
    return switch (outcome) {
      case StartOutcome.Started(var view) ->
          new Visited(new Visit(Principal.customer(view.key()), view.key(), from), view, first);
      case StartOutcome.KeyReused() ->
          throw new NotPossible("the call's session is closed to it (expected: a new call)");
      case StartOutcome.KeyGuessable _ ->
          throw new NotPossible("the provider's id of the call is too short for a key");
      case StartOutcome.NoSuchAgent() ->
          throw new NotPossible(
              "there is no such agent (expected: one that parley.telephony.numbers names)");
      case StartOutcome.NotStored(var answer) ->
          throw new NotPossible("the session answered " + answer.getClass().getSimpleName());
    };
  }

  /// A call with a session and a place: to be opened, or forgone.
  public final class Admitted {
    private final PhoneCall call;
    private final CallCheck.Passed passed;
    private final FirstWords first;
    private final boolean goesOn;
    private final Place place;

    /// @param goesOn whether another call was before it in its session
    private Admitted(
        PhoneCall call, CallCheck.Passed passed, FirstWords first, boolean goesOn, Place place) {
      this.call = call;
      this.passed = passed;
      this.first = first;
      this.goesOn = goesOn;
      this.place = place;
    }

    /// Begins a call whose leg cannot be handed over.
    ///
    /// @return its id
    public String open(Leg leg) {
      return open(leg, CallTransfer.NONE);
    }

    /// Begins the call.
    ///
    /// @param transfer hands its leg over; @return its id
    public String open(Leg leg, CallTransfer transfer) {
      var session = passed.view().key();
      var opening =
          new CallDesk.Opening(
              first, transfer, conversation -> lost.followed(call, session, conversation));
      try {
        var id = desk.open(passed, leg, Negotiation.NONE, opening, place);
        if (goesOn) first.greeting().ifPresent(words -> record(session, id + "-cut-off", words));
        return id;
      } catch (RuntimeException e) {
        place.forgo();
        throw e;
      }
    }

    public SessionKey session() {
      return passed.view().key();
    }

    /// Its caller is gone.
    public void forgo() {
      place.forgo();
    }
  }

  /// Records the agent's words outside its replies, for readers and for the model.
  ///
  /// @param id of the message
  public void record(SessionKey session, String id, String words) {
    var say =
        new SessionCommand.Say(
            id,
            Party.BOT,
            words,
            Channel.PHONE,
            Optional.of(Modality.SPOKEN),
            OptionalDouble.empty(),
            entry.clock().instant());
    OverloadRetry.DEFAULT
        .ask(() -> entry.ask(session, say, REQUEST, Optional.empty()))
        .whenComplete(
            (_, failure) -> {
              if (failure != null)
                LOG.warn("first words of a call are not recorded", Stages.cause(failure));
            });
  }

  /// Gives a call that came in a session and a place.
  ///
  /// @param requestId for the log
  /// @return fails with [NotPossible], and as entry and desk do
  public CompletionStage<Admitted> admit(PhoneCall call, String requestId) {
    return lostSession(call)
        .thenCompose(
            view ->
                view.isPresent()
                    ? goOn(call, view.get())
                    : admit(call, () -> start(call, requestId)));
  }

  /// The session of the caller's last call, if that was lost and the session goes on.
  private CompletionStage<Optional<SessionView>> lostSession(PhoneCall call) {
    return lost.find(call)
        .thenCompose(
            session ->
                session.isPresent()
                    ? entry.sessions().view(session.get())
                    : CompletableFuture.completedStage(Optional.<SessionView>empty()))
        .thenApply(view -> view.filter(found -> found.status() == Status.ACTIVE))
        .thenCompose(view -> goingOn(call, view))
        .exceptionally(
            failure -> {
              LOG.warn("a lost call does not go on", Stages.cause(failure));
              return Optional.empty();
            });
  }

  private CompletionStage<Optional<SessionView>> goingOn(PhoneCall call, Optional<SessionView> of) {
    if (of.isEmpty()) return CompletableFuture.completedStage(of);
    return customer(call)
        .thenApply(caller -> of.filter(it -> KnownCallers.mayGoOn(caller, it.customer())));
  }

  private CompletionStage<Admitted> goOn(PhoneCall call, SessionView view) {
    var visit = new Visit(Principal.customer(view.key()), view.key(), call.from());
    return checked(call, new Visited(visit, view, FirstWords.NONE))
        .thenCompose(
            passed ->
                lost.opening(view, passed.language())
                    .thenApply(words -> desk.again(view, passed.language(), words))
                    .thenCompose(first -> admitted(call, passed, first, desk.reserve(passed))));
  }

  /// Gives a call that comes back, after it was handed over or from another node, a place in its
  /// session.
  ///
  /// @param session finds it; @param words to its caller, which are recorded; empty: they notice
  ///   nothing
  /// @return fails as [#admit(PhoneCall, Supplier)] does
  public CompletionStage<Admitted> admitBack(
      PhoneCall call, Supplier<CompletionStage<Visited>> session, Optional<String> words) {
    var agent = callerWords(call);
    var first = words.map(agent::saying).orElseGet(agent::unsaid);
    return session
        .get()
        .thenCompose(visited -> checked(call, visited))
        .thenCompose(passed -> admitted(call, passed, first, desk.reserve(passed)));
  }

  /// The same for a call that another node has left, whatever the quota. Its caller hears nothing.
  public CompletionStage<Admitted> admitLeft(PhoneCall call, SessionKey session) {
    var first = callerWords(call).unsaid();
    var visit = new Visit(Principal.customer(session), session, call.from());
    return CompletableFuture.completedStage(visit)
        .thenCompose(same -> desk.check(same, call.language()))
        .thenApply(CallCheck::passed)
        .thenCompose(passed -> admitted(call, passed, first, desk.reserveLeft(passed)));
  }

  private CompletionStage<Admitted> admitted(
      PhoneCall call, CallCheck.Passed passed, FirstWords first, CompletionStage<Place> place) {
    return place.thenApply(found -> new Admitted(call, passed, first, true, found));
  }

  /// Gives a call a session and a place. The quota is asked first: a call that is refused by it
  /// begins no session.
  ///
  /// @param session starts it
  /// @return fails with [NotPossible], and as the session does and the desk
  public CompletionStage<Admitted> admit(
      PhoneCall call, Supplier<CompletionStage<Visited>> session) {
    return CompletableFuture.completedStage(call.tenant())
        .thenCompose(tenant -> desk.counted(tenant, leaving -> begun(call, session, leaving)));
  }

  private CompletionStage<Admitted> begun(
      PhoneCall call, Supplier<CompletionStage<Visited>> session, Runnable leaving) {
    return session
        .get()
        .thenCompose(
            visited ->
                checked(call, visited)
                    .thenCompose(passed -> placed(call, visited.first(), passed, leaving)));
  }

  private CompletionStage<Admitted> placed(
      PhoneCall call, FirstWords said, CallCheck.Passed passed, Runnable leaving) {
    var first = passed.view().turns() == 0 ? said : said.unsaid();
    return desk.reserve(passed, leaving)
        .thenApply(place -> new Admitted(call, passed, first, false, place));
  }

  private CompletionStage<CallCheck.Passed> checked(PhoneCall call, Visited visited) {
    return desk.check(visited.visit(), call.language()).thenApply(CallCheck::passed);
  }
}
