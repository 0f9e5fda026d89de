/// The beginning of calls, for every protocol: [io.parley.voice.desk.CallDesk] says whether there
/// can be a call, gives it one of this node's places, and opens it in its session. Adapters bring a
/// [leg][io.parley.voice.leg.Leg] and write refusals in the words of their protocol. Knows no
/// protocol and no codec.
package io.parley.voice.desk;
