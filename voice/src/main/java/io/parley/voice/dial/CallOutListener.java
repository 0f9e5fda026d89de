package io.parley.voice.dial;

import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutEvent;
import java.util.List;

/// Is told of events of calls out, in any thread; must not block.
@FunctionalInterface
public interface CallOutListener {
  /// @param call with the events; @param events that are new, mostly one, or none
  void happened(CallOut call, List<CallOutEvent> events);
}
