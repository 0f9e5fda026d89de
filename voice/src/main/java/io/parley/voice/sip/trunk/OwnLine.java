package io.parley.voice.sip.trunk;

import io.parley.core.tenant.TenantId;
import io.parley.outbound.guard.Reach;
import io.parley.voice.telephony.NumberPlan.Destination;
import java.util.Set;

/// The special part of a trunk that an organisation brings.
///
/// @param to the organisation, and who answers calls to numbers that say nothing of their own
/// @param user of our address, as its registrar is told it, and its parameter `line`: random, and
///   known to nobody else. A call to it is the organisation's; the address of a sender alone proves
///   nothing, since organisations name hosts as they like, and have lines at the same providers
/// @param numbers that calls out over it show, E.164; empty: none go out
/// @param reach addresses that its other end, and the sound of its calls, may have
public record OwnLine(Destination to, String user, Set<String> numbers, Reach reach) {
  public OwnLine {
    numbers = Set.copyOf(numbers);
  }

  public TenantId tenant() {
    return to.tenant();
  }

  boolean goesOut() {
    return !numbers.isEmpty();
  }
}
