package io.parley.core.dial;

import io.parley.core.session.Role;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Calls out and the do-not-call list in memory, with the rules of the stores in the database.
public final class RememberedCallsOut implements CallsOutStore, DoNotCallList {
  private final Map<CallOutId, CallOut> calls = new LinkedHashMap<>();
  private final Map<CallOutId, Instant> due = new HashMap<>();
  private final Map<String, Map.Entry<String, CallOutId>> keys = new HashMap<>();
  private final Map<String, Entry> listed = new TreeMap<>();

  @Override
  public synchronized CompletionStage<Ordered> order(
      CallOutOrder order, RequestKey request, NumberKind kind, DialRules rules) {
    var tenant = order.key().tenant();
    var name = tenant.value() + " " + request.caller() + " " + request.text();
    var held = keys.get(name);
    if (held != null)
      return done(
          held.getKey().equals(request.fingerprint())
              ? new Ordered.Stored(calls.get(held.getValue()), false, Optional.empty())
              : new Ordered.KeyReused());
    var refusal = rules.check(order.to(), situation(order, kind), order.at());
    if (refusal.filter(DialRefusal::isOfPace).isPresent())
      return done(new Ordered.Paced(refusal.get()));
    var call = CallOut.ordered(order, refusal);
    keys.put(name, Map.entry(request.fingerprint(), order.key()));
    keep(call);
    return done(new Ordered.Stored(call, true, refusal));
  }

  private DialSituation situation(CallOutOrder order, NumberKind kind) {
    var tenant = order.key().tenant();
    var counted =
        calls.values().stream()
            .filter(call -> call.order().key().tenant().equals(tenant))
            .filter(call -> call.isDialled() || !call.isOver())
            .toList();
    return new DialSituation(
        kind,
        listed.containsKey(tenant.value() + " " + order.to().text()),
        counted.stream()
            .filter(call -> call.order().to().equals(order.to()))
            .map(call -> call.order().at())
            .toList(),
        (int) counted.stream().filter(call -> !call.isOver()).count(),
        (int)
            counted.stream()
                .filter(call -> call.order().at().isAfter(order.at().minusSeconds(1)))
                .count());
  }

  private void keep(CallOut call) {
    calls.put(call.order().key(), call);
    call.due()
        .ifPresentOrElse(
            at -> due.put(call.order().key(), at), () -> due.remove(call.order().key()));
  }

  @Override
  public synchronized CompletionStage<Optional<CallOut>> find(CallOutId key) {
    return done(Optional.ofNullable(calls.get(key)));
  }

  @Override
  public synchronized CompletionStage<Optional<Changed>> apply(
      CallOutId key, CallOutCommand command, Instant at) {
    var call = calls.get(key);
    if (call == null) return done(Optional.empty());
    var events = call.decide(command, at);
    if (!events.isEmpty()) keep(call.with(events));
    return done(Optional.of(new Changed(calls.get(key), events)));
  }

  @Override
  public synchronized CompletionStage<CallsOutStore.Page> list(
      TenantId tenant, Optional<CallOutEvent.Kind> state, Optional<String> after, int limit) {
    var found =
        new ArrayList<>(
            calls.values().stream()
                .filter(call -> call.order().key().tenant().equals(tenant))
                .sorted(Comparator.comparing((CallOut call) -> call.order().at()).reversed())
                .toList());
    if (after.isPresent())
      while (!found.removeFirst().order().key().id().equals(after.get()))
        if (found.isEmpty())
          return CompletableFuture.failedStage(new IllegalArgumentException("not a cursor"));
    var shown =
        found.stream().filter(call -> state.filter(s -> s != call.state()).isEmpty()).toList();
    return done(
        shown.size() > limit
            ? new CallsOutStore.Page(
                shown.subList(0, limit), Optional.of(shown.get(limit - 1).order().key().id()))
            : new CallsOutStore.Page(shown, Optional.empty()));
  }

  @Override
  public synchronized CompletionStage<List<CallOut>> due(Instant now, Duration lease, int max) {
    var found =
        due.entrySet().stream()
            .filter(entry -> !entry.getValue().isAfter(now))
            .map(Map.Entry::getKey)
            .limit(max)
            .toList();
    found.forEach(key -> due.put(key, now.plus(lease)));
    return done(found.stream().map(calls::get).toList());
  }

  @Override
  public synchronized CompletionStage<Void> giveBack(CallOutId key, Instant at) {
    var call = calls.get(key);
    if (call != null && call.state() == CallOutEvent.Kind.REQUESTED) due.put(key, at);
    return done(null);
  }

  @Override
  public synchronized CompletionStage<Integer> sweep(Instant before, int max) {
    var old =
        calls.values().stream()
            .filter(call -> call.isOver() && call.events().getLast().at().isBefore(before))
            .map(call -> call.order().key())
            .limit(max)
            .toList();
    old.forEach(calls::remove);
    return done(old.size());
  }

  // --- the list ---------------------------------------------------------------------------------

  @Override
  public synchronized CompletionStage<Entry> add(
      TenantId tenant, PhoneNumber number, Optional<String> note, Role by, Instant at) {
    return done(
        listed.merge(
            tenant.value() + " " + number.text(),
            new Entry(number, note, by, at),
            (was, now) -> new Entry(number, now.note(), was.by(), was.at())));
  }

  @Override
  public synchronized CompletionStage<Boolean> remove(TenantId tenant, PhoneNumber number) {
    return done(listed.remove(tenant.value() + " " + number.text()) != null);
  }

  @Override
  public synchronized CompletionStage<Optional<Entry>> find(TenantId tenant, PhoneNumber number) {
    return done(Optional.ofNullable(listed.get(tenant.value() + " " + number.text())));
  }

  @Override
  public synchronized CompletionStage<DoNotCallList.Page> list(
      TenantId tenant, Optional<PhoneNumber> after, int limit) {
    var from = tenant.value() + " " + after.map(PhoneNumber::text).orElse("");
    var found =
        listed.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(tenant.value() + " "))
            .filter(entry -> entry.getKey().compareTo(from) > 0)
            .map(Map.Entry::getValue)
            .limit(limit + 1L)
            .toList();
    return done(
        found.size() > limit
            ? new DoNotCallList.Page(
                found.subList(0, limit), Optional.of(found.get(limit - 1).number().text()))
            : new DoNotCallList.Page(found, Optional.empty()));
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedStage(value);
  }
}
