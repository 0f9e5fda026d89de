package io.parley.sessions.quota;

import com.typesafe.config.Config;
import io.parley.core.limit.Weights;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import java.util.HashMap;

/// `parley.fairness`, explained in `reference.conf`.
public record FairnessSettings(Weights weights) {
  private static final String PATH = "parley.fairness.weights";

  /// @param config the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static FairnessSettings from(Config config) {
    var own = new HashMap<TenantId, Double>();
    config
        .getObject(PATH)
        .forEach(
            (name, value) -> {
              var organisation =
                  OrganisationId.parse(name)
                      .orElseThrow(
                          () -> Expect.wrong(PATH, name, "ids of organisations in small letters"));
              if (!(value.unwrapped() instanceof Number weight))
                throw Expect.wrong(PATH + "." + name, value.unwrapped(), "a number");
              Expect.between(PATH + "." + name, weight.doubleValue(), Weights.MIN, Weights.MAX);
              own.put(organisation.tenant(), weight.doubleValue());
            });
    return new FairnessSettings(new Weights(own));
  }
}
