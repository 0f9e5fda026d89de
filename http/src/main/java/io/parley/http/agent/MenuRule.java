package io.parley.http.agent;

import io.parley.core.agent.AgentContent;
import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferTarget;
import io.parley.core.transfer.TransferTargets;
import io.parley.http.json.Malformed;

/// Compares an agent's menus of keys with what the installation has: a key must not hand calls over
/// to a target that there is not, or that is not for this agent, nor be one that is never heard.
///
/// @param terminator the key that ends an utterance; empty for none
public record MenuRule(TransferTargets targets, String terminator) {
  /// @throws Malformed naming the key and what was expected
  void check(TenantId tenant, AgentRef agent, AgentContent content) {
    var listed = targets.of(tenant, agent).stream().map(TransferTarget::name).sorted().toList();
    for (var texts : content.presentation().texts()) {
      if (texts.menu().isEmpty()) continue;
      var menu = texts.menu().get();
      var keys = "texts.%s.menu.keys".formatted(texts.language());
      for (char key : menu.keys().keySet())
        if (terminator.equals(String.valueOf(key)))
          throw new Malformed(
              "%s: %c (expected: another key, as this one ends what a caller keys in)"
                  .formatted(keys, key));
      menu.targets()
          .forEach(
              (key, target) -> {
                if (!listed.contains(target))
                  throw new Malformed(
                      "%s.%c.transfer is none for this agent (expected: %s)"
                          .formatted(
                              keys,
                              key,
                              listed.isEmpty()
                                  ? "no transfer, as there is no target"
                                  : "one of " + String.join(", ", listed)));
              });
    }
  }
}
