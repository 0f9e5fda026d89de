package io.parley.server;

import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentRef;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferTarget;
import io.parley.core.transfer.TransferTargets;

/// Checks the menus of keys of the configured agent against what else is configured.
final class MenuTargets {
  private static final String TEXTS = "parley.agent.texts.";

  private MenuTargets() {}

  /// @param terminator the key that ends an utterance; empty for none
  /// @throws IllegalArgumentException when a key hands calls over to a target that is not listed
  ///   for the agent, or would never be heard
  static void check(
      AgentRef agent, AgentPresentation presentation, TransferTargets targets, String terminator) {
    var listed =
        targets.of(TenantId.DEFAULT, agent).stream().map(TransferTarget::name).sorted().toList();
    for (var texts : presentation.texts()) {
      if (texts.menu().isEmpty()) continue;
      var keys = TEXTS + texts.language() + ".menu.keys";
      for (char key : texts.menu().get().keys().keySet())
        if (terminator.equals(String.valueOf(key)))
          throw Expect.wrong(keys, key, "another key than parley.voice.turn.keys.terminator");
      texts
          .menu()
          .get()
          .targets()
          .forEach(
              (key, target) -> {
                if (!listed.contains(target))
                  throw Expect.wrong(
                      "%s.%c.transfer".formatted(keys, key),
                      target,
                      "a name in parley.telephony.transfer.targets for agent %s: %s"
                          .formatted(
                              agent.id(),
                              listed.isEmpty() ? "there is none" : String.join(", ", listed)));
              });
    }
  }
}
