/// Trunks that organisations bring: their own ways into the telephone network. Start at
/// [io.parley.core.trunk.OwnTrunks].
package io.parley.core.trunk;
