package io.parley.sessions.entity;

import io.parley.core.fault.WorkFailed;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.SessionWatch;
import io.parley.sessions.fault.Contained;
import io.parley.sessions.fault.Fault;
import io.parley.sessions.fault.Fault.Kind;
import java.util.Optional;
import java.util.function.Supplier;

/// Raises the alarm for one session's faults.
record Faults(SessionKey key, SessionWatch watch) {

  void contained(String work, RuntimeException failure) {
    watch.faulted(key, new Fault(work, Kind.CONTAINED, Optional.of(WorkFailed.by(failure))));
  }

  /// Listener for errors of an actor that does this work.
  Contained.Alarm of(String work) {
    return new Contained.Alarm() {
      @Override
      public void contained(WorkFailed failed) {
        Faults.this.contained(work, failed);
      }

      @Override
      public void fatal(WorkFailed failed) {
        watch.faulted(key, new Fault(work, Kind.FATAL, Optional.of(failed)));
      }
    };
  }

  /// A node ended while it made this session's reply.
  void nodeLost(Kind kind) {
    watch.faulted(key, new Fault("reply", kind, Optional.empty()));
  }

  /// Runs the work; if it throws, raises the alarm and returns the fallback. Covers errors of Java
  /// and bugs alike: neither may stop a session, which would fail again when it wakes.
  <T> T contain(String work, Supplier<T> task, Supplier<T> otherwise) {
    try {
      return WorkFailed.contain(task);
    } catch (RuntimeException failure) {
      contained(work, failure);
      return otherwise.get();
    }
  }
}
