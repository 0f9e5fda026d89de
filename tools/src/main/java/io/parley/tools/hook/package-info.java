/// Sends organisations' webhooks what waits for them, signed by [Standard
/// Webhooks](https://www.standardwebhooks.com). Start at [io.parley.tools.hook.HookDelivery]: a
/// round claims runs, a run sends messages in order. It must not send anything but by the guarded
/// way out.
package io.parley.tools.hook;
