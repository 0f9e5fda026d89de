/// Telephone calls that are lost, as rules: whether a later call of the same caller goes on in the
/// session of an earlier one ([io.parley.core.phone.Resumption]), and what the caller is reminded
/// of ([io.parley.core.phone.LastQuestion]). Pure: time comes in. Start at
/// [io.parley.core.phone.Resumption]. Which callers are customers that the company knows is decided
/// by [io.parley.core.phone.KnownCallers].
package io.parley.core.phone;
