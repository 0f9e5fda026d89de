package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.Uri;
import java.time.Duration;
import java.util.List;

/// A call of ours.
///
/// @param target whom; @param from and @param to as the other end sees them, without tags
/// @param routes proxies on the way, the first one first
/// @param offer the description
/// @param ringing how long the other end may take to answer
public record CallPlan(
    Uri target, Address from, Address to, List<Address> routes, Body offer, Duration ringing) {
  public CallPlan {
    routes = List.copyOf(routes);
  }
}
