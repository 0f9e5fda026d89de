package io.parley.voice.desk;

import io.parley.core.access.Permission;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.Agents;
import io.parley.core.journal.SessionListing;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.SessionUnavailable;
import io.parley.sessions.SessionView;
import io.parley.sessions.entry.Entry;
import io.parley.sessions.entry.Refusal;
import io.parley.sessions.entry.Refused;
import io.parley.sessions.entry.Visit;
import io.parley.voice.call.Caller;
import io.parley.voice.call.Calls;
import io.parley.voice.call.Conversation;
import io.parley.voice.call.Engines;
import io.parley.voice.call.FirstWords;
import io.parley.voice.call.Negotiation;
import io.parley.voice.call.OverloadRetry;
import io.parley.voice.desk.CallPlaces.None;
import io.parley.voice.desk.CallPlaces.Place;
import io.parley.voice.leg.Leg;
import io.parley.voice.telephony.CallTransfer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.pattern.Patterns;

/// Begins calls of any protocol: [#check], then [#reserve], then [#open] with the leg that the
/// protocol's adapter has made, or [Place#forgo] when that failed.
public final class CallDesk {
  /// A call that gives way needs a moment to end.
  private static final int LOOKS = 40;

  private static final Duration LOOK_EVERY = Duration.ofMillis(25);

  /// While the rest of an organisation's quota is unknown. A call sends its words anew as long as
  /// it lasts, without a pause of its own.
  private static final OverloadRetry ONCE_MORE =
      new OverloadRetry(OverloadRetry.DEFAULT.later(), 2, SessionUnavailable.class::isInstance);

  private final Entry entry;
  private final Calls calls;
  private final CallPlaces places;
  private final Agents agents;
  private final Supplier<Availability> availability;
  private final BooleanSupplier offers;
  private final ActorSystem<?> system;

  /// @param availability at this moment: models are loaded while the server runs
  /// @param offers ends a leg that nobody has connected to yet; false when there is none
  public CallDesk(
      Entry entry,
      Calls calls,
      CallShares shares,
      Agents agents,
      Supplier<Availability> availability,
      BooleanSupplier offers,
      ActorSystem<?> system) {
    this.entry = entry;
    this.calls = calls;
    this.places = new CallPlaces(calls, shares);
    this.agents = agents;
    this.availability = availability;
    this.offers = offers;
    this.system = system;
  }

  /// Whether this node drains: new calls go to another.
  public boolean isDraining() {
    return calls.isDraining();
  }

  /// Whether this node has as many calls as it can carry, by what was measured in them.
  public boolean isLoaded() {
    return calls.isLoaded();
  }

  /// Whether all places for calls of this node are taken.
  public boolean isFull() {
    return calls.count() >= calls.max();
  }

  /// Whether calls are possible on this node.
  public Availability availability() {
    return availability.get();
  }

  /// The default agent's languages that these engines understand and speak.
  public List<String> languages(Engines engines) {
    return languages(agents).stream().filter(engines::speak).toList();
  }

  /// BCP 47 tags of the languages that the default agent has texts in.
  public static List<String> languages(Agents agents) {
    return agents
        .current(TenantId.DEFAULT, Optional.empty())
        .map(agent -> agent.presentation().texts())
        .orElse(List.of())
        .stream()
        .map(Texts::language)
        .toList();
  }

  /// Checks whether a call in a session is possible.
  ///
  /// @param visit of a principal that may call and reaches the session
  /// @param language requested; empty for the agent's preferred one
  /// @throws Refused when this node drains
  public CompletionStage<CallCheck> check(Visit visit, Optional<String> language) {
    requireCaller(visit);
    entry.requireStaying();
    if (language.filter(tag -> !AgentPresentation.isLanguage(tag)).isPresent())
      return CompletableFuture.completedStage(new CallCheck.NotALanguage());
    return switch (availability.get()) {
      case Availability.Missing(_, var detail) ->
          CompletableFuture.completedStage(new CallCheck.NotAvailable(detail));
      case Availability.Ready(var engines) ->
          entry
              .sessions()
              .view(visit.session())
              .thenApply(view -> check(visit, view, language, engines));
    };
  }

  private static void requireCaller(Visit visit) {
    var principal = visit.principal();
    if (!principal.may(Permission.CALL) || !principal.reaches(visit.session()))
      throw new IllegalArgumentException(
          "%s may not call in this session".formatted(principal.subject()));
  }

  private CallCheck check(
      Visit visit, Optional<SessionView> found, Optional<String> language, Engines engines) {
    if (found.isEmpty()) return new CallCheck.NoSuchSession();
    var view = found.get();
    if (view.status() != SessionListing.Status.ACTIVE) return new CallCheck.SessionEnded();
    var agent = presentation(view);
    if (agent.isEmpty()) return new CallCheck.NoSuchSession();
    var spoken = language.orElseGet(() -> agent.get().preferred().language());
    return engines.speak(spoken)
        ? new CallCheck.Passed(visit, view, spoken, engines)
        : new CallCheck.NotSpoken(spoken, languages(engines));
  }

  /// Reserves a place for one more call. If none is free, one is freed where possible: first a leg
  /// that nobody has connected to ends, then a call in which nothing was said.
  ///
  /// @return fails with [Refused] when there is none, or the organisation has as many calls as it
  ///   may have
  public CompletionStage<Place> reserve(CallCheck.Passed passed) {
    return counted(passed.visit().session().tenant(), leaving -> reserve(passed, leaving));
  }

  /// The same for a call that another node has left, and counts until it goes on here: no quota
  /// ends it.
  ///
  /// @return fails with [Refused] when there is no place
  /// @throws Refused when this node drains
  CompletionStage<Place> reserveLeft(CallCheck.Passed passed) {
    if (calls.isDraining()) throw entry.goesAway();
    return counted(
        entry.quotas().callFromAnotherNode(passed.visit().session().tenant()),
        leaving -> reserve(passed, leaving));
  }

  /// Counts one more call of an organisation, before anything begins for it.
  ///
  /// @param begin begins it; gets what is to be run once when the call is over, and is run here if
  ///   it does not begin
  /// @return fails as `begin` does, and with [Refused] when the organisation has as many calls as
  ///   it may have
  /// @throws Refused when this node drains
  public <T> CompletionStage<T> counted(
      TenantId tenant, Function<Runnable, CompletionStage<T>> begin) {
    if (calls.isDraining()) throw entry.goesAway();
    return counted(entry.quotas().call(tenant), begin);
  }

  private static <T> CompletionStage<T> counted(
      CompletionStage<Runnable> count, Function<Runnable, CompletionStage<T>> begin) {
    return count.thenCompose(
        leaving ->
            CompletableFuture.completedStage(leaving)
                .thenCompose(begin)
                .whenComplete(
                    (_, failure) -> {
                      if (failure != null) leaving.run();
                    }));
  }

  /// Reserves a place for a call that is counted.
  ///
  /// @param leaving run when the place is left
  CompletionStage<Place> reserve(CallCheck.Passed passed, Runnable leaving) {
    return CompletableFuture.completedStage(passed)
        .thenCompose(this::ofNode)
        .thenApply(place -> place.with(leaving));
  }

  /// A place of this node.
  private CompletionStage<Place> ofNode(CallCheck.Passed passed) {
    return switch (places.reserve(passed.visit().from(), passed.isVerified())) {
      case Place place -> CompletableFuture.completedStage(place);
      case None(var limit, boolean mayLeave) when !mayLeave -> throw entry.overloaded(limit);
      case None(var limit, _) ->
          oneGivesWay()
              .thenCompose(
                  gave ->
                      gave
                          ? Patterns.retry(
                              () -> lookForPlace(passed), LOOKS, LOOK_EVERY, system.classicSystem())
                          : CompletableFuture.failedStage(entry.overloaded(limit)));
    };
  }

  private CompletionStage<Boolean> oneGivesWay() {
    return offers.getAsBoolean() ? CompletableFuture.completedStage(true) : calls.giveWay();
  }

  private CompletionStage<Place> lookForPlace(CallCheck.Passed passed) {
    return switch (places.reserve(passed.visit().from(), passed.isVerified())) {
      case Place place -> CompletableFuture.completedStage(place);
      case None(var limit, _) ->
          CompletableFuture.failedStage(new Refused(new Refusal.Overloaded(limit)));
    };
  }

  /// Begins the call in its reserved place, which is returned when the leg ends.
  ///
  /// @return the call's id
  public String open(CallCheck.Passed passed, Leg leg, Negotiation negotiation, Place place) {
    var greeting =
        presentation(passed.view())
            .map(agent -> FirstWords.greeting(agent.in(passed.language())))
            .orElse(FirstWords.NONE);
    var first = passed.view().turns() == 0 ? greeting : greeting.unsaid();
    return open(passed, leg, negotiation, new Opening(first, CallTransfer.NONE, own -> own), place);
  }

  /// How a call begins.
  ///
  /// @param first what the agent says first; nothing: the caller begins
  /// @param transfer hands its leg over
  /// @param followed the conversation, for one who wants to know of it
  record Opening(FirstWords first, CallTransfer transfer, UnaryOperator<Conversation> followed) {}

  /// The same.
  String open(
      CallCheck.Passed passed, Leg leg, Negotiation negotiation, Opening opening, Place place) {
    leg.gone().whenComplete((_, _) -> place.leave());
    var id = calls.newId();
    calls.open(
        id,
        passed.view(),
        passed.language(),
        opening.first(),
        leg,
        negotiation,
        passed.engines(),
        caller(passed.visit(), opening));
    return id;
  }

  private Caller caller(Visit visit, Opening opening) {
    return new Caller(
        visit.from().block(),
        conversation ->
            new CountedConversation(
                opening.followed().apply(conversation), say -> counted(visit, say)),
        opening.transfer());
  }

  private CompletionStage<Void> counted(Visit visit, SessionCommand.Say say) {
    return ONCE_MORE.ask(() -> OverloadRetry.DEFAULT.ask(() -> entry.count(visit, say)));
  }

  /// The first words in a session that goes on, of its own agent: calls to the same number may
  /// begin with another one by now.
  FirstWords again(SessionView view, String language, String words) {
    return presentation(view)
        .map(agent -> FirstWords.toCaller(agent.in(language)))
        .orElse(FirstWords.NONE)
        .saying(words);
  }

  /// The presentation of the agent's version that the session began with.
  private Optional<AgentPresentation> presentation(SessionView view) {
    return agents.find(view.key().tenant(), view.agent()).map(agent -> agent.presentation());
  }
}
