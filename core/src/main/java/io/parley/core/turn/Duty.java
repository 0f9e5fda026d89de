package io.parley.core.turn;

import java.time.Instant;
import java.util.Optional;

/// What is to be done at a time that the state alone tells, the more urgent first.
enum Duty {
  /// Stop the sound: somebody speaks.
  HOLD {
    @Override
    Optional<Instant> due(CallState state, TurnSettings settings) {
      return BargeIn.holdDue(state, settings);
    }

    @Override
    void perform(Floor floor) {
      floor.hold();
    }
  },

  /// Judge that what does not end is no speech.
  NOISE {
    @Override
    Optional<Instant> due(CallState state, TurnSettings settings) {
      return Endpointing.noiseDue(state, settings);
    }

    @Override
    void perform(Floor floor) {
      Endpointing.noise(floor);
    }
  },

  /// Go on with what was stopped for nothing.
  RESUME {
    @Override
    Optional<Instant> due(CallState state, TurnSettings settings) {
      return BargeIn.resumeDue(state, settings);
    }

    @Override
    void perform(Floor floor) {
      floor.resume();
    }
  },

  /// Take the customer at their word.
  SETTLE {
    @Override
    Optional<Instant> due(CallState state, TurnSettings settings) {
      return Endpointing.due(state, settings);
    }

    @Override
    void perform(Floor floor) {
      Endpointing.settle(floor);
    }
  },

  /// Do something about a reply that does not come.
  SILENT_REPLY {
    @Override
    Optional<Instant> due(CallState state, TurnSettings settings) {
      return Replying.silenceDue(state, settings);
    }

    @Override
    void perform(Floor floor) {
      Replying.silent(floor);
    }
  },

  /// Do something about a reply that does not go on.
  STALLED_REPLY {
    @Override
    Optional<Instant> due(CallState state, TurnSettings settings) {
      return Replying.stallDue(state, settings);
    }

    @Override
    void perform(Floor floor) {
      Replying.silent(floor);
    }
  },

  /// End a reply of whose end nobody has told.
  ENDLESS_REPLY {
    @Override
    Optional<Instant> due(CallState state, TurnSettings settings) {
      return Replying.endlessDue(state, settings);
    }

    @Override
    void perform(Floor floor) {
      Replying.endless(floor);
    }
  },

  /// Ask whether anybody is there.
  PROMPT {
    @Override
    Optional<Instant> due(CallState state, TurnSettings settings) {
      return Prompting.due(state, settings);
    }

    @Override
    void perform(Floor floor) {
      Prompting.prompt(floor);
    }
  };

  abstract Optional<Instant> due(CallState state, TurnSettings settings);

  abstract void perform(Floor floor);
}
