package io.parley.persistence.journal;

import io.parley.core.quality.CallFigures;
import io.parley.core.quality.CallFigures.OfLine;
import io.parley.core.quality.CallFigures.Stages;
import io.parley.core.quality.CallFigures.Talk;
import io.parley.core.quality.CallFigures.There;
import io.parley.core.quality.Spread;
import java.util.Optional;
import java.util.OptionalDouble;

/// Figures of calls for recorded journals.
final class Figures {
  private Figures() {}

  static CallFigures all(String way) {
    var spread = Optional.of(new Spread(3, 120, 300.5));
    var line =
        new OfLine(
            "PCMU",
            4.2,
            3.9,
            0.5,
            1.5,
            new Spread(30, 2.1, 7),
            Optional.of(new There(OptionalDouble.of(24.5), 0.1)));
    var talk = new Talk(12.3, 30, OptionalDouble.of(140), OptionalDouble.of(165.5), 0.42, 1, 2);
    var stages = new Stages(spread, spread, spread, spread, spread, spread, spread);
    return new CallFigures(way, 83.2, Optional.of(line), stages, Optional.of(talk), 1, 0);
  }

  static CallFigures few(String way) {
    return CallFigures.withoutSound(way, 5, Optional.of(new Spread(1, 340, 340)), 0);
  }
}
