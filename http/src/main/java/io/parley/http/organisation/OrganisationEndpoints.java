package io.parley.http.organisation;

import io.parley.http.route.Endpoint;
import io.parley.http.session.Edge;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

/// All endpoints of organisations.
public final class OrganisationEndpoints {
  private OrganisationEndpoints() {}

  /// @param random of the values by which domains are proved
  public static List<Endpoint> of(
      Edge edge, OrganisationStores stores, LinkMails mails, SecureRandom random) {
    var callers = new Callers(edge);
    return Stream.of(
            new OrganisationCalls(callers, stores).endpoints(),
            new NameCalls(callers, stores, random).endpoints(),
            new SiteCalls(callers, stores).endpoints(),
            new NumberCalls(callers, stores.numbers()).endpoints(),
            new PeopleCalls(callers, stores, mails).endpoints(),
            new RoleCalls(callers, stores).endpoints(),
            new OwnershipCalls(callers, stores, mails).endpoints(),
            new StaffCalls(callers, stores).endpoints(),
            new AuditCalls(callers, stores.audit()).endpoints(),
            new RetentionCalls(callers, stores.retentions()).endpoints(),
            new MailTemplateCalls(callers, stores).endpoints(),
            new PlatformCalls(callers, stores, mails).endpoints(),
            new AssignmentCalls(callers, stores).endpoints(),
            new PlatformRoleCalls(callers, stores).endpoints())
        .flatMap(List::stream)
        .toList();
  }
}
