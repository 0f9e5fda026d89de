package io.parley.http.organisation;

import io.parley.core.access.PlatformRole;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.person.PersonId;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Roles of the platform's staff.
final class PlatformRoleCalls {
  private static final String ROLE = "/v1/platform/people/{id}/roles/{role}";

  private final Callers callers;
  private final OrganisationStores stores;

  PlatformRoleCalls(Callers callers, OrganisationStores stores) {
    this.callers = callers;
    this.stores = stores;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.put(ROLE, call -> set(call, true)),
        Endpoint.delete(ROLE, call -> set(call, false)));
  }

  private CompletionStage<HttpResponse> set(Call call, boolean has) {
    var act = callers.staff(call);
    var person =
        Bodies.uuid(call.value("id"))
            .map(PersonId::new)
            .orElseThrow(() -> Outcomes.missing(OrganisationRefusal.UNKNOWN_PERSON));
    var role =
        PlatformRole.of(call.value("role"))
            .orElseThrow(() -> Outcomes.missing(OrganisationRefusal.UNKNOWN_ROLE));
    return stores
        .organisations()
        .setPlatformRole(person, role, has, act)
        .thenApply(PlatformRoleCalls::reply);
  }

  private static HttpResponse reply(Optional<OrganisationRefusal> refusal) {
    if (refusal.isPresent() && refusal.get() != OrganisationRefusal.UNCHANGED)
      throw Outcomes.refused(refusal.get(), OrganisationRefusal.UNKNOWN_PERSON);
    return Outcomes.noContent();
  }
}
