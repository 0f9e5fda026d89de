/// Begins calls, for every protocol: [io.parley.voice.desk.CallDesk] checks whether a call is
/// possible, gives it one of this node's places, and opens it in its session. Adapters bring a
/// [leg][io.parley.voice.leg.Leg] and write refusals in the words of their protocol. Telephones,
/// which bring no session, come by [io.parley.voice.desk.PhoneDesk]. Depends on no protocol and no
/// codec.
package io.parley.voice.desk;
