/// Trunks that an organisation brings, by the API. Start at
/// [io.parley.http.trunk.OwnTrunkEndpoints].
package io.parley.http.trunk;
