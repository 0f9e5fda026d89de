package io.parley.voice.call;

import io.parley.core.limit.RecentlyUsed;
import io.parley.core.party.Party;
import io.parley.core.turn.CallEvent;
import io.parley.voice.echo.EchoSettings;
import io.parley.voice.keypad.KeyOrder;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// The legs of one call, numbered 1, 2, 3 … in the order in which they join. Belongs to the call's
/// actor; the media clock's thread reads [#present].
final class Legs {

  /// Called in the legs' threads.
  interface Listener {
    /// Sound can go both ways.
    void ready(int leg);

    void told(int leg, LegEvent event);

    void gone(int leg, Leg.Gone how);
  }

  /// A call is not a conference.
  private static final int MAX = 8;

  /// Understood everywhere.
  private static final Duration KEY = Duration.ofMillis(100);

  /// Orders of keys that are remembered.
  private static final int ORDERS_MAX = 32;

  private final int sampleRate;
  private final EchoSettings echo;
  private final Listener listener;
  private final List<CallLeg> joined = new ArrayList<>();
  private final Map<String, String> pressed = new RecentlyUsed<>(ORDERS_MAX);
  private volatile CallLeg[] present = {};
  private LegStats past = LegStats.NONE;
  private int count;

  /// The newest leg that takes the place of others; 0 while there is none.
  private int replacing;

  private boolean hasBegun;
  private boolean heard = true;

  /// @param sampleRate of the call, in Hz
  Legs(int sampleRate, EchoSettings echo, Listener listener) {
    this.sampleRate = sampleRate;
    this.echo = echo;
    this.listener = listener;
  }

  /// Adds a leg to the call; it hears others, and is heard, once it is ready. A leg beyond the
  /// maximum is closed.
  ///
  /// @param party whose end it is: customers are answered, anybody else only talks to them
  void join(Leg leg, Party party) {
    join(leg, party, false);
  }

  /// @param replaces whether it takes the place of the customer's other legs, once it is ready
  /// @return its number
  int join(Leg leg, Party party, boolean replaces) {
    if (joined.size() == MAX) {
      leg.close();
      return 0;
    }
    int number = ++count;
    joined.add(new CallLeg(number, party, leg, sampleRate, echo));
    if (replaces) replacing = number;
    // a leg keeps its events until then: before the call has begun a key would answer nothing
    leg.ready()
        .thenRun(
            () -> {
              listener.ready(number);
              leg.listen(event -> listener.told(number, event));
            });
    leg.gone().whenComplete((how, _) -> listener.gone(number, how == null ? Leg.Gone.LOST : how));
    return number;
  }

  /// @return whether the call begins: this is the first customer
  boolean ready(int number) {
    var arrived = find(number);
    if (arrived.isEmpty()) return false;
    present = Stream.concat(Stream.of(present), arrived.stream()).toArray(CallLeg[]::new);
    if (number == replacing)
      for (var leg : List.copyOf(joined))
        if (leg.isCustomers() && leg.number() != number) drop(leg);
    boolean begins = !hasBegun && arrived.get().isCustomers();
    hasBegun |= begins;
    return begins;
  }

  /// Whether the first customer is there.
  boolean hasBegun() {
    return hasBegun;
  }

  /// The last customer's leg is kept, as the call still asks how much was heard there.
  ///
  /// @return whether a customer is left
  boolean gone(int number) {
    boolean isAnyoneLeft =
        joined.stream().anyMatch(leg -> leg.isCustomers() && leg.number() != number);
    if (isAnyoneLeft) find(number).ifPresent(this::drop);
    return isAnyoneLeft;
  }

  private void drop(CallLeg leg) {
    past = past.plus(leg.leg().stats());
    joined.remove(leg);
    leg.leg().close();
    present =
        Stream.of(present).filter(each -> each.number() != leg.number()).toArray(CallLeg[]::new);
  }

  /// Handles a leg's event.
  ///
  /// @return the event for the call, besides [#change]
  Optional<CallEvent> told(int number, LegEvent event, Instant at) {
    return find(number).flatMap(leg -> told(leg, event, at));
  }

  private Optional<CallEvent> told(CallLeg leg, LegEvent event, Instant at) {
    switch (event) {
      case LegEvent.Digit(var key, _) -> {
        if (leg.isCustomers()) return Optional.of(new CallEvent.Keyed(key, at));
      }
      case LegEvent.Muted(var muted) -> leg.mute(muted);
      case LegEvent.Held(var held) -> {
        leg.hold(held);
        if (leg.isCustomers() && nobodyListens()) return Optional.of(new CallEvent.StopTalking(at));
      }
      // where a call goes is the configuration's matter, not its other end's
      case LegEvent.TransferAsked(_, var answer) -> answer.accept(false);
    }
    return Optional.empty();
  }

  /// Mutes one end.
  void mute(int number, boolean now) {
    find(number).ifPresent(leg -> leg.mute(now));
  }

  /// Mutes the customer, on whichever leg they speak.
  void mute(boolean now) {
    for (var leg : joined) if (leg.isCustomers()) leg.mute(now);
  }

  /// Whether a customer can be heard, where that has changed: by an event, or by legs that join and
  /// leave.
  Optional<CallEvent> change(Instant at) {
    boolean now = isAnyoneHeard();
    if (now == heard) return Optional.empty();
    heard = now;
    return Optional.of(new CallEvent.Muted(!now, at));
  }

  /// Presses keys for the customer, on the first of their ends that can: once for each order.
  CallGate.KeysPressed press(KeyOrder order) {
    return new CallGate.KeysPressed(
        Optional.of(pressed.computeIfAbsent(order.key(), _ -> press(order.keys()))));
  }

  /// @return the keys that are pressed, from the first on
  private String press(String keys) {
    for (var leg : joined) {
      int count = 0;
      while (leg.isCustomers() && count < keys.length() && leg.leg().press(keys.charAt(count), KEY))
        count++;
      if (count > 0) return keys.substring(0, count);
    }
    return "";
  }

  private boolean isAnyoneHeard() {
    for (var leg : joined) if (leg.isCustomers() && leg.isHeard()) return true;
    return false;
  }

  private boolean nobodyListens() {
    return joined.stream().filter(CallLeg::isCustomers).allMatch(CallLeg::isHeld);
  }

  /// The legs that are ready, which take part in each tick.
  CallLeg[] present() {
    return present;
  }

  /// The customer's newest leg of those that are ready.
  Optional<CallLeg> customer() {
    return Stream.of(present).filter(CallLeg::isCustomers).reduce((_, newer) -> newer);
  }

  /// Of all legs, in Hz.
  int sampleRate() {
    return sampleRate;
  }

  /// How long sound takes to the customer who hears it last.
  Duration delay() {
    return joined.stream()
        .filter(CallLeg::isCustomers)
        .map(leg -> leg.leg().delay())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /// Packet counts of all legs, past and present.
  LegStats stats() {
    return joined.stream().map(leg -> leg.leg().stats()).reduce(past, LegStats::plus);
  }

  /// By how many decibels the echo is attenuated on each leg that has one.
  DoubleStream echoReturnLossEnhancements() {
    return joined.stream()
        .map(CallLeg::echoReturnLossEnhancement)
        .flatMapToDouble(OptionalDouble::stream);
  }

  void forget() {
    joined.forEach(leg -> leg.leg().forget());
  }

  void close() {
    joined.forEach(leg -> leg.leg().close());
  }

  /// The customer's ends leave, see [Leg#leave]; for others nobody waits elsewhere.
  void leave() {
    for (var leg : joined)
      if (leg.isCustomers()) leg.leg().leave();
      else leg.leg().close();
  }

  private Optional<CallLeg> find(int number) {
    return joined.stream().filter(leg -> leg.number() == number).findFirst();
  }
}
