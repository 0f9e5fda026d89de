package io.parley.http.apikey;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import io.parley.core.identity.KeyOwner;
import io.parley.core.identity.ServiceAccountId;
import io.parley.http.json.Fields;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.identity.apikey.ApiKeyTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the body of `POST /v1/api-keys`.
final class ApiKeyBody {
  private static final Duration LIFE_MAX = Duration.ofDays(3_660);
  private static final int ENTRY_MAX = 64;
  private static final String KNOWN =
      Permission.ofKeys().stream().map(Permission::word).collect(Collectors.joining(", "));

  private ApiKeyBody() {}

  /// @param keeper the sender: a key gets no permission that its maker lacks
  /// @throws ProblemException 403 for such a scope
  static ApiKeyTokens.Wish read(Fields fields, Principal keeper, Instant now) {
    var name = name(fields.only("name", "scopes", "addresses", "expiresAt", "account"));
    var scopes = scopes(fields, keeper);
    var addresses = fields.list("addresses", ApiKeyTokens.LIST_MAX, ENTRY_MAX);
    var expiresAt = fields.optionalTime("expiresAt").map(time -> end(time, now));
    var owner = owner(fields, keeper);
    try {
      return new ApiKeyTokens.Wish(keeper.tenant(), name, scopes, addresses, expiresAt, owner);
    } catch (IllegalArgumentException _) {
      // all else was checked here
      throw new Malformed(
          "an entry of addresses is of another form (expected: a range such as 192.0.2.0/24 or"
              + " 2001:db8::/32, of IPv6 a /64 or a wider one)");
    }
  }

  /// The service account that is named, else the sender.
  private static KeyOwner owner(Fields fields, Principal keeper) {
    var account = fields.optionalText("account", ENTRY_MAX);
    if (account.isPresent())
      return ServiceAccountId.parse(account.get())
          .map(KeyOwner.Account::new)
          .orElseThrow(ServiceAccountEndpoints::missing);
    return switch (keeper.subject()) {
      case Subject.Account(var person, _) -> new KeyOwner.Member(person);
      case Subject.Staff _ -> new KeyOwner.Installation();
      case Subject.Program _, Subject.Customer _, Subject.Visitor _ ->
          throw new IllegalStateException(
              "a keeper of keys that is a " + keeper.subject() + " (expected: staff)");
    };
  }

  private static String name(Fields fields) {
    var name = fields.text("name", ApiKeyTokens.NAME_MAX);
    if (name.isBlank()) throw new Malformed("name is blank (expected: a text)");
    if (name.length() > ApiKeyTokens.NAME_MAX)
      throw Malformed.tooLong(
          "name is too long (expected: ≤ %d in UTF-16)".formatted(ApiKeyTokens.NAME_MAX));
    return name;
  }

  private static Set<String> scopes(Fields fields, Principal keeper) {
    var scopes = EnumSet.noneOf(Permission.class);
    for (var word : fields.list("scopes", ApiKeyTokens.LIST_MAX, ENTRY_MAX))
      scopes.add(
          Permission.of(word)
              .filter(Permission.ofKeys()::contains)
              .orElseThrow(
                  () ->
                      new Malformed(
                          "an entry of scopes is none of a key (expected: " + KNOWN + ")")));
    if (scopes.isEmpty())
      throw new Malformed("scopes is missing or empty (expected: some of " + KNOWN + ")");
    for (var scope : scopes)
      if (!keeper.mayGive(scope))
        throw new ProblemException(
            ProblemDetail.of(
                ProblemType.NOT_ALLOWED,
                "scope %s (expected: permissions that you have yourself)".formatted(scope.word())));
    return scopes.stream().map(Permission::word).collect(Collectors.toUnmodifiableSet());
  }

  private static Instant end(Instant time, Instant now) {
    var end = time.truncatedTo(ChronoUnit.MILLIS);
    if (end.isAfter(now) && !end.isAfter(now.plus(LIFE_MAX))) return end;
    throw new Malformed(
        "expiresAt is over, or too far (expected: within the next %d days)"
            .formatted(LIFE_MAX.toDays()));
  }
}
