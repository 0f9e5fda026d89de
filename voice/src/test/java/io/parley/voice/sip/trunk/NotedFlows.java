package io.parley.voice.sip.trunk;

import io.parley.voice.sip.transport.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Notes which flows a registrar keeps.
public final class NotedFlows implements Flows {
  static final String INSTANCE = "urn:uuid:00000000-0000-3000-8000-0000000005ed";

  final List<String> kept = new ArrayList<>();

  @Override
  public String instance(String trunk) {
    return INSTANCE;
  }

  @Override
  public void kept(Peer over, Optional<Duration> every) {
    kept.add("%s, %s".formatted(over.transport(), every.map(Duration::toString).orElse("")));
  }
}
