package io.parley.voice.sip.trunk;

/// The operators' view of a trunk.
///
/// @param isRegistered true where no registration is needed
/// @param isUp whether its other end answers, as far as is known
/// @param calls at once now
public record TrunkStatus(boolean isRegistered, boolean isUp, int calls) {}
