/// Trunks of SIP: ways between the telephone network and this node, by configuration.
///
/// - [io.parley.voice.sip.trunk.Trunk] and [io.parley.voice.sip.trunk.TrunkSettings]: what an
///   operator says about them;
/// - [io.parley.voice.sip.trunk.TrunkTable]: the trunk that a message comes from.
///
/// Rules here are pure. Nothing here knows of sessions and agents.
package io.parley.voice.sip.trunk;
