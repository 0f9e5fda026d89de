package io.parley.core.organisation;

import static io.parley.core.organisation.OrganisationDecision.accept;
import static io.parley.core.organisation.OrganisationDecision.refuse;
import static io.parley.core.organisation.OrganisationRefusal.*;

import io.parley.core.access.Service;
import io.parley.core.audit.Act;
import io.parley.core.person.PersonId;

/// Rules for giving an organisation away. Both agree, and both are still members at that moment.
public final class OwnershipRules {
  private OwnershipRules() {}

  public static OrganisationDecision decide(
      Organisation organisation, People people, OwnershipCommand command, Act act) {
    if (isStranger(people, command, act)) return refuse(NOT_FOUND);
    var service = organisation.lifecycle().service();
    if (service != Service.OPEN && service != Service.RESTRICTED) return refuse(WRONG_STATE);
    if (act.person().isEmpty()) return refuse(PEOPLE_ONLY);
    var actor = act.person().get();
    return switch (command) {
      case OwnershipCommand.Offer(var to) -> offered(organisation, people, to, act);
      case OwnershipCommand.Withdraw() ->
          organisation
              .offer()
              .map(offer -> accept(new OwnershipEvent.Withdrawn(offer)))
              .orElseGet(() -> refuse(NO_OFFER));
      case OwnershipCommand.Decline() ->
          organisation
              .offer()
              .filter(offer -> offer.to().equals(actor))
              .map(offer -> accept(new OwnershipEvent.Declined(offer)))
              .orElseGet(() -> refuse(NO_OFFER));
      case OwnershipCommand.Accept() -> accepted(organisation, people, actor, act);
    };
  }

  /// A person who is no member is told neither the organisation's state nor whether there is an
  /// offer. Other commands need a permission.
  private static boolean isStranger(People people, OwnershipCommand command, Act act) {
    return command.needs().isEmpty()
        && act.person().filter(person -> people.member(person).isEmpty()).isPresent();
  }

  private static OrganisationDecision offered(
      Organisation organisation, People people, PersonId to, Act act) {
    var from = act.person().get();
    // the permission may come from a custom role: without the ownership there is nothing to give
    if (people.member(from).filter(member -> member.roles().isOwner()).isEmpty())
      return refuse(FORBIDDEN);
    var successor = people.member(to);
    if (successor.isEmpty()) return refuse(UNKNOWN_MEMBER);
    if (successor.get().roles().isOwner()) return refuse(UNCHANGED);
    var offered =
        new OwnershipEvent.Offered(
            new OwnershipOffer(from, to, act.at().plus(OwnershipOffer.LASTS)));
    // the audit trail has the end of an offer that is replaced, which may be a colleague's
    return organisation
        .offer()
        .filter(open -> open.isOpen(act.at()))
        .map(open -> accept(new OwnershipEvent.Withdrawn(open), offered))
        .orElseGet(() -> accept(offered));
  }

  private static OrganisationDecision accepted(
      Organisation organisation, People people, PersonId actor, Act act) {
    var offer = organisation.offer().filter(open -> open.to().equals(actor));
    if (offer.isEmpty()) return refuse(NO_OFFER);
    if (!offer.get().isOpen(act.at())) return refuse(EXPIRED);
    var from = people.member(offer.get().from()).filter(member -> member.roles().isOwner());
    var to = people.member(actor);
    if (from.isEmpty() || to.isEmpty()) return refuse(NO_OFFER);
    return accept(
        new OwnershipEvent.Transferred(
            from.get().person(), from.get().roles().demoted(), actor, to.get().roles().promoted()));
  }
}
