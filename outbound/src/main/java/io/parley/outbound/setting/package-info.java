/// How configuration is read: every key by its full name, and every wrong value as one sentence
/// that says what was found and what was expected, without secrets. Start at
/// [io.parley.outbound.setting.Section].
package io.parley.outbound.setting;
