package io.parley.http.webhook;

import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookKind;
import io.parley.core.webhook.HookTarget;
import io.parley.core.webhook.WebhookSignature;
import io.parley.core.webhook.Webhooks;
import io.parley.http.json.Fields;
import io.parley.http.json.Malformed;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Collectors;

/// Bodies of requests that write webhooks. Every error names the field and what was expected; none
/// repeats a secret.
record WebhookBody(HookAddresses addresses) {
  static final String SECRET = "secret";

  private static final String URL = "url";
  private static final String KINDS = "kinds";
  private static final String DESCRIPTION = "description";
  private static final String OVERLAP = "overlapHours";
  private static final Duration OVERLAP_USUAL = Duration.ofDays(1);
  private static final int KIND_MAX = 40;
  private static final int SECRET_MAX = 128;
  private static final int WORD_MAX = 20;

  /// Of a webhook that is made; its secret is read by [#secret].
  HookTarget made(Fields fields, TenantId tenant) {
    return target(fields.only(URL, KINDS, DESCRIPTION, SECRET), tenant);
  }

  HookTarget changed(Fields fields, TenantId tenant) {
    return target(fields.only(URL, KINDS, DESCRIPTION), tenant);
  }

  private HookTarget target(Fields fields, TenantId tenant) {
    var url = url(fields.text(URL, HookTarget.URL_MAX));
    var kinds = EnumSet.noneOf(HookKind.class);
    for (var word : fields.list(KINDS, HookKind.values().length, KIND_MAX))
      kinds.add(HookKind.of(word).orElseThrow(WebhookBody::noKind));
    if (kinds.isEmpty()) throw noKind();
    var description = fields.optionalText(DESCRIPTION, HookTarget.DESCRIPTION_MAX).orElse("");
    try {
      var target = new HookTarget(url, kinds, description);
      var problem = addresses.problem(tenant, url);
      if (problem.isPresent()) throw new Malformed("url: " + problem.get());
      return target;
    } catch (IllegalArgumentException e) {
      throw new Malformed(e.getMessage());
    }
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new Malformed("url is no address (expected: https://host/path)");
    }
  }

  private static Malformed noKind() {
    return new Malformed(
        "kinds has none, or an unknown one (expected: some of %s)"
            .formatted(
                Arrays.stream(HookKind.values())
                    .map(HookKind::word)
                    .collect(Collectors.joining(", "))));
  }

  /// The one that its author chose.
  static Optional<String> secret(Fields fields) {
    var given = fields.optionalText(SECRET, SECRET_MAX);
    if (given.filter(text -> !WebhookSignature.isSecret(text)).isPresent())
      throw new Malformed(
          "secret of another form (expected: whsec_ and 24 to 64 bytes in Base64; or none)");
    return given;
  }

  /// How long a replaced secret signs, too.
  static Duration overlap(Fields fields) {
    fields.only(SECRET, OVERLAP);
    if (fields.value(OVERLAP).isEmpty()) return OVERLAP_USUAL;
    return Duration.ofHours(
        fields.integer(OVERLAP, 0, Math.toIntExact(Webhooks.OVERLAP_MAX.toHours())));
  }

  static Webhooks.Switch state(Fields fields) {
    fields.only("state", "waiting");
    var state = fields.text("state", WORD_MAX);
    var waiting = fields.optionalText("waiting", WORD_MAX);
    if (state.equals("off") && waiting.isEmpty()) return Webhooks.Switch.OFF;
    if (!state.equals("on"))
      throw new Malformed("state is unknown (expected: on, or off without waiting)");
    return switch (waiting.orElse("deliver")) {
      case "deliver" -> Webhooks.Switch.ON;
      case "skip" -> Webhooks.Switch.ON_FROM_NOW;
      default -> throw new Malformed("waiting is unknown (expected: deliver or skip)");
    };
  }
}
