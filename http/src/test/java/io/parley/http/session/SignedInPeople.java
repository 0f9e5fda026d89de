package io.parley.http.session;

import io.parley.core.access.AccessId;
import io.parley.core.access.Assignment;
import io.parley.core.access.AssignmentId;
import io.parley.core.access.ClientRole;
import io.parley.core.access.CustomRole;
import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Principal;
import io.parley.core.access.RoleName;
import io.parley.core.access.StaffAccess;
import io.parley.core.access.Stage;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.account.TestAccounts;
import io.parley.identity.account.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One person for each way to stand to the organisation `default`: in each of its roles and in one
/// of its own making; in each role elsewhere; in each role of the platform's staff, signed in to
/// the platform, assigned to the organisation, and with open access to its data; and people whose
/// token or sign-in has ended.
final class SignedInPeople implements AutoCloseable {
  private static final OrganisationId HERE = OrganisationId.DEFAULT;

  /// By name, such as `viewer elsewhere`. Platform staff is `sales-agent`, `sales-agent assigned`
  /// and `sales-agent inside`.
  final Map<String, Sign> all = new LinkedHashMap<>();

  final TestAccounts accounts;
  private final Instant now = Instant.now();

  /// A person's token, and as whom it is accepted.
  record Sign(String token, Optional<Principal> principal) {}

  SignedInPeople() {
    var early = now.minus(Duration.ofHours(3));
    accounts = new TestAccounts(early);
    accounts.companies.put(HERE, "Larch & Lace", Instant.EPOCH);
    accounts.member("late", HERE, ClientRole.OWNER);
    all.put("expired", refused(accounts.signedIn("late", Optional.of(HERE), early)));
    accounts.refresh(now);
    for (var role : ClientRole.values()) {
      var word = role.word();
      accounts.member(word, HERE, role);
      accept(word, word, Optional.of(HERE));
      accounts.member(word + "-elsewhere", TestAccounts.BIRCH, role);
      accept(word + " elsewhere", word + "-elsewhere", Optional.of(TestAccounts.BIRCH));
    }
    var some = Set.of(Permission.READ, Permission.TALK, Permission.ERASE);
    var nightShift = new CustomRole(new RoleName("night-shift"), some);
    accounts.companies.join(HERE, accounts.person("night-shift"), nightShift, Instant.EPOCH);
    accept("night-shift", "night-shift", Optional.of(HERE));
    for (var role : PlatformRole.values()) employ(role);
    var gone = accounts.member("gone", HERE, ClientRole.OWNER);
    var ended = accounts.signedIn("gone", Optional.of(HERE), now);
    accounts.accounts.signIns().end(gone, ended.signIn(), now).toCompletableFuture().join();
    all.put("ended", refused(ended));
  }

  private void employ(PlatformRole role) {
    var word = role.word();
    employed(word, role);
    accept(word, word, Optional.empty());
    accounts.companies.assign(HERE, assignment(employed(word + "-assigned", role), role));
    accept(word + " assigned", word + "-assigned", Optional.of(HERE));
    var inside = employed(word + "-inside", role);
    accounts.companies.assign(HERE, assignment(inside, role));
    accounts.companies.open(HERE, access(inside));
    accept(word + " inside", word + "-inside", Optional.of(HERE));
  }

  private PersonId employed(String name, PlatformRole role) {
    var person = accounts.person(name);
    accounts.companies.employ(person, role);
    return person;
  }

  private Assignment assignment(PersonId person, PlatformRole role) {
    return new Assignment(
        new AssignmentId(UUID.randomUUID()),
        person,
        role,
        Stage.ledBy(role),
        Optional.empty(),
        now.minusSeconds(60),
        Optional.of(now.plus(Duration.ofDays(7))));
  }

  private StaffAccess access(PersonId person) {
    return new StaffAccess(
        new AccessId(UUID.randomUUID()),
        person,
        "ticket 4711: replies are empty",
        now.minusSeconds(30),
        now.plus(Duration.ofHours(7)));
  }

  private static Sign refused(SignedIn signedIn) {
    return new Sign(signedIn.access().token(), Optional.empty());
  }

  /// @param organisation empty for the platform
  private void accept(String name, String person, Optional<OrganisationId> organisation) {
    var token = accounts.signedIn(person, organisation, now).access().token();
    var proof = accounts.accounts.check().check(token, now).toCompletableFuture().join();
    all.put(name, new Sign(token, Optional.of(proof.orElseThrow().principal())));
  }

  @Override
  public void close() {
    accounts.close();
  }
}
