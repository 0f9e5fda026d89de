/// Telephone calls that are lost, as rules: whether a later call of the same caller goes on in the
/// session of an earlier one ([io.parley.core.phone.Resumption]), and what the caller is reminded
/// of ([io.parley.core.phone.LastWords]). Pure: time comes in. Start at
/// [io.parley.core.phone.Resumption].
package io.parley.core.phone;
