/// Calls out: orders are judged, dialled through a provider, and looked after until they are over
/// ([io.parley.voice.dial.CallsOut], where to start); who has answered is heard in the call's sound
/// ([io.parley.voice.dial.Answering]) before they talk with the agent
/// ([io.parley.voice.dial.AnsweredCalls]), and a message is left on a machine
/// ([io.parley.voice.dial.SpokenMessage]). The rules are in [io.parley.core.dial]. Knows no
/// provider and no protocol.
package io.parley.voice.dial;
