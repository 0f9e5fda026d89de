package io.parley.server.e2e.stage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The API behind the pages of accounts and organisations: each request gets the answer that the
/// test has given to it. At the beginning nobody is signed in, and an owner can.
final class StagedAccounts {
  static final String PASSWORD = "several words of no song";

  private static final String ME =
      """
      "signIn":"s1","person":{"id":"11111111-2222-4333-8444-555555555555","name":"Ada Lovelace",\
      "email":"ada@larch.example"},\
      "organisation":{"id":"aaaaaaaa-2222-4333-8444-555555555555","name":"Larch & Lace",\
      "slug":"larch-lace"},\
      "permissions":["read","oversee","decide","curate","connect","view-organisation",\
      "view-people","view-audit","view-usage","start","name-customer","configure",\
      "manage-keys","set-budgets","manage-people","manage-roles",\
      "manage-organisation","dismiss-staff","transfer-ownership","delete-organisation"],\
      "organisations":[\
      {"id":"aaaaaaaa-2222-4333-8444-555555555555","name":"Larch & Lace","state":"active",\
      "roles":["owner"]},\
      {"id":"bbbbbbbb-2222-4333-8444-555555555555",\
      "name":"A firm with a name of quite some length and no end in sight","state":"suspended",\
      "roles":["config-manager","developer","night-shift"]}]\
      """;

  private static final String SIGNED_IN =
      "{\"accessToken\":\"token-of-the-stage\",\"expiresAt\":\"2030-01-01T00:00:00.000Z\","
          + ME
          + "}";

  /// An exchange of the sign-in for one on the platform, and what `/v1/me` says then.
  static final String ON_PLATFORM =
      """
      {"accessToken":"token-on-the-platform","expiresAt":"2030-01-01T00:00:00.000Z","signIn":"s3",\
      "person":{"id":"11111111-2222-4333-8444-555555555555","name":"Ada Lovelace",\
      "email":"ada@larch.example"},"permissions":["list-organisations"],"organisations":[],\
      "platform":true,"secondFactor":false,"recoveryCodesLeft":0}\
      """;

  private static final Pattern PERMISSIONS = Pattern.compile("\"permissions\":\\[[^]]*]");

  private record Reply(int status, String json) {}

  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  StagedAccounts() {
    on("POST /v1/sign-ins", 201, SIGNED_IN);
    on("POST /v1/sign-ins/renewal", 200, SIGNED_IN);
    on("DELETE /v1/sign-ins/current", 204, "");
    on("GET /v1/me", 200, me(false));
    on("GET /v1/sign-ups", 200, "{\"open\":true}");
    on("GET /v1/me/passkeys", 200, "{\"passkeys\":[]}");
    on(
        "GET /v1/sign-ins",
        200,
        """
        {"signIns":[
          {"id":"s1","organisation":{"id":"a","name":"Larch & Lace"},"current":true,
           "startedAt":"2026-11-25T09:30:00.000Z","usedAt":"2026-11-25T10:30:00.000Z"},
          {"id":"s2","current":false,
           "startedAt":"2026-11-20T09:30:00.000Z","usedAt":"2026-11-21T10:30:00.000Z"}]}\
        """);
  }

  static String me(boolean secondFactor) {
    return "{%s,\"platform\":true,\"secondFactor\":%b,\"recoveryCodesLeft\":%d}"
        .formatted(ME, secondFactor, secondFactor ? 9 : 0);
  }

  /// The person who signs in may do this alone.
  StagedAccounts mayOnly(String... permissions) {
    var list =
        Stream.of(permissions).map(each -> '"' + each + '"').collect(Collectors.joining(","));
    var some = PERMISSIONS.matcher(SIGNED_IN).replaceFirst("\"permissions\":[" + list + "]");
    return on("POST /v1/sign-ins", 201, some).on("POST /v1/sign-ins/renewal", 200, some);
  }

  /// The answer to a request from now on.
  ///
  /// @param request such as `GET /v1/me`, without its query
  StagedAccounts on(String request, int status, String json) {
    replies.put(request, new Reply(status, json));
    return this;
  }

  /// A problem (RFC 9457) with a reason.
  StagedAccounts refuse(String request, int status, String kind, String reason) {
    return on(
        request,
        status,
        "{\"type\":\"/problems/%s\",\"status\":%d,\"detail\":\"told by the stage\",\"reason\":\"%s\"}"
            .formatted(kind, status, reason));
  }

  /// A problem (RFC 9457).
  StagedAccounts refuse(String request, int status, String kind) {
    return on(
        request,
        status,
        "{\"type\":\"/problems/%s\",\"status\":%d,\"detail\":\"told by the stage\"}"
            .formatted(kind, status));
  }

  /// How often a request came.
  long count(String request) {
    return requests.stream().filter(request::equals).count();
  }

  /// The answer to a request of these pages; empty for all others.
  Optional<HttpResponse> answer(HttpRequest request, String path) {
    var asked = request.method().value() + " " + path;
    var reply = Optional.ofNullable(replies.get(asked));
    reply.ifPresent(_ -> requests.add(asked));
    return reply.map(
        it ->
            it.json().isEmpty()
                ? HttpResponse.create().withStatus(it.status())
                : Stage.json(it.status(), it.json()));
  }
}
