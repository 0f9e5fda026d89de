/// Where calls come in, of every protocol: [io.parley.voice.desk.CallDesk]. It says whether there
/// can be a call, gives it one of this node's places, and opens it in its session. Adapters bring a
/// [leg][io.parley.voice.leg.Leg] and say what a refusal looks like in their protocol. Knows no
/// protocol and no codec.
package io.parley.voice.desk;
