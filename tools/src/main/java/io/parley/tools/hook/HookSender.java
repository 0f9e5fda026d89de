package io.parley.tools.hook;

import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookAttempt;
import io.parley.core.webhook.HookMessage;
import io.parley.core.webhook.HookOutbox.Opened;

/// Makes one attempt to deliver a message. Blocks: use virtual threads. Thread safe.
@FunctionalInterface
public interface HookSender {
  /// Does not fail: a failure is an outcome.
  HookAttempt send(TenantId tenant, Opened to, HookMessage message);
}
