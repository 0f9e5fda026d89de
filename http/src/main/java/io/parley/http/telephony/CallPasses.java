package io.parley.http.telephony;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.core.dial.CallOutId;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.telephony.CallPass.Arrival;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.dial.OutboundSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Issues passes as texts, and takes each of them once: a text that somebody else has seen opens
/// nothing. They are sealed, not stored, so any node takes them; that each counts once is known to
/// the node that took it.
final class CallPasses {
  private static final int TEXT_MAX = 2_048;
  private static final int FIELD_MAX = 256;
  private static final String BACK = "1";
  private static final String MOVED = "2";
  private static final int TAKEN_MAX = 100_000;

  /// Of a call that is still to ring.
  private static final Duration RING_MAX = OutboundSettings.RING_MAX;

  private final UnaryOperator<String> seal;
  private final Duration lifetime;
  private final InstantSource clock;
  private final Cache<String, Boolean> taken;

  /// @param seal of a text: the same on all nodes, and not to be made outside
  CallPasses(UnaryOperator<String> seal, Duration lifetime, InstantSource clock) {
    this.seal = seal;
    this.lifetime = lifetime;
    this.clock = clock;
    this.taken =
        Caffeine.newBuilder()
            .expireAfterWrite(lifetime.plus(RING_MAX))
            .maximumSize(TAKEN_MAX)
            .build();
  }

  /// In letters that neither XML nor addresses need to escape.
  String issue(CallPass pass) {
    return issue(pass, Duration.ZERO);
  }

  /// For a call that rings before its socket opens.
  ///
  /// @param ring at most so long; [OutboundSettings#RING_MAX] at most
  String issue(CallPass pass, Duration ring) {
    var phone = pass.phone();
    var json =
        JsonText.object()
            .put("p", phone.provider())
            .put("c", phone.call())
            .put("t", phone.tenant().value())
            .put("f", cut(phone.caller()))
            .put("n", cut(phone.number()))
            .put("x", clock.instant().plus(lifetime).plus(ring).toEpochMilli());
    phone.agent().ifPresent(agent -> json.put("a", agent));
    phone.language().ifPresent(tag -> json.put("l", tag));
    pass.order().ifPresent(order -> json.put("o", order.id()));
    if (pass.isBack()) json.put("b", pass.arrival() == Arrival.MOVED ? MOVED : BACK);
    if (phone.attested()) json.put("v", "1");
    var bytes = JsonText.write(json).getBytes(StandardCharsets.UTF_8);
    var body = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return body + "." + seal.apply(body);
  }

  /// A provider's text for a number may be of any length.
  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), 64));
  }

  /// @return the pass, once; empty for a text that is not ours, has expired, or was taken before
  Optional<CallPass> take(String text) {
    int dot = text.indexOf('.');
    if (dot < 0 || text.length() > TEXT_MAX) return Optional.empty();
    var body = text.substring(0, dot);
    if (!isSame(seal.apply(body), text.substring(dot + 1))) return Optional.empty();
    var fields = fields(body);
    if (!clock.instant().isBefore(Instant.ofEpochMilli(expiry(fields)))) return Optional.empty();
    if (taken.asMap().putIfAbsent(body, true) != null) return Optional.empty();
    var tenant = new TenantId(fields.text("t", FIELD_MAX));
    return Optional.of(
        new CallPass(
            new PhoneCall(
                fields.text("p", FIELD_MAX),
                fields.text("c", FIELD_MAX),
                tenant,
                fields.optionalText("a", FIELD_MAX),
                fields.optionalText("l", FIELD_MAX),
                fields.optionalText("f", FIELD_MAX).orElse(""),
                fields.optionalText("n", FIELD_MAX).orElse(""),
                fields.optionalText("v", FIELD_MAX).isPresent()),
            fields.optionalText("o", FIELD_MAX).map(id -> new CallOutId(tenant, id)),
            fields.optionalText("b", FIELD_MAX).map(CallPasses::arrival).orElse(Arrival.FIRST)));
  }

  private static Arrival arrival(String text) {
    return text.equals(MOVED) ? Arrival.MOVED : Arrival.NOT_CONNECTED;
  }

  /// Sealed by us, so it is ours.
  private static Fields fields(String body) {
    try {
      var bytes = Base64.getUrlDecoder().decode(body);
      return Fields.of(JsonText.object(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException | Malformed e) {
      throw new IllegalStateException("a pass under our seal cannot be read", e);
    }
  }

  private static long expiry(Fields fields) {
    return fields.value("x").orElseThrow().longValue();
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
