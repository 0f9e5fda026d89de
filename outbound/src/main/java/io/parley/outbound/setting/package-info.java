/// Reads configuration. Messages have the key's full name, the value found and the value expected,
/// without secrets. Start at [io.parley.outbound.setting.Section].
package io.parley.outbound.setting;
