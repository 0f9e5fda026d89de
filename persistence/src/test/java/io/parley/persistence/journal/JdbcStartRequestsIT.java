package io.parley.persistence.journal;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.Caller;
import io.parley.core.journal.StartRequests;
import io.parley.core.journal.StartRequests.Claim;
import io.parley.core.journal.StartRequests.Granted;
import io.parley.core.journal.StartRequests.Reused;
import io.parley.core.person.PersonId;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcStartRequestsIT {
  private static final TenantId OTHER = new TenantId("other");
  private static final Caller SHOP = new Caller.Company(Role.AGENT);
  private static final Caller VISITOR = new Caller.Visitor("203.0.113.0/24");
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcStartRequests requests = new JdbcStartRequests(db.database(), () -> now);

  @AfterEach
  void close() {
    db.close();
  }

  private Claim claim(TenantId tenant, String key, String fingerprint, String proposed) {
    return claim(tenant, new StartRequests.Key(SHOP, key, false), fingerprint, proposed);
  }

  private Claim claim(TenantId tenant, StartRequests.Key key, String fingerprint, String proposed) {
    return get(requests.claim(tenant, key, fingerprint, new SessionId(proposed)));
  }

  private static Claim granted(String session) {
    return new Granted(new SessionId(session));
  }

  @Test
  void the_same_request_finds_the_session_of_the_first() {
    assertThat(claim(TenantId.DEFAULT, "k", "f", "s1")).isEqualTo(granted("s1"));
    assertThat(claim(TenantId.DEFAULT, "k", "f", "s2")).isEqualTo(granted("s1"));
    assertThat(claim(OTHER, "k", "f", "s3")).isEqualTo(granted("s3"));
  }

  @Test
  void the_same_key_for_another_request_is_refused() {
    claim(TenantId.DEFAULT, "k", "f", "s1");
    assertThat(claim(TenantId.DEFAULT, "k", "g", "s2")).isEqualTo(new Reused());
    assertThat(claim(TenantId.DEFAULT, "k", "f", "s3")).isEqualTo(granted("s1"));
  }

  @Test
  void one_of_many_concurrent_claims_wins_and_all_get_its_session() {
    var key = new StartRequests.Key(SHOP, "k", false);
    var claims =
        IntStream.range(0, 20)
            .mapToObj(i -> requests.claim(TenantId.DEFAULT, key, "f", new SessionId("s" + i)))
            .toList();
    assertThat(claims.stream().map(stage -> get(stage)).distinct()).hasSize(1);
  }

  @Test
  void a_key_expires_after_a_day_and_is_deleted() {
    claim(TenantId.DEFAULT, "k", "f", "s1");
    claim(TenantId.DEFAULT, "l", "f", "s2");
    now = now.plus(Duration.ofHours(24)).minusMillis(1);
    assertThat(claim(TenantId.DEFAULT, "k", "f", "s3")).isEqualTo(granted("s1"));
    now = now.plusMillis(1);
    assertThat(claim(TenantId.DEFAULT, "k", "g", "s4")).isEqualTo(granted("s4"));
    assertThat(db.count("start_request")).isEqualTo(1);
  }

  @Test
  void the_same_key_of_another_caller_is_another_request() {
    var callers =
        List.of(
            SHOP,
            new Caller.Company(Role.OPERATOR),
            new Caller.Program("0123456789abcdef"),
            new Caller.Program("0123456789abcdee"),
            new Caller.Person(new PersonId(new UUID(0, 1))),
            new Caller.Person(new PersonId(new UUID(0, 2))),
            VISITOR,
            new Caller.Visitor("unknown"));
    for (int i = 0; i < callers.size(); i++)
      assertThat(
              claim(
                  TenantId.DEFAULT,
                  new StartRequests.Key(callers.get(i), "k", false),
                  "f",
                  "s" + i))
          .isEqualTo(granted("s" + i));
    assertThat(claim(TenantId.DEFAULT, new StartRequests.Key(VISITOR, "k", false), "g", "s9"))
        .isEqualTo(new Reused());
  }

  @Test
  void a_claim_by_an_older_build_is_found_only_by_its_possible_caller() {
    db.execute(
        "INSERT INTO start_request VALUES ('default', 'k', 'f', 'old', '2026-01-02T00:00:00Z')");
    assertThat(claim(TenantId.DEFAULT, new StartRequests.Key(SHOP, "k", true), "f", "s1"))
        .isEqualTo(granted("old"));
    assertThat(claim(TenantId.DEFAULT, new StartRequests.Key(VISITOR, "k", false), "f", "s2"))
        .isEqualTo(granted("s2"));
    assertThat(claim(TenantId.DEFAULT, new StartRequests.Key(SHOP, "k", true), "g", "s3"))
        .isEqualTo(granted("s3"));
    now = Instant.parse("2026-01-02T00:00:00Z");
    assertThat(claim(TenantId.DEFAULT, new StartRequests.Key(SHOP, "k", true), "f", "s4"))
        .isNotEqualTo(granted("old"));
  }
}
