package io.parley.http.organisation;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.time.Instant;
import java.util.Optional;

/// Finds the sender of a request, and its organisation. The shared operator token stands for the
/// administrator of a single machine: of its organisation and of the platform.
final class Callers {
  private final Edge edge;
  private final Guard guard;

  Callers(Edge edge) {
    this.edge = edge;
    this.guard = new Guard(edge);
  }

  /// The author of a command.
  ///
  /// @param organisation that the author is signed in to
  record Author(OrganisationId organisation, Act act) {}

  /// The reader of something of its organisation.
  record Viewer(OrganisationId organisation, Principal principal) {
    /// The person; empty for a program and for the shared operator token.
    Optional<PersonId> person() {
      return Callers.person(principal);
    }

    boolean may(Permission permission) {
      return isShared(principal) || principal.may(permission);
    }
  }

  Instant now() {
    return edge.clock().instant();
  }

  /// A person, a program or the shared operator token that may read this of its organisation.
  ///
  /// @throws ProblemException 401 or 403
  Viewer viewer(Call call, Permission needed) {
    var sender = guard.keeper(call, needed);
    return new Viewer(organisation(sender), sender);
  }

  /// A person of an organisation, or the shared operator token. That it may do what it asks for,
  /// the store finds out. Programs change nothing here, whatever their keys' scopes: a command of a
  /// program would be limited by no permission.
  ///
  /// @throws ProblemException 401 or 403
  Author author(Call call) {
    var sender = guard.holder(call).principal();
    return new Author(organisation(sender), act(call, sender));
  }

  /// The same for a setting, whose store asks for no permission.
  ///
  /// @throws ProblemException 401 or 403
  Author author(Call call, Permission needed) {
    var sender = guard.keeper(call, needed);
    return new Author(organisation(sender), act(call, sender));
  }

  /// A person who is signed in to the platform, or the shared operator token. A sign-in to an
  /// organisation does not count, because that may decide how its people sign in.
  ///
  /// @throws ProblemException 401 or 403
  Act staff(Call call) {
    var sender = guard.holder(call).principal();
    boolean isOnPlatform = person(sender).isPresent() && sender.tenant().equals(TenantId.PLATFORM);
    if (!isOnPlatform && !isShared(sender))
      throw forbidden("only for the platform's staff (expected: a sign-in to the platform)");
    return act(call, sender);
  }

  /// The same for a permission on the platform, which nobody has in an organisation.
  ///
  /// @throws ProblemException 401 or 403
  void staff(Call call, Permission needed) {
    guard.keeper(call, needed);
  }

  /// The act of a person with the permission to run the installation, or of the shared operator
  /// token.
  ///
  /// @throws ProblemException 401 or 403
  Act operator(Call call) {
    return act(call, guard.staff(call, Permission.OPERATE));
  }

  /// The same for something that is read.
  ///
  /// @throws ProblemException 401 or 403
  void requireOperator(Call call) {
    guard.staff(call, Permission.OPERATE);
  }

  private Act act(Call call, Principal sender) {
    return new Act(actor(sender), call.from(), now());
  }

  private static Actor actor(Principal sender) {
    return switch (sender.subject()) {
      case Subject.Account(var person, _) -> new Actor.Person(person);
      case Subject.Staff(var role) when isShared(sender) -> new Actor.Program(JsonText.word(role));
      case Subject.Staff _, Subject.Program _, Subject.Customer _, Subject.Visitor _ ->
          throw forbidden("only for people who are signed in (expected: their access token)");
    };
  }

  private static OrganisationId organisation(Principal sender) {
    return OrganisationId.of(sender.tenant())
        .orElseThrow(
            () -> forbidden("signed in to the platform (expected: a sign-in to an organisation)"));
  }

  private static Optional<PersonId> person(Principal sender) {
    return sender.subject() instanceof Subject.Account(var person, _)
        ? Optional.of(person)
        : Optional.empty();
  }

  private static boolean isShared(Principal sender) {
    return sender.subject() instanceof Subject.Staff && sender.may(Permission.OPERATE);
  }

  private static ProblemException forbidden(String detail) {
    return new ProblemException(ProblemDetail.of(ProblemType.NOT_ALLOWED, detail));
  }
}
