package io.parley.http.organisation;

import io.parley.core.audit.Act;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.number.OrganisationNumber;
import io.parley.core.number.OrganisationNumbers;
import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Numbers in memory, of organisations that are all there; no node reads them.
final class RememberedNumbers implements OrganisationNumbers {
  /// All that changed them, oldest first.
  final List<Act> acts = new ArrayList<>();

  final Map<String, OrganisationNumber> all = new TreeMap<>();

  @Override
  public CompletionStage<Long> change() {
    throw new UnsupportedOperationException("no node reads it");
  }

  @Override
  public CompletionStage<List<OrganisationNumber>> all() {
    throw new UnsupportedOperationException("no node reads it");
  }

  private boolean has(TenantId tenant, PhoneNumber number) {
    var found = all.get(number.text());
    return found != null && found.tenant().equals(tenant);
  }

  @Override
  public CompletionStage<List<OrganisationNumber>> of(TenantId tenant) {
    return CompletableFuture.completedStage(
        all.values().stream().filter(each -> each.tenant().equals(tenant)).toList());
  }

  @Override
  public CompletionStage<Assigned> assign(TenantId tenant, PhoneNumber number, Act act) {
    var before = all.putIfAbsent(number.text(), OrganisationNumber.plain(number, tenant));
    if (before == null) acts.add(act);
    return CompletableFuture.completedStage(has(tenant, number) ? Assigned.DONE : Assigned.TAKEN);
  }

  @Override
  public CompletionStage<Boolean> release(TenantId tenant, PhoneNumber number, Act act) {
    boolean was = has(tenant, number);
    if (was) {
      all.remove(number.text());
      acts.add(act);
    }
    return CompletableFuture.completedStage(was);
  }

  @Override
  public CompletionStage<Boolean> answer(OrganisationNumber wanted, Act act) {
    boolean was = has(wanted.tenant(), wanted.number());
    if (was) {
      all.put(wanted.number().text(), wanted);
      acts.add(act);
    }
    return CompletableFuture.completedStage(was);
  }
}
