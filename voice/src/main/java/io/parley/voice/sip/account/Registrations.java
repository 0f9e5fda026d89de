package io.parley.voice.sip.account;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.OtherUri;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where telephones with accounts are reached, as they say (RFC 3261, section 10.3). Nothing calls
/// them yet; most telephones do not call before they have registered. For one thread at a time.
final class Registrations {
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int TOO_BRIEF = 423;
  private static final int OUT_OF_ORDER = 500;
  private static final int URI_MAX = 512;

  private final RegistrationLimits limits;

  /// By name of account and by URI, the oldest one first.
  private final Map<String, Map<String, Binding>> all = new HashMap<>();

  /// @param callId of the request that made it, and its number there
  private record Binding(Address contact, String callId, long number, Instant until) {
    /// Whether a request came before the one that made this binding (step 7).
    boolean isAfter(Request request) {
      return callId.equals(request.callId()) && number >= request.cseq().number();
    }

    Address shown(Instant at) {
      var left = Math.max(1, Duration.between(at, until).toSeconds());
      return new Address(
          contact.display(), contact.uri(), Params.NONE.with("expires", Long.toString(left)));
    }
  }

  Registrations(RegistrationLimits limits) {
    this.limits = limits;
  }

  /// @param request a REGISTER whose sender has proved this account
  /// @return without a tag
  Response answer(Request request, String account, Instant at) {
    if (!isOf(request, account)) return Response.to(request, FORBIDDEN);
    var held = held(account, at);
    var contacts = request.headers().all(HeaderType.CONTACT);
    boolean isAll = contacts.stream().anyMatch(Registrations::isStar);
    if (isAll && (contacts.size() > 1 || asked(contacts.getFirst(), request) != 0))
      return Response.to(request, BAD_REQUEST);
    var next = new LinkedHashMap<>(held);
    var refusal = isAll ? cleared(next, request) : changed(next, contacts, request, at);
    if (refusal.isPresent()) return refusal.get();
    while (next.size() > limits.perAccount()) next.remove(next.keySet().iterator().next());
    if (next.isEmpty()) all.remove(account);
    else all.put(account, next);
    return told(request, List.copyOf(next.values()), at);
  }

  private static boolean isOf(Request request, String account) {
    return request.to().uri() instanceof SipUri uri && uri.userText().equals(account);
  }

  private static boolean isStar(Address contact) {
    return contact.uri() instanceof OtherUri(var text) && text.equals("*");
  }

  private Map<String, Binding> held(String account, Instant at) {
    var held = new LinkedHashMap<>(all.getOrDefault(account, Map.of()));
    held.values().removeIf(binding -> !binding.until.isAfter(at));
    return held;
  }

  private static Optional<Response> cleared(Map<String, Binding> next, Request request) {
    if (next.values().stream().anyMatch(each -> each.isAfter(request)))
      return Optional.of(Response.to(request, OUT_OF_ORDER));
    next.clear();
    return Optional.empty();
  }

  /// All or nothing (step 7).
  private Optional<Response> changed(
      Map<String, Binding> next, List<Address> contacts, Request request, Instant at) {
    for (var contact : contacts) {
      var uri = contact.uri().toString();
      long seconds = asked(contact, request);
      if (uri.length() > URI_MAX) return Optional.of(Response.to(request, BAD_REQUEST));
      if (seconds > 0 && seconds < RegistrationLimits.SHORTEST.toSeconds())
        return Optional.of(
            Response.to(request, TOO_BRIEF)
                .with(HeaderType.MIN_EXPIRES, RegistrationLimits.SHORTEST.toSeconds()));
      var known = next.remove(uri);
      if (known != null && known.isAfter(request))
        return Optional.of(Response.to(request, OUT_OF_ORDER));
      if (seconds > 0)
        next.put(
            uri,
            new Binding(
                contact.withoutParams(),
                request.callId(),
                request.cseq().number(),
                at.plusSeconds(Math.min(seconds, limits.longest().toSeconds()))));
    }
    return Optional.empty();
  }

  /// Seconds; the longest time where none is asked for.
  private long asked(Address contact, Request request) {
    return contact
        .params()
        .number("expires")
        .map(Integer::longValue)
        .or(() -> request.headers().first(HeaderType.EXPIRES))
        .orElse(limits.longest().toSeconds());
  }

  private static Response told(Request request, List<Binding> bindings, Instant at) {
    var shown = new ArrayList<Address>();
    for (var binding : bindings) shown.add(binding.shown(at));
    var response = Response.to(request, 200);
    return shown.isEmpty()
        ? response
        : response.with(response.headers().with(HeaderType.CONTACT, shown));
  }

  /// Telephones that are registered.
  int count(Instant at) {
    return (int)
        all.values().stream()
            .flatMap(bindings -> bindings.values().stream())
            .filter(binding -> binding.until.isAfter(at))
            .count();
  }
}
