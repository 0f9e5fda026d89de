package io.parley.voice.telephony;

import io.parley.core.dial.PhoneNumber;
import io.parley.core.number.OrganisationNumber;
import io.parley.core.tenant.TenantId;
import io.parley.voice.telephony.NumberPlan.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The telephone numbers of organisations, as this node knows them: in memory, because every call
/// asks, also while the database does not answer. Thread safe.
public final class NumberBook {
  private volatile Known known = new Known(Map.of(), Map.of());
  private volatile Map<TenantId, List<PhoneNumber>> ofTrunks = Map.of();

  /// @param numbers by their digits; @param tenants by their digits, too
  private record Known(
      Map<String, OrganisationNumber> numbers, Map<TenantId, List<PhoneNumber>> tenants) {}

  /// Replaces all that was known.
  public void learn(Collection<OrganisationNumber> all) {
    var numbers = new HashMap<String, OrganisationNumber>();
    var tenants = new HashMap<TenantId, List<PhoneNumber>>();
    for (var each : all) {
      numbers.put(digits(each.number()), each);
      tenants.computeIfAbsent(each.tenant(), _ -> new ArrayList<>()).add(each.number());
    }
    for (var of : tenants.values()) of.sort(Comparator.comparing(PhoneNumber::text));
    known = new Known(numbers, tenants);
  }

  /// Replaces the numbers that organisations show over trunks of their own.
  ///
  /// @param numbers the default one first
  public void learnTrunks(Map<TenantId, List<PhoneNumber>> numbers) {
    ofTrunks = Map.copyOf(numbers);
  }

  List<PhoneNumber> ofTrunks(TenantId tenant) {
    return ofTrunks.getOrDefault(tenant, List.of());
  }

  private static String digits(PhoneNumber number) {
    return number.text().substring(1);
  }

  /// Where calls to a number lead.
  ///
  /// @param digits without a plus
  Optional<Destination> find(String digits) {
    return Optional.ofNullable(known.numbers().get(digits))
        .map(found -> new Destination(found.tenant(), found.agent(), found.language()));
  }

  List<PhoneNumber> of(TenantId tenant) {
    return List.copyOf(known.tenants().getOrDefault(tenant, List.of()));
  }
}
