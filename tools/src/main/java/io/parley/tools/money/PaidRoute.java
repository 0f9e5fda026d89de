package io.parley.tools.money;

import io.parley.core.model.LanguageModel;
import io.parley.core.model.Purpose;
import java.util.List;
import java.util.function.Function;

/// A model, and the models that it may ask.
///
/// @param models by purpose the names of all models that may be asked, the first choice first
public record PaidRoute(LanguageModel model, Function<Purpose, List<String>> models) {

  /// A model that never asks another.
  public static PaidRoute of(LanguageModel model) {
    return new PaidRoute(model, _ -> List.of(model.name()));
  }
}
