package io.parley.core.tool;

import java.util.Optional;

/// The word of a dependency about a call in doubt.
///
/// @param resolution empty when it cannot tell: then a person decides
/// @param result the call's result, for the model, if the dependency still knows it
public record Finding(Optional<Resolution> resolution, Optional<Json> result) {
  public static final Finding CANNOT_TELL = new Finding(Optional.empty(), Optional.empty());

  /// The call had no effect and will have none, whatever is still on its way.
  public static final Finding DID_NOT_HAPPEN =
      new Finding(Optional.of(Resolution.DID_NOT_HAPPEN), Optional.empty());

  public static final Finding UNDONE =
      new Finding(Optional.of(Resolution.UNDONE), Optional.empty());

  public static Finding happened(Json result) {
    return new Finding(Optional.of(Resolution.HAPPENED), Optional.of(result));
  }
}
