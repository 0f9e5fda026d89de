package io.parley.http.account;

import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.person.PersonId;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.Problems;
import io.parley.http.route.Call;
import io.parley.http.session.Guard;

/// The sender of a request, a person who is signed in.
///
/// @param signIn the id of the sign-in
record Me(PersonId person, String signIn, Principal principal) {

  /// @throws ProblemException 401 without a valid token, 403 for a program or a shared token
  static Me of(Guard guard, Call call) {
    var sender = guard.holder(call).principal();
    if (!(sender.subject() instanceof Subject.Account(var person, _)))
      throw new ProblemException(Problems.of(OrganisationRefusal.PEOPLE_ONLY));
    var signIn =
        call.proven()
            .flatMap(Call.Proven::signIn)
            .orElseThrow(() -> new IllegalStateException("a person without a sign-in"));
    return new Me(person, signIn, sender);
  }
}
