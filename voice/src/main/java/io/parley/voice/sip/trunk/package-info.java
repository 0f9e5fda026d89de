/// Trunks of SIP: ways between the telephone network and this node, by configuration ([decision
/// 0101](../../../../../../../../../docs/decisions/0101-trunks-are-rules-over-one-port.md)) and of
/// organisations ([decision
/// 0159](../../../../../../../../../docs/decisions/0159-an-organisations-own-trunk-registers-from-one-node.md)).
///
/// - [io.parley.voice.sip.trunk.Trunk] and [io.parley.voice.sip.trunk.TrunkSettings]: what an
///   operator says about them;
/// - [io.parley.voice.sip.trunk.TrunkTable]: the trunk that a message comes from;
/// - `Registering`, `Checking`, `Load` and `TrunkState`: registration, OPTIONS, limits and choice,
///   as pure functions of time and chance;
/// - [io.parley.voice.sip.trunk.Flows]: the port's connections, for registrations that are flows;
/// - [io.parley.voice.sip.trunk.OwnLine], [io.parley.voice.sip.trunk.OwnCallers] and `OwnTable`:
///   what is special about trunks of organisations, and which messages are theirs;
/// - [io.parley.voice.sip.trunk.Trunks]: all of them at work over the node's SIP port.
///
/// Nothing here knows of sessions and agents.
package io.parley.voice.sip.trunk;
