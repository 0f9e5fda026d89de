package io.parley.voice.sip.dial;

import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.UserAgent;
import java.time.Instant;

/// A user agent that is known after its port.
final class Later implements UserAgent {
  volatile UserAgent agent = _ -> {};

  @Override
  public void take(Output<Peer> output) {
    agent.take(output);
  }

  @Override
  public Instant due() {
    return agent.due();
  }

  @Override
  public void passed(Instant at) {
    agent.passed(at);
  }
}
